#include <string.h>

#include "oai/character.h"
#include "oai/reader_private.h"

/*
 * Where a damaged record ends, searched as text, from behind its own "<", by
 * the name that its start tag had. It ends
 *
 *	- behind an end tag of that name. Metadata may have elements of the
 *	  name (MARCXML has), so what follows decides: another start tag, or
 *	  the end of the list, but no other end tag;
 *	- where another record begins, since one that was cut off has no end
 *	  tag, and the next one's must not be taken for it. MARCXML's records
 *	  have no header, ours begin with it.
 *
 * End tags in comments and CDATA sections count only where the section itself
 * has no end: none before the next record begins, or not soon.
 */

enum answer {
	ANSWER_YES,
	ANSWER_NO,
	ANSWER_MORE
};

static const struct {
	struct text opening;
	struct text closing; /* before the ">" */
} sections[] = {
	[SECTION_COMMENT] = { { "<!--", 4 }, { "--", 2 } },
	[SECTION_CDATA] = { { "<![CDATA[", 9 }, { "]]", 2 } },
};

static struct text
behind(struct text text, size_t length)
{
	return (struct text){ text.bytes + length, text.length - length };
}

/* Is it at the front? Then rest is what is behind it. */
static enum answer
match(struct text *rest, struct text what)
{
	size_t common = rest->length < what.length ? rest->length : what.length;

	if (common > 0 && memcmp(rest->bytes, what.bytes, common) != 0)
		return ANSWER_NO;
	if (common < what.length)
		return ANSWER_MORE;
	*rest = behind(*rest, common);
	return ANSWER_YES;
}

/* White space, as long as it may be in a tag or between two: it is looked at
 * again with each piece. */
static enum answer
match_blanks(struct text *rest)
{
	struct text next = character_skip_blanks(*rest);

	if (rest->length - next.length > XML_PENDING)
		return ANSWER_NO;
	*rest = next;
	return next.length == 0 ? ANSWER_MORE : ANSWER_YES;
}

/* "<", a prefix with its colon or none, a name, and what ends the name. */
static enum answer
match_start(struct text *rest, struct text prefix, struct text name)
{
	enum answer answer = match(rest, TEXT("<"));

	if (answer == ANSWER_YES)
		answer = match(rest, prefix);
	if (answer == ANSWER_YES)
		answer = match(rest, name);
	if (answer != ANSWER_YES)
		return answer;
	if (rest->length == 0)
		return ANSWER_MORE;
	return *rest->bytes == '>' || *rest->bytes == '/' ||
		character_is_blank(*rest->bytes)
	    ? ANSWER_YES
	    : ANSWER_NO;
}

/* To the next "<" or ">". */
static size_t
plain_length(struct text text)
{
	size_t at = 0;

	while (
	    at < text.length && text.bytes[at] != '<' && text.bytes[at] != '>')
		at++;
	return at;
}

static bool
contains(struct text text, struct text what)
{
	return text.length > 0 &&
	    memmem(text.bytes, text.length, what.bytes, what.length) != NULL;
}

/* The rest of a start tag; not of an empty one, nor of one that says it is in
 * another namespace than ours. */
static enum answer
match_attributes(struct text *rest)
{
	size_t length = plain_length(*rest);
	struct text attributes = { rest->bytes, length };

	if (length > XML_PENDING)
		return ANSWER_NO;
	if (length == rest->length)
		return ANSWER_MORE;
	if (rest->bytes[length] != '>' ||
	    (length > 0 && rest->bytes[length - 1] == '/'))
		return ANSWER_NO;
	if (contains(attributes, TEXT("xmlns=")) &&
	    !contains(attributes, TEXT(OAI_NAMESPACE)))
		return ANSWER_NO;
	*rest = behind(*rest, length + 1);
	return ANSWER_YES;
}

/* Does a record begin at the front? Of headers alone, any start tag of the
 * name tells: there is nothing in them that could be called so. */
static enum answer
is_next_record(const struct reader *reader, struct text rest)
{
	const struct text none = TEXT("");
	struct text name = buffer_text(&reader->record_name);
	const char *colon = memchr(name.bytes, ':', name.length);
	struct text prefix = { name.bytes,
		colon == NULL ? 0 : (size_t)(colon - name.bytes) + 1 };
	enum answer answer = match_start(&rest, none, name);

	if (answer != ANSWER_YES || reader->verb == OAI_LIST_IDENTIFIERS)
		return answer;
	answer = match_attributes(&rest);
	if (answer == ANSWER_YES)
		answer = match_blanks(&rest);
	if (answer == ANSWER_YES)
		answer = match_start(&rest, prefix, TEXT("header"));
	return answer;
}

/* "</name >" at the front. */
static enum answer
match_end(struct text *rest, struct text name)
{
	enum answer answer = match(rest, TEXT("</"));

	if (answer == ANSWER_YES)
		answer = match(rest, name);
	if (answer == ANSWER_YES)
		answer = match_blanks(rest);
	if (answer == ANSWER_YES)
		answer = match(rest, TEXT(">"));
	return answer;
}

/* Is this the end of the record, going by what is behind the end tag? */
static enum answer
is_behind_record(const struct reader *reader, struct text rest)
{
	enum answer answer = match_blanks(&rest);

	if (answer == ANSWER_NO ||
	    (answer == ANSWER_MORE && reader->has_no_more))
		return ANSWER_YES;
	if (answer == ANSWER_YES)
		answer = match(&rest, TEXT("</"));
	if (answer == ANSWER_NO ||
	    (answer == ANSWER_MORE && reader->has_no_more))
		return ANSWER_YES;
	if (answer == ANSWER_YES)
		answer = match(&rest, buffer_text(&reader->opening_names[1]));
	return answer;
}

static enum answer
enter_section(struct search *search, struct text rest)
{
	for (enum section i = SECTION_COMMENT; i <= SECTION_CDATA; i++) {
		struct text opening = sections[i].opening;
		enum answer answer = match(&rest, opening);

		if (answer == ANSWER_YES) {
			search->section = i;
			search->section_start = search->at + opening.length;
			return ANSWER_NO;
		}
		if (answer == ANSWER_MORE)
			return ANSWER_MORE;
	}
	return ANSWER_NO;
}

/* At a ">". */
static void
leave_section(struct reader *reader)
{
	struct search *search = &reader->search;
	struct text closing;

	if (search->section == SECTION_NONE)
		return;
	closing = sections[search->section].closing;
	if (search->at < search->section_start + closing.length ||
	    !text_equals(closing,
		reader_slice(reader, search->at - closing.length, search->at)))
		return;
	search->section = SECTION_NONE;
	search->end = 0;
}

/* At a "<"; rest begins with it. */
static enum answer
look(struct reader *reader, struct text rest)
{
	struct search *search = &reader->search;
	size_t whole = search->at + rest.length;
	struct text tag = rest;
	enum answer answer = is_next_record(reader, rest);

	if (answer == ANSWER_YES) {
		search->is_cut_off = search->end == 0;
		if (search->is_cut_off)
			search->end = search->at;
		return ANSWER_YES;
	}
	if (answer == ANSWER_NO) {
		answer = match_end(&tag, buffer_text(&reader->record_name));
		if (answer == ANSWER_YES)
			answer = is_behind_record(reader, tag);
		if (answer == ANSWER_YES && search->end == 0)
			search->end = whole - tag.length;
	}
	if (search->section != SECTION_NONE)
		return answer == ANSWER_MORE ? ANSWER_MORE : ANSWER_NO;
	return answer == ANSWER_NO ? enter_section(search, rest) : answer;
}

void
search_start(struct reader *reader)
{
	reader->search = (struct search){ .at = reader->building.start + 1 };
}

bool
search_end(struct reader *reader)
{
	struct search *search = &reader->search;
	size_t whole = reader->window_start + reader->window.length;

	for (;; search->at++) {
		struct text rest = reader_slice(reader, search->at, whole);
		size_t length = plain_length(rest);
		enum answer answer = ANSWER_NO;

		search->at += length;
		rest = behind(rest, length);
		if (rest.length == 0)
			return reader->has_no_more && search->end != 0;
		if (search->end != 0 &&
		    search->at > search->end + SECTION_BYTES)
			return true;
		if (*rest.bytes == '<')
			answer = look(reader, rest);
		else
			leave_section(reader);
		if (answer == ANSWER_YES)
			return true;
		if (answer == ANSWER_MORE && !reader->has_no_more)
			return false;
	}
}

bool
search_stray_end(const struct reader *reader, size_t *end)
{
	size_t whole = reader->window_start + reader->window.length;
	struct text rest = character_skip_blanks(
	    reader_slice(reader, reader->event_end, whole));

	if (match_end(&rest, buffer_text(&reader->record_name)) != ANSWER_YES)
		return false;
	*end = whole - rest.length;
	return true;
}
