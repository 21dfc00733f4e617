#include <string.h>

#include "normalise/locator.h"
#include "normalise/slice.h"

#define ISSUE_DIGITS 3
#define LABEL_BYTES  3 /* shorter ones are initials, too */

/* A word that a number, or one in Roman letters, follows. */
static bool
is_label(const struct citation_reader *reader, struct text rest)
{
	struct text word = locator_first_word(rest);
	struct text behind = slice_from(rest, word.length);
	char c;

	while (behind.length > 0 && strchr(" .:", behind.bytes[0]) != NULL)
		behind = slice_from(behind, 1);
	if (behind.length == 0)
		return false;
	c = behind.bytes[0];
	if (!slice_is_digit(c) && (c < 'A' || c > 'Z') && (c & 0x80) == 0)
		return false;
	return locator_part(reader, word) != NULL ||
	    (slice_is_digit(c) &&
		locator_word(reader, SCHEME_MONTH, word) != NULL);
}

bool
locator_is_bare_issue(
    const struct citation_reader *reader, struct text value, struct text behind)
{
	struct text word;
	const struct text *part;
	struct text page;

	if (!slice_is_digits(value) || value.length > ISSUE_DIGITS ||
	    !slice_skip(&behind, ". "))
		return false;
	behind = slice_strip(behind, " ");
	part = locator_label(reader, behind, &word);
	return part != NULL ? text_is(*part, "pages")
			    : locator_take_page(&behind, &page);
}

/* Where something other than the name can begin. */
static bool
can_begin(const struct citation_reader *reader, struct text rest)
{
	char c = rest.bytes[0];

	if (slice_is_digit(c) || c == '(' || c == '<')
		return true;
	return (slice_is_word(c) &&
		   slice_is_digit(rest.bytes[rest.length > 1])) ||
	    slice_is_web(rest) || slice_starts(rest, "doi") ||
	    slice_starts(rest, "issn") || slice_starts(rest, "pmcid") ||
	    is_label(reader, rest);
}

static bool
is_boundary(char before, char c)
{
	return strchr(" ,;:", before) != NULL && strchr(" ,;:.", c) == NULL;
}

/* "Genome Biology and Evolution 8, no": what is before it was not read. */
static bool
ends_with_label(const struct citation_reader *reader, struct text name)
{
	size_t start = name.length;

	while (start > 0 && strchr(" ,", name.bytes[start - 1]) == NULL)
		start--;
	return name.length - start > 1 && start > 0 &&
	    locator_part(reader, slice_from(name, start)) != NULL;
}

/* "Malar J, 10", "J Vis Exp (59)": the same. */
static bool
ends_with_number(struct text name)
{
	bool is_bracketed = slice_ends(name, ")");
	size_t end = name.length - (is_bracketed ? 1 : 0);
	size_t start = end;
	struct text number;

	while (start > 0 && slice_is_digit(name.bytes[start - 1]))
		start--;
	number = (struct text){ name.bytes + start, end - start };
	if (number.length == 0 || locator_is_plain_year(number))
		return false;
	if (is_bracketed)
		return start > 0 && name.bytes[start - 1] == '(';
	while (start > 0 && name.bytes[start - 1] == ' ')
		start--;
	return start > 0 && name.bytes[start - 1] == ',';
}

/* "Physical Review C Vol. C": so is the letter that stands for a part of it. */
static bool
ends_with_volume(const struct citation_reader *reader, struct text name)
{
	size_t end = name.length < 2 ? 0 : name.length - 2;
	size_t start = end;
	const struct text *part;

	if (end == 0 || name.bytes[end] != ' ')
		return false;
	while (start > 0 && strchr(" ,", name.bytes[start - 1]) == NULL)
		start--;
	if (end - start < LABEL_BYTES || start == 0)
		return false;
	part = locator_part(
	    reader, (struct text){ name.bytes + start, end - start });
	return part != NULL && text_is(*part, "volume");
}

/* HAL: "33rd Conference, Jul 2014, Paris", an event and its place; and no
 * year, "2015, ApJ". */
static bool
has_date(const struct citation_reader *reader, struct text name)
{
	struct text part;

	if (locator_is_plain_year(slice_until(name, ",")))
		return true;
	while (slice_next(&name, ",", &part))
		if (text_trim(part).length > strlen("2014") &&
		    locator_year(reader, text_trim(part)).length > 0)
			return true;
	return false;
}

static bool
is_name(const struct citation_reader *reader, enum locator_kind kind,
    struct text name)
{
	return locator_is_name(name) && !ends_with_label(reader, name) &&
	    !ends_with_volume(reader, name) && !ends_with_number(name) &&
	    !has_date(reader, name) &&
	    (kind != LOCATOR_CITATION || locator_is_plain_name(name));
}

static bool
has_number(const struct citation *found)
{
	return found->volume.length > 0 || found->issue.length > 0 ||
	    found->page_start.length > 0 || found->article_number.length > 0;
}

static bool
has_digit(struct text name)
{
	for (size_t i = 0; i < name.length; i++)
		if (slice_is_digit(name.bytes[i]))
			return true;
	return false;
}

/* "Zeitschrift 45 (2009) 3" is an issue to some and a page to others; in the
 * short names of physics, and behind "B860", it is a page. */
static bool
is_unsure(const struct citation *found, struct text value)
{
	struct text page = found->page_start;

	return page.length > 0 && page.length <= 2 &&
	    found->page_end.length == 0 && found->issue.length == 0 &&
	    slice_is_digits(found->volume) &&
	    slice_find(found->container, ".").length == 0 &&
	    page.bytes + page.length == value.bytes + value.length &&
	    page.bytes - value.bytes > 2 && page.bytes[-1] == ' ' &&
	    page.bytes[-2] == ')';
}

/* The name is as short as it can be: what follows is then read whole. */
bool
locator_read(const struct citation_reader *reader, enum locator_kind kind,
    struct text value, struct citation *citation)
{
	struct citation found;

	/* All of them have a number. */
	if (!has_digit(value))
		return false;
	for (size_t i = 1; i < value.length; i++) {
		struct text rest = slice_from(value, i);

		if (!is_boundary(value.bytes[i - 1], value.bytes[i]) ||
		    !can_begin(reader, rest))
			continue;
		found = *citation;
		if (!locator_parts(reader, kind, rest, &found))
			continue;
		found.container = locator_name((struct text){ value.bytes, i });
		if (!is_name(reader, kind, found.container))
			return false;
		if (!has_number(&found) && has_digit(found.container))
			return false;
		if (is_unsure(&found, value))
			found.page_start = (struct text){ 0 };
		*citation = found;
		return true;
	}
	return false;
}
