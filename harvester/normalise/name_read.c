#include "normalise/name_apart.h"
#include "normalise/name_title.h"
#include "normalise/slice.h"

#define NAME_BYTES  512 /* longer is kept as it is */
#define PARTS       8   /* between commas */
#define PART_BYTES  128
#define UPPER_BYTES 4 /* "L-M" are initials */
#define WORDS       5 /* without a comma; more are no person's */

void
name_reader_init(struct name_reader *reader, struct arena *arena,
    const struct vocabulary *vocabulary)
{
	*reader =
	    (struct name_reader){ .arena = arena, .vocabulary = vocabulary };
	buffer_init(&reader->key, 0);
}

void
name_reader_fini(struct name_reader *reader)
{
	buffer_fini(&reader->key);
}

/* Parts between commas, without the empty ones; PARTS + 1: there are more. */
static size_t
cut(struct text value, struct text parts[PARTS])
{
	struct text part;
	size_t count = 0;

	while (slice_next(&value, ",", &part)) {
		part = text_trim(part);
		if (part.length == 0)
			continue;
		if (count == PARTS)
			return PARTS + 1;
		parts[count++] = part;
	}
	return count;
}

/* "James E. 1938-" */
static struct text
without_dates(struct text part, struct name *name)
{
	size_t start = part.length;

	while (start > 0 && part.bytes[start - 1] != ' ')
		start--;
	if (start == 0 || !name_is_dates(slice_from(part, start)) ||
	    slice_find(part, "-").length == 0)
		return part;
	name->dates = slice_from(part, start);
	return text_trim((struct text){ part.bytes, start });
}

/* "Bernard R. Hubbard": whoever has an initial inside is named in full. */
static bool
has_inner_initial(struct text part)
{
	struct text word;
	size_t count = 0;
	bool has_initial = false;
	bool was_initial = false;

	while (name_next_word(&part, &word)) {
		has_initial |= was_initial;
		was_initial = ++count > 1 && name_is_initials(word) &&
		    !name_has_small_letter(word);
	}
	return has_initial && !was_initial;
}

/* Takes what is behind family and given name. False: it is something else. */
static bool
take_last(
    struct name_reader *reader, struct text part, size_t at, struct name *name)
{
	struct text role = name_role(reader, part);

	/* "Bain, JR" has initials, "Vreeland, Thad, Jr." a suffix. */
	if (at == 1 && name_is_capitals(part))
		return false;
	if (name_word_of(reader, part) == NAME_WORD_SUFFIX)
		name->suffix = part;
	else if (name_is_dates(part))
		name->dates = part;
	else if (role.length > 0 && at > 1)
		name->role = role;
	else if (at > 1 && name->affiliation.length == 0 &&
	    name_has_corporate(reader, part))
		name->affiliation = part;
	else
		return (at > 1 || !name_is_initials(part) ||
			   name_has_small_letter(part)) &&
		    name_is_title(reader, part);
	return true;
}

/* "Esser van", "Ludwig van": the particle behind. */
static struct text
take_particle(struct name_reader *reader, struct text part, struct name *name)
{
	size_t end = part.length;

	for (;;) {
		size_t start = end;

		while (start > 0 && part.bytes[start - 1] != ' ')
			start--;
		if (start == 0 ||
		    !name_is_particle(reader,
			(struct text){ part.bytes + start, end - start }))
			break;
		end = start - 1;
	}
	if (end == part.length)
		return part;
	name->particle = text_trim(slice_from(part, end));
	return text_trim((struct text){ part.bytes, end });
}

/* "Smit Jr." */
static struct text
take_suffix(struct name_reader *reader, struct text part, struct name *name)
{
	size_t start = part.length;

	while (start > 0 && part.bytes[start - 1] != ' ')
		start--;
	if (start == 0 ||
	    name_word_of(reader, slice_from(part, start)) != NAME_WORD_SUFFIX)
		return part;
	name->suffix = slice_from(part, start);
	return text_trim((struct text){ part.bytes, start });
}

/* "J.H. (John)": initials and name; of anything else in brackets nothing. */
static struct text
without_brackets(struct text part, struct name *name)
{
	struct text before = text_trim(slice_until(part, "("));
	struct text inside = slice_until(
	    slice_from(part, slice_until(part, "(").length + 1), ")");
	struct text behind =
	    slice_from(part, slice_until(part, ")").length + 1);

	if (before.length == part.length || before.length == 0 ||
	    inside.length == 0 || text_trim(behind).length > 0)
		return part;
	if (!name_is_initials(before) ||
	    !name_is_word(slice_until(inside, " ")))
		return before;
	name->initials = before;
	return text_trim(inside);
}

static void
read_comma_form(struct name_reader *reader, struct text family,
    struct text given, struct name *name)
{
	given = without_dates(given, name);
	given = name_without_titles(reader, given, 1);
	given = take_particle(reader, given, name);
	given = without_brackets(given, name);
	family = take_suffix(reader, family, name);
	if (name->particle.length == 0)
		family = take_particle(reader, family, name);
	family = text_trim(slice_until(family, "("));
	family = name_without_titles(reader, family, 1);
	if (family.length == 0 || given.length == 0 ||
	    family.length > PART_BYTES || given.length > PART_BYTES)
		return;
	if (name_is_upper(family) && name_has_small_letter(given))
		family = name_capitalise(reader->arena, family);
	name->family = family;
	name->given = given;
}

struct words {
	struct text all[WORDS];
	size_t count;
};

/* False: there are too many, or some that are in no name. */
static bool
read_words(struct name_reader *reader, struct text value, struct words *words)
{
	struct text word;

	words->count = 0;
	while (name_next_word(&value, &word)) {
		if (words->count == WORDS ||
		    !(name_is_word(word) || name_is_particle(reader, word)))
			return false;
		words->all[words->count++] = word;
	}
	return words->count > 0;
}

static struct text
from_to(struct text first, struct text last)
{
	return (struct text){ first.bytes,
		(size_t)(last.bytes + last.length - first.bytes) };
}

/* Family is of the words from first on, count of them. */
static void
set_family(
    const struct words *words, size_t first, size_t count, struct name *name)
{
	size_t last = words->count - 1;

	name->family =
	    from_to(words->all[first], words->all[first + count - 1]);
	name->given = first > 0 ? from_to(words->all[0], words->all[first - 1])
				: from_to(words->all[count], words->all[last]);
}

/* "Davoudiasl H.": how many initials there are behind. */
static size_t
count_initials(const struct words *words, bool (*is_initial)(struct text word))
{
	size_t count = 0;

	while (count < words->count &&
	    is_initial(words->all[words->count - 1 - count]))
		count++;
	for (size_t i = 0; i < words->count - count; i++)
		if (is_initial(words->all[i]) ||
		    name_is_initials(words->all[i]))
			return 0;
	return count < words->count ? count : 0;
}

/* "Michele ARTINI", "ARTINI Michele" */
static bool
read_upper(
    struct name_reader *reader, const struct words *words, struct name *name)
{
	size_t first = words->count;
	size_t count = 0;

	for (size_t i = 0; i < words->count; i++) {
		if (words->all[i].length < UPPER_BYTES ||
		    !name_is_upper(words->all[i]) ||
		    name_is_initials(words->all[i]))
			continue;
		if (first == words->count)
			first = i;
		count++;
	}
	if (count == 0 || count == words->count ||
	    (first != 0 && first + count != words->count))
		return false;
	for (size_t i = first; i < first + count; i++)
		if (!name_is_upper(words->all[i]))
			return false;
	set_family(words, first, count, name);
	if (name_has_small_letter(name->given))
		name->family = name_capitalise(reader->arena, name->family);
	return true;
}

/* Behind a Slavic given name: then the family name is the first word. */
static bool
is_patronymic(struct text word)
{
	static const char *const ends[] = { "вич", "вна", "ВИЧ", "ВНА" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (slice_ends(word, ends[i]))
			return true;
	return false;
}

/* The last word and the particles before it. */
static void
guess(struct name_reader *reader, const struct words *words, struct name *name)
{
	size_t first = words->count - 1;

	if (name_is_initials(words->all[first]))
		return;
	name->is_guess = true;
	if (words->count == 3 && is_patronymic(words->all[2])) {
		set_family(words, 0, 1, name);
		return;
	}
	if (read_upper(reader, words, name))
		return;
	while (first > 0 && name_is_particle(reader, words->all[first - 1]))
		first--;
	if (first > 0)
		set_family(words, first, words->count - first, name);
	else
		name->is_guess = false;
}

static void
read_plain(struct name_reader *reader, struct text value, struct name *name)
{
	struct words words;
	size_t count;

	value = take_suffix(reader, value, name);
	if (!read_words(reader, value, &words) || words.count < 2)
		return;
	count = count_initials(&words, name_is_initials);
	if (count == 0 && name_has_small_letter(value)) {
		count = count_initials(&words, name_is_capitals);
		name->is_guess = count > 0;
	}
	if (count > 0)
		set_family(&words, 0, words.count - count, name);
	else
		guess(reader, &words, name);
}

/* "Church, Alonzo" is a person. */
static bool
is_organisation(struct name_reader *reader, const struct text *parts,
    size_t count, struct text value)
{
	if (count < 2)
		return name_is_corporate(reader, value);
	return name_is_body(reader, parts[0]) ||
	    (count == 2 && name_is_turned(reader, parts[0], parts[1])) ||
	    (name_count_words(parts[0]) > 1 &&
		name_is_corporate(reader, parts[0])) ||
	    name_has_corporate(reader, parts[1]);
}

static void
read_parts(struct name_reader *reader, struct text value, struct name *name)
{
	struct text parts[PARTS];
	size_t count = cut(value, parts);
	size_t served;

	if (count == 0 || count > PARTS)
		return;
	name->is_organisation = is_organisation(reader, parts, count, value);
	if (name->is_organisation) {
		if (count == 2)
			name->served =
			    name_turn(reader, parts[0], parts[1], name->served);
		return;
	}
	served = count;
	/* "Bernard R. Hubbard, S.J.", not "Hubbard, S.J." */
	if (count == 2 && has_inner_initial(parts[0]) &&
	    name_is_title(reader, parts[1]))
		served = --count;
	while (
	    count > 1 && take_last(reader, parts[count - 1], count - 1, name)) {
		count--;
		if (name->suffix.length == 0)
			served = count;
	}
	if (count > 2) {
		name->affiliation = name->suffix = (struct text){ 0 };
		return;
	}
	name->served = from_to(parts[0], parts[served - 1]);
	if (slice_until(name->served, "&").length < name->served.length)
		return;
	if (count == 2)
		read_comma_form(reader, parts[0], parts[1], name);
	else
		read_plain(reader, parts[0], name);
}

bool
name_read(struct name_reader *reader, struct text value, struct name *name)
{
	struct text person;
	enum name_word kind;

	*name = (struct name){ .served = text_trim(value) };
	if (name->served.length > NAME_BYTES)
		return true;
	if (slice_is_web(name->served) &&
	    slice_find(name->served, "orcid.org/").length == 0)
		return false;
	name->served = name_take_apart(reader, name->served, name);
	if (name->served.length == 0)
		return name->orcid.length > 0;
	kind = name_word_of(reader, name->served);
	if (slice_is_web(name->served) || !name_has_letter(name->served) ||
	    kind == NAME_WORD_PLACEHOLDER || kind == NAME_WORD_OTHERS)
		return false;
	person = slice_until(name->served, ";");
	if (person.length < name->served.length &&
	    !name_is_corporate(reader, person)) {
		name->affiliation = slice_strip(
		    slice_from(name->served, person.length + 1), " ;");
		name->served = text_trim(person);
	}
	read_parts(reader, name->served, name);
	return true;
}
