#include "normalise/rights.h"
#include "normalise/slice.h"

#define CODE_BYTES 48

/* Creative Commons' own elements in their order; nothing else is a licence
 * of theirs. */
static const char *const codes[] = { "by", "by-sa", "by-nd", "by-nc",
	"by-nc-sa", "by-nc-nd" };

static bool
is_code(struct text text)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (slice_is(text, codes[i]))
			return true;
	}
	return false;
}

static bool
is_version(struct text text)
{
	return text.length == 3 && slice_is_digit(text.bytes[0]) &&
	    text.bytes[1] == '.' && slice_is_digit(text.bytes[2]);
}

/* A port of a licence: two letters ("uk"); "igo" and such stay unread. */
static bool
is_jurisdiction(struct text text)
{
	return text.length == 2 && slice_is_word(text.bytes[0]) &&
	    slice_is_word(text.bytes[1]);
}

static struct text
compose(struct arena *arena, const struct text *parts, size_t count)
{
	struct buffer id;
	struct text copy;

	buffer_init(&id, 0);
	buffer_add_string(&id, "CC");
	for (size_t i = 0; i < count; i++) {
		buffer_add_char(&id, '-');
		buffer_add_text(&id, parts[i]);
	}
	for (size_t i = 0; i < id.length; i++) {
		if (id.bytes[i] >= 'a' && id.bytes[i] <= 'z')
			id.bytes[i] = (char)(id.bytes[i] - ('a' - 'A'));
	}
	copy = memory_copy(arena, buffer_text(&id));
	buffer_fini(&id);
	return copy;
}

/* What is behind "creativecommons.org/licenses/". */
static struct text
read_path(struct arena *arena, struct text path)
{
	struct text parts[3] = { { 0 } };
	size_t count = 0;

	path = slice_until(path, " \"'<>)],;?#");
	while (count < 3 && slice_next(&path, "/", &parts[count]))
		count++;
	if (count == 0 || !is_code(parts[0]))
		return (struct text){ 0 };
	if (count < 2 || !is_version(slice_strip(parts[1], ".")))
		return compose(arena, parts, 1);
	parts[1] = slice_strip(parts[1], ".");
	return compose(
	    arena, parts, count == 3 && is_jurisdiction(parts[2]) ? 3 : 2);
}

static struct text
read_url(struct arena *arena, struct text value)
{
	struct text path = slice_find(value, "creativecommons.org/");

	if (path.length == 0)
		return (struct text){ 0 };
	(void)slice_skip(&path, "creativecommons.org/");
	if (slice_starts(path, "publicdomain/zero/1.0"))
		return TEXT("CC0-1.0");
	if (slice_skip(&path, "licenses/"))
		return read_path(arena, path);
	return (struct text){ 0 };
}

/* "CC-BY-NC-3.0", "cc_by_nc_nd", "CC BY-SA 3.0": all of the value. */
static struct text
read_code(struct arena *arena, struct text value)
{
	char bytes[CODE_BYTES];
	struct text code = { bytes, 0 };
	struct text parts[2] = { { 0 } };

	if (slice_is(value, "CC0") || slice_is(value, "CC0-1.0") ||
	    slice_is(value, "CC0 1.0"))
		return TEXT("CC0-1.0");
	if (value.length > sizeof(bytes) || !slice_skip(&value, "cc"))
		return (struct text){ 0 };
	value = slice_strip(value, "-_ ");
	for (size_t i = 0; i < value.length; i++) {
		char c = value.bytes[i];

		bytes[code.length++] = (char)(c == '_' || c == ' ' ? '-' : c);
	}
	parts[0] = code;
	if (code.length > 4 && bytes[code.length - 4] == '-' &&
	    is_version(slice_from(code, code.length - 3))) {
		parts[0].length -= 4;
		parts[1] = slice_from(code, code.length - 3);
	}
	if (!is_code(parts[0]))
		return (struct text){ 0 };
	return compose(arena, parts, parts[1].length > 0 ? 2 : 1);
}

struct text
rights_license(struct arena *arena, struct text value)
{
	struct text license;

	value = text_trim(value);
	license = read_url(arena, value);
	if (license.length == 0)
		license = read_code(arena, value);
	if (license.length == 0 &&
	    slice_find(value, "opensource.org/licenses/MIT").length > 0)
		license = TEXT("MIT");
	return license;
}

/* CC-BY says nothing against CC-BY-4.0, nor that against CC-BY-4.0-UK. */
static bool
agree(struct text a, struct text b)
{
	struct text longer = a.length > b.length ? a : b;
	struct text shorter = a.length > b.length ? b : a;

	if (!text_equals(
		(struct text){ longer.bytes, shorter.length }, shorter))
		return false;
	longer = slice_from(longer, shorter.length);
	return longer.length == 0 ||
	    (longer.length > 1 && longer.bytes[0] == '-' &&
		(slice_is_digit(longer.bytes[1]) || longer.length == 3));
}

void
rights_field(struct draft *draft)
{
	struct memory_list rights = { .arena = draft->arena };
	const struct claim *chosen = NULL;
	struct text license = { 0 };
	bool is_clear = true;

	for (const struct claim *claim = draft->claims[ELEMENT_RIGHTS];
	     claim != NULL; claim = claim->next) {
		struct text found = rights_license(draft->arena, claim->value);

		memory_list_add(&rights, claim->value);
		if (found.length == 0)
			continue;
		is_clear &= chosen == NULL || agree(license, found);
		if (found.length > license.length) {
			license = found;
			chosen = claim;
		}
	}
	draft->item->rights = draft_list(&rights);
	if (chosen == NULL)
		return;
	if (is_clear) {
		draft->item->license = license;
		draft_explain(draft, "license", chosen, "URL or code");
	} else {
		draft_issue(draft, "rights name different licences");
	}
}
