#include "normalise/name_note.h"
#include "normalise/slice.h"

#define BRACKETS   3 /* behind a name; more is something else */
#define ROLES      4 /* in one bracket */
#define ROLE_BYTES 64
#define NOUN_BYTES 5 /* shorter words of role.tsv are codes */

/* In one bracket what somebody did is abbreviated as in no other place. */
static struct text
role_of(struct name_reader *reader, struct text note)
{
	if (name_word_of(reader, note) == NAME_WORD_EDITOR)
		return TEXT("editor");
	return name_role(reader, note);
}

/* "Featured Performer", "director musical": a word for a role, and what kind of
 * it. */
static bool
is_like_role(struct name_reader *reader, struct text note)
{
	struct text rest = note;
	struct text word;
	struct text first = { 0 };
	struct text last = { 0 };

	if (note.length > ROLE_BYTES || name_is_corporate(reader, note))
		return false;
	while (name_next_word(&rest, &word)) {
		if (first.length == 0)
			first = word;
		last = word;
	}
	return (last.length >= NOUN_BYTES &&
		   name_role(reader, last).length > 0) ||
	    (first.length >= NOUN_BYTES && name_role(reader, first).length > 0);
}

/* "Composer; Lyricist": all of them are roles. */
static bool
take_roles(struct name_reader *reader, struct text note, struct name *name)
{
	struct text roles = { 0 };
	struct text part;
	size_t count = 0;

	while (slice_next(&note, ";,/&", &part)) {
		struct text role = role_of(reader, text_trim(part));

		if (role.length == 0 || ++count > ROLES)
			return false;
		if (count > 1) {
			roles = memory_join(reader->arena, roles, TEXT("; "));
			role = memory_join(reader->arena, roles, role);
		}
		roles = role;
	}
	name->role = roles;
	return count > 0;
}

/* False: what is in brackets belongs to the name. */
static bool
take_note(struct name_reader *reader, struct text note, struct name *name)
{
	if (note.length <= ROLE_BYTES && take_roles(reader, note, name))
		return true;
	if (name_is_dates(note)) {
		name->dates = note;
		return true;
	}
	if (is_like_role(reader, note)) {
		name->role = note;
		name->is_role_unknown = true;
		return true;
	}
	return name_is_title(reader, note) || text_is(note, "?") ||
	    slice_is(note, "sic") || note.length == 0;
}

struct text
name_take_notes(
    struct name_reader *reader, struct text value, struct name *name)
{
	for (int i = 0; i < BRACKETS; i++) {
		struct text note;
		size_t start = value.length;

		if (!slice_ends(value, ")") && !slice_ends(value, "]"))
			return value;
		while (start > 0 && value.bytes[start - 1] != '(' &&
		    value.bytes[start - 1] != '[')
			start--;
		if (start < 2)
			return value;
		note = slice_from(value, start);
		note.length--;
		if (!take_note(reader, text_trim(note), name))
			return value;
		value =
		    slice_strip((struct text){ value.bytes, start - 1 }, " ,;");
	}
	return value;
}
