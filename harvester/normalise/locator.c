#include <string.h>

#include "base/array.h"
#include "normalise/locator.h"
#include "normalise/slice.h"

#define VALUE_BYTES 24 /* of a volume or an issue */

struct locator {
	const struct citation_reader *reader;
	enum locator_kind kind;
	struct text rest;
	char before; /* the last separator: ':' says more than ' ' */
	unsigned labels;
	bool has_link; /* a DOI or an ISSN stands behind the name */
	bool has_month;
	bool has_bracketed_year;
	bool has_bare_issue;
	struct citation *found;
};

static void
skip_separators(struct locator *locator)
{
	while (locator->rest.length > 0 &&
	    strchr(" ,;:.", locator->rest.bytes[0]) != NULL) {
		char c = locator->rest.bytes[0];

		if (c != ' ')
			locator->before = c;
		locator->rest = slice_from(locator->rest, 1);
	}
}

static bool
set(struct text *column, struct text value)
{
	if (column->length > 0 || value.length == 0)
		return false;
	*column = value;
	return true;
}

static struct text
take_token(struct locator *locator, const char *ends)
{
	struct text token = slice_until(locator->rest, ends);

	locator->rest = slice_from(locator->rest, token.length);
	return token;
}

/* "S1", "Suppl 2", "3-4" */
static bool
is_value(struct text value)
{
	bool has_digit = false;

	if (value.length == 0 || value.length > VALUE_BYTES ||
	    memchr(value.bytes, ':', value.length) != NULL ||
	    (!slice_is_word(value.bytes[0]) && (value.bytes[0] & 0x80) == 0))
		return false;
	for (size_t i = 0; i < value.length; i++)
		has_digit = has_digit || slice_is_digit(value.bytes[i]);
	return (has_digit && !locator_is_years(value)) ||
	    locator_is_roman(value);
}

/* "6 pages", and how many behind pages */
static bool
is_extent(const struct locator *locator, struct text value)
{
	struct text number = slice_until(value, " ");
	struct text word = text_trim(slice_from(value, number.length));
	const struct text *part =
	    locator_part(locator->reader, slice_strip(word, "."));

	return slice_is_digits(number) &&
	    (part != NULL
		    ? text_is(*part, "pages")
		    : word.length == 0 && locator->found->page_end.length > 0);
}

static bool
has_number(const struct citation *found)
{
	return found->volume.length > 0 || found->issue.length > 0 ||
	    found->page_start.length > 0;
}

/* "December 16, 2014", "2014 Dec 15"; and "December 2014". */
static bool
has_day(struct text date)
{
	struct text part;

	while (slice_next(&date, " ,.", &part))
		if (part.length > 0 && part.length <= 2 &&
		    slice_is_digits(part))
			return true;
	return false;
}

static bool
read_bracket(struct locator *locator)
{
	struct citation *found = locator->found;
	struct text value;
	struct text year;

	locator->rest = slice_from(locator->rest, 1);
	value = text_trim(take_token(locator, ")]"));
	if (locator->rest.length == 0)
		return false;
	locator->rest = slice_from(locator->rest, 1);
	locator->before = ')';
	year = locator_year(locator->reader, value);
	if (year.length > 0 &&
	    (found->year.length == 0 || text_equals(found->year, year))) {
		found->year = year;
		found->has_day = has_day(value);
		locator->has_bracketed_year = true;
		return true;
	}
	if (is_extent(locator, value))
		return true;
	if (found->volume.length > 0 && text_is(value, "0"))
		return true; /* it has none */
	if (locator->kind == LOCATOR_TAIL && !has_number(found) &&
	    locator_is_bare_issue(locator->reader, value, locator->rest)) {
		locator->has_bare_issue = true;
		return set(&found->issue, value);
	}
	/* "101902(R)": a rapid communication */
	if (found->page_start.length > 0 && text_is(value, "R"))
		return true;
	return found->volume.length > 0 && is_value(value) &&
	    set(&found->issue, value);
}

/* "Vol. C 90": a part of the journal, not volume 100. */
static bool
is_section(struct text value, struct text behind)
{
	return value.length == 1 && !slice_is_digit(value.bytes[0]) &&
	    behind.length > 1 && behind.bytes[0] == ' ' &&
	    slice_is_digit(behind.bytes[1]);
}

/* Behind a label, up to what ends it. */
static bool
take_value(struct locator *locator, struct text *column)
{
	struct text value = take_token(locator, " ,;:()[]<");

	return !is_section(value, locator->rest) &&
	    is_value(slice_strip(value, ".")) &&
	    set(column, slice_strip(value, "."));
}

static bool
take_pages(struct locator *locator)
{
	struct citation *found = locator->found;
	struct text start;
	struct text end;

	return locator_take_pages(
		   locator->reader->arena, &locator->rest, &start, &end) &&
	    (locator->rest.length == 0 ||
		strchr(" ,;:.()[]<+", locator->rest.bytes[0]) != NULL) &&
	    set(&found->page_start, start) &&
	    (end.length == 0 || set(&found->page_end, end));
}

static void
skip_label(struct locator *locator, size_t length)
{
	locator->rest = slice_from(locator->rest, length);
	while (locator->rest.length > 0 &&
	    strchr(" .:", locator->rest.bytes[0]) != NULL)
		locator->rest = slice_from(locator->rest, 1);
}

/* "Article ID 564126", "Art. No. 12" */
static bool
take_article(struct locator *locator)
{
	struct text word = locator_first_word(locator->rest);
	const struct text *part = locator_part(locator->reader, word);

	if (slice_is(word, "id") || (part != NULL && text_is(*part, "issue")))
		skip_label(locator, word.length);
	return take_value(locator, &locator->found->article_number);
}

/* "138 Suppl. S62-8", "20 Suppl 2: 1-9" */
static bool
take_supplement(struct locator *locator, struct text word)
{
	struct text number = slice_until(locator->rest, " .,;:()[]<");

	if (slice_is_digits(number)) {
		word.length =
		    (size_t)(number.bytes + number.length - word.bytes);
		locator->rest = slice_from(locator->rest, number.length);
	}
	return set(&locator->found->issue, word);
}

/* "yr. 2012" */
static bool
take_year(struct locator *locator)
{
	struct text year = take_token(locator, " ,;:.()[]<");

	return locator_is_plain_year(year) && set(&locator->found->year, year);
}

/* False, with *is_well true: it is no label. */
static bool
read_labelled(struct locator *locator, bool *is_well)
{
	struct citation *found = locator->found;
	struct text word;
	const struct text *part =
	    locator_label(locator->reader, locator->rest, &word);

	*is_well = true;
	if (part == NULL)
		return false;
	locator->labels++;
	skip_label(locator, word.length);
	if (text_is(*part, "volume"))
		*is_well = take_value(locator, &found->volume);
	else if (text_is(*part, "issue"))
		*is_well = take_value(locator, &found->issue);
	else if (text_is(*part, "pages"))
		*is_well = take_pages(locator);
	else if (text_is(*part, "year"))
		*is_well = take_year(locator);
	else if (text_is(*part, "supplement"))
		*is_well = take_supplement(locator, word);
	else
		*is_well = take_article(locator);
	return true;
}

/* More comes behind it: "2016;57(1)", "2015, 26", "2015 456:1-2" */
static bool
is_parted(struct text behind)
{
	struct text rest = slice_strip(behind, ". ");

	if (rest.length > 0 && slice_is_digit(rest.bytes[0]))
		return true;
	return rest.length > 1 &&
	    (rest.bytes[0] == ';' || rest.bytes[0] == ',') &&
	    text_trim(slice_from(rest, 1)).length > 0;
}

/* "May 7;285(19)", "Dec. 22, 2014", and nothing behind "2013 September 1" */
static bool
ends_day(struct text behind)
{
	if (behind.length == 0 || behind.bytes[0] == ';')
		return true;
	behind = slice_from(behind, 1);
	return locator_is_plain_year(slice_strip(behind, " ."));
}

/* "2010 May 7;285(19)": how long the month is, and the day with it; 0: it is
 * none. */
static size_t
month_length(const struct locator *locator, struct text rest)
{
	struct text start = rest;
	struct text word = locator_first_word(rest);
	struct text behind;
	struct text day;

	if (locator_word(locator->reader, SCHEME_MONTH, word) == NULL)
		return 0;
	rest = slice_from(rest, word.length);
	behind = slice_strip(rest, " .");
	day = text_trim(slice_until(behind, ";,"));
	behind = slice_from(behind, slice_until(behind, ";,").length);
	if (day.length <= 2 && slice_is_digits(day) && ends_day(behind))
		return (size_t)(behind.bytes - start.bytes);
	return word.length;
}

/* A year that stands for itself. */
static bool
read_year(struct locator *locator)
{
	struct citation *found = locator->found;
	struct text token = slice_until(locator->rest, " ,;:.()[]<");
	struct text behind = slice_from(locator->rest, token.length);
	char next = behind.length == 0 ? '\0' : behind.bytes[0];

	if (!locator_is_year(token) || locator->before == ':' || next == ':')
		return false;
	if (found->year.length > 0 && !text_equals(found->year, token))
		return false;
	if (!has_number(found) && !locator->has_month && !is_parted(behind) &&
	    month_length(locator, slice_strip(behind, " ")) == 0)
		return false;
	if (locator_has_bracketed_year(behind))
		return false;
	found->year = token;
	locator->rest = behind;
	return true;
}

/* "12 March 2014", "7-12 March 2014", "March 2014" */
static bool
read_month(struct locator *locator)
{
	struct text rest = locator->rest;
	struct text day = slice_until(rest, " ");
	size_t length;

	if (day.length > 0 && day.length <= 5 && slice_is_digit(day.bytes[0]) &&
	    !locator_is_plain_year(day))
		rest = slice_from(rest, day.length + 1);
	length = month_length(locator, rest);
	if (length == 0)
		return false;
	locator->has_month = true;
	locator->rest = slice_from(rest, length);
	return true;
}

/* "39.1 (2006)" */
static bool
take_dotted(struct locator *locator, struct text token)
{
	struct text volume = slice_until(token, ".");
	struct text issue = slice_from(token, volume.length + 1);

	if (!slice_is_digits(volume) || !slice_is_digits(issue) ||
	    !slice_starts(slice_from(locator->rest, token.length), " ("))
		return false;
	locator->rest = slice_from(locator->rest, token.length);
	return set(&locator->found->volume, volume) &&
	    set(&locator->found->issue, issue);
}

static bool
take_volume(struct locator *locator)
{
	struct text token = slice_until(locator->rest, " ,;:()[]<");
	struct text behind;

	token = slice_strip(token, ".");
	if (take_dotted(locator, token))
		return true;
	behind = slice_from(locator->rest, token.length);
	if (!locator_is_volume(token, behind))
		return false;
	locator->rest = behind;
	return set(&locator->found->volume, token);
}

/* "55 (2009) 3, S. 323-340", "45 (2009) 3: 12-18": an issue, as pages follow.
 */
static bool
take_issue_behind_year(struct locator *locator)
{
	struct text token = slice_until(locator->rest, " ,;:.()[]<");
	struct text behind = slice_from(locator->rest, token.length);
	struct text rest = slice_strip(behind, " ,;:.");
	struct text word;
	const struct text *part;

	if (locator->before != ')' || !locator->has_bracketed_year ||
	    !slice_is_digits(token) || token.length > 3 || rest.length == 0)
		return false;
	part = locator_label(locator->reader, rest, &word);
	if (part == NULL
		? !slice_is_digit(rest.bytes[0]) || !locator_has_range(rest)
		: !text_is(*part, "pages"))
		return false;
	locator->rest = behind;
	return set(&locator->found->issue, token);
}

/* A number without a label: what it is, its place says. */
static bool
read_number(struct locator *locator)
{
	struct citation *found = locator->found;
	struct text rest = locator->rest;
	struct text page;

	if (found->volume.length == 0 && found->issue.length == 0 &&
	    locator->before != ':')
		return take_volume(locator);
	if (found->volume.length > 0 && found->issue.length == 0 &&
	    locator->before == ',' && locator_take_page(&rest, &page) &&
	    !locator_skip_dash(&rest) && locator_has_range(rest) &&
	    slice_is_digits(page)) {
		locator->rest = rest;
		return set(&found->issue, page);
	}
	if (found->issue.length == 0 && take_issue_behind_year(locator))
		return true;
	/* 1930-1950, but for "65(11), 1985-1990 (2014)" */
	if (found->year.length == 0 &&
	    locator_is_years(slice_until(rest, " ,;:.()")) &&
	    !(found->issue.length > 0 && locator_has_bracketed_year(rest)))
		return false;
	return take_pages(locator);
}

/* Nothing, or the numbers that it is known by. */
static bool
is_end(struct text rest)
{
	return rest.length == 0 || slice_is_web(rest) ||
	    slice_starts(rest, "issn ") || slice_starts(rest, "doi");
}

/* OJS: "Vol. 3 No. 3 (2020): Special Issue; 134-143" */
static bool
read_issue_title(struct locator *locator)
{
	struct text title = slice_until(locator->rest, ";");
	struct text rest = title;
	struct text start;
	struct text end;

	if (locator->kind != LOCATOR_SOURCE || locator->before != ':' ||
	    locator->found->issue_title.length > 0 ||
	    locator->found->year.length == 0 ||
	    (locator_take_pages(locator->reader->arena, &rest, &start, &end) &&
		is_end(slice_strip(rest, " .,"))))
		return false;
	locator->rest = slice_from(locator->rest, title.length);
	return set(&locator->found->issue_title, text_trim(title));
}

/* "© 2011 CERN" and all behind it says nothing. */
static bool
is_note(struct text rest)
{
	return slice_starts(rest, "\u00A9") || slice_starts(rest, "(c)") ||
	    slice_starts(rest, "copyright") || slice_is(rest, "in press") ||
	    slice_is(rest, "in press.");
}

/* Of what publishers want to be said: behind a dot, in words. */
static bool
is_sentence(struct text rest)
{
	struct text word = slice_until(rest, " ");

	return word.length > 1 && word.length < rest.length &&
	    word.bytes[0] >= 'A' && word.bytes[0] <= 'Z' &&
	    !slice_is_digit(word.bytes[word.length - 1]);
}

static bool
read_piece(struct locator *locator)
{
	struct citation *found = locator->found;
	bool is_well;

	if (locator_take_link(
		locator->reader, &locator->rest, found, &is_well)) {
		locator->has_link =
		    found->doi.length > 0 || found->issn.length > 0;
		return is_well;
	}
	if (read_issue_title(locator))
		return true;
	if (strchr("([", locator->rest.bytes[0]) != NULL)
		return read_bracket(locator);
	if (read_month(locator) || read_year(locator))
		return true;
	if (read_labelled(locator, &is_well))
		return is_well;
	return read_number(locator);
}

/* A number alone behind a name may be anything. */
static bool
is_strong(const struct locator *locator)
{
	const struct citation *found = locator->found;
	bool has_more = found->issue.length > 0 || found->page_start.length > 0;

	if ((found->volume.length > 0 && has_more) ||
	    (locator->has_bare_issue && found->page_start.length > 0))
		return true;
	if (locator->kind == LOCATOR_TAIL &&
	    (locator->has_link ||
		(locator->has_bracketed_year && has_number(found))))
		return true;
	return locator->labels > 0 && locator->kind != LOCATOR_CITATION;
}

static bool
read_parts(struct locator *locator)
{
	for (;;) {
		skip_separators(locator);
		if (locator->rest.length == 0 || is_note(locator->rest))
			return is_strong(locator);
		if (!read_piece(locator))
			return locator->kind == LOCATOR_TAIL &&
			    locator->before == '.' && is_strong(locator) &&
			    is_sentence(locator->rest);
	}
}

bool
locator_parts(const struct citation_reader *reader, enum locator_kind kind,
    struct text value, struct citation *citation)
{
	struct citation found = *citation;
	struct locator locator = { .reader = reader,
		.kind = kind,
		.rest = value,
		.before = ' ',
		.found = &found };

	if (!read_parts(&locator))
		return false;
	*citation = found;
	return true;
}
