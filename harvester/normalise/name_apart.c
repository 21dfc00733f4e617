#include <string.h>

#include "base/array.h"
#include "normalise/name_apart.h"
#include "normalise/name_note.h"
#include "normalise/name_title.h"
#include "normalise/number.h"
#include "normalise/slice.h"

#define ROLE_BYTES 64
#define WORD_BYTES 3 /* a shorter one is cut short */
#define NAME_WORDS 2 /* family and given name */

/* What stands around an iD and belongs to it: "(ORCID: https://orcid.org/". */
static struct text
without_orcid_label(struct text before)
{
	static const char *const labels[] = { "orcid.org", "www.", "https",
		"http", "orcid", "iD", "urn" };
	bool is_cut = true;

	before = slice_strip(before, " ([<{/:;,-|");
	while (is_cut) {
		is_cut = false;
		for (size_t i = 0; i < COUNT(labels); i++) {
			struct text rest = before;

			if (!slice_ends(before, labels[i]))
				continue;
			rest.length -= strlen(labels[i]);
			if (rest.length > 0 &&
			    slice_is_word(rest.bytes[rest.length - 1]))
				continue;
			before = slice_strip(rest, " ([<{/:;,-|");
			is_cut = true;
		}
	}
	return before;
}

static struct text
take_orcid(struct arena *arena, struct text value, struct name *name)
{
	struct text orcid = number_find_orcid(value);
	struct text before;
	struct text after;

	if (orcid.length == 0)
		return value;
	name->orcid = number_orcid(arena, orcid);
	before =
	    (struct text){ value.bytes, (size_t)(orcid.bytes - value.bytes) };
	after = slice_from(value, before.length + orcid.length);
	before = without_orcid_label(before);
	after = slice_strip(after, " )]>}/:;,-|");
	if (before.length == 0 || after.length == 0)
		return before.length > 0 ? before : after;
	before = memory_join(arena, before, TEXT(" "));
	return memory_join(arena, before, after);
}

/* "J. Smith <js@example.org>"; an address alone leaves nothing. */
static struct text
take_address(struct arena *arena, struct text value)
{
	const char *at =
	    value.length == 0 ? NULL : memchr(value.bytes, '@', value.length);
	size_t start;
	size_t end;
	struct text before;
	struct text after;

	if (at == NULL)
		return value;
	start = end = (size_t)(at - value.bytes);
	while (start > 0 && strchr(" <([,;:", value.bytes[start - 1]) == NULL)
		start--;
	while (end < value.length && strchr(" >)],;", value.bytes[end]) == NULL)
		end++;
	before = slice_strip((struct text){ value.bytes, start }, " <([,;:");
	after = slice_strip(slice_from(value, end), " >)],;:");
	if (before.length == 0 || after.length == 0)
		return before.length > 0 ? before : after;
	before = memory_join(arena, before, TEXT(" "));
	return memory_join(arena, before, after);
}

/* "Advisor: Smith, J." */
static struct text
take_role_label(
    struct name_reader *reader, struct text value, struct name *name)
{
	struct text label = slice_until(value, ":");
	struct text role;

	if (label.length == value.length || label.length > ROLE_BYTES)
		return value;
	role = name_role(reader, label);
	if (role.length == 0)
		return value;
	name->role = role;
	return text_trim(slice_from(value, label.length + 1));
}

/* The final full stop of "Kamau, Simon Macharia."; that of an abbreviation and
 * an initial stays. */
static struct text
without_full_stop(struct name_reader *reader, struct text value)
{
	size_t start;
	struct text word;

	if (!slice_ends(value, "."))
		return value;
	value.length--;
	start = value.length;
	while (start > 0 && strchr(" .,-", value.bytes[start - 1]) == NULL)
		start--;
	word = slice_from(value, start);
	if (word.length < WORD_BYTES || !name_has_small_letter(word) ||
	    name_word_of(reader, word) != NAME_WORD_NONE)
		value.length++;
	return value;
}

struct text
name_take_apart(
    struct name_reader *reader, struct text value, struct name *name)
{
	value = slice_strip(value, " ;,");
	value = take_orcid(reader->arena, value, name);
	value = take_address(reader->arena, value);
	value = take_role_label(reader, value, name);
	value = name_take_notes(reader, slice_strip(value, " ;,"), name);
	value = name_without_others(reader, value);
	value = name_without_titles(reader, value, NAME_WORDS);
	value = slice_strip(value, " ;,");
	return without_full_stop(reader, value);
}
