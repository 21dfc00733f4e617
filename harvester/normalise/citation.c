#include <string.h>

#include "base/limit.h"
#include "normalise/locator.h"
#include "normalise/number.h"
#include "normalise/slice.h"

/* OSTI: "Journal Name: Physical Review D; Journal Volume: 90; ..." */
static bool
read_osti(struct text value, struct citation *citation)
{
	struct citation found = { 0 };
	struct text part;

	while (slice_next(&value, ";", &part)) {
		part = text_trim(part);
		if (slice_skip(&part, "journal name:"))
			found.container = text_trim(part);
		else if (slice_skip(&part, "journal volume:"))
			found.volume = text_trim(part);
		else if (slice_skip(&part, "journal issue:"))
			found.issue = text_trim(part);
	}
	if (!locator_is_name(found.container))
		return false;
	*citation = found;
	return true;
}

static bool
read_number(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	citation->issn = number_issn(reader->arena, value);
	citation->isbn = number_isbn(reader->arena, value);
	if (number_is_issn_labelled(value))
		citation->isbn = (struct text){ 0 };
	return citation->issn.length > 0 || citation->isbn.length > 0;
}

/* "In: Proceedings of ..." */
static struct text
without_in(struct text tail)
{
	if (slice_skip(&tail, "in: ") || slice_skip(&tail, "published in "))
		return tail;
	if (slice_starts(tail, "in proceedings "))
		return slice_from(tail, strlen("in "));
	return tail;
}

/* Astronomers: "2015, ApJ, 798, 38"; and "2015 Chinese Phys. Lett. 32, 38",
 * while "2015 IEEE Conference" is called so. */
static struct text
take_year_before(struct text *value)
{
	struct text year = slice_until(*value, ", ");
	struct text rest = slice_from(*value, year.length);

	if (!locator_is_plain_year(year) ||
	    (!slice_skip(&rest, ", ") &&
		(!slice_skip(&rest, " ") ||
		    slice_find(rest, ". ").length == 0)))
		return (struct text){ 0 };
	*value = rest;
	return year;
}

/* "Iranian Biomedical Journal (IBJ); ISSN 1028-852X" */
static bool
read_serial(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	struct text name = slice_until(value, ";");
	struct text issn = text_trim(slice_from(value, name.length + 1));

	if (!number_is_issn_labelled(issn) || !locator_is_name(name))
		return false;
	citation->container = text_trim(name);
	citation->issn = number_issn(reader->arena, issn);
	return citation->issn.length > 0;
}

bool
citation_source(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	struct text undated;

	*citation = (struct citation){ 0 };
	value = text_trim(value);
	if (value.length > LOCATOR_BYTES)
		return false;
	if (read_number(reader, value, citation) ||
	    read_osti(value, citation) ||
	    citation_gost(reader, value, citation))
		return true;
	undated = value;
	citation->year = take_year_before(&undated);
	if (locator_read(reader, LOCATOR_SOURCE, without_in(undated), citation))
		return true;
	*citation = (struct citation){ 0 };
	if (read_serial(reader, value, citation))
		return true;
	*citation = (struct citation){ .container = slice_strip(value, " ,;:"),
		.is_bare = true };
	return locator_is_name(citation->container);
}

/* Letters and digits of both are what is compared; punctuation, and quotation
 * marks above all, is written anew in every style. */
struct letters {
	char *bytes;
	size_t *at; /* where in the text */
	size_t length;
};

static struct letters
letters_of(struct arena *arena, struct text text)
{
	struct letters letters = {
		.bytes = memory_take(arena, text.length + 1),
		.at = memory_take(arena, (text.length + 1) * sizeof(size_t)),
	};

	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		/* U+2000 to U+203F are blanks and punctuation. */
		if (c == '\xE2' && i + 2 < text.length &&
		    text.bytes[i + 1] == '\x80') {
			i += 2;
			continue;
		}
		if (!slice_is_word(c) && (c & 0x80) == 0)
			continue;
		letters.at[letters.length] = i;
		letters.bytes[letters.length++] =
		    (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return letters;
}

#define TITLE_LETTERS 8 /* shorter ones are found anywhere */

/* Where title begins and ends in value; false: nowhere. */
static bool
find_title(struct arena *arena, struct text value, struct text title,
    size_t *start, size_t *end)
{
	struct letters in = letters_of(arena, value);
	struct letters what = letters_of(arena, title);
	const char *at;
	size_t first;
	size_t last;

	if (what.length < TITLE_LETTERS)
		return false;
	at = memmem(in.bytes, in.length, what.bytes, what.length);
	if (at == NULL)
		return false;
	first = (size_t)(at - in.bytes);
	last = in.at[first + what.length - 1] + 1;
	*start = in.at[first];
	*end = last;
	/* Not in the middle of a word. */
	return (*start == 0 || !slice_is_word(value.bytes[*start - 1])) &&
	    (last == value.length || !slice_is_word(value.bytes[last]));
}

/* "... 2014. " and "... (2014) " before the title */
static struct text
year_before(struct text value)
{
	struct text head = slice_strip(value, " .,:;\"'(");
	struct text year;

	if (slice_ends(head, "\u201C"))
		head.length -= strlen("\u201C");
	head = slice_strip(head, " .,:;\"'()");
	if (head.length < 4)
		return (struct text){ 0 };
	year = slice_from(head, head.length - 4);
	if (head.length > 4 && slice_is_word(head.bytes[head.length - 5]))
		return (struct text){ 0 };
	return locator_is_year(year) ? year : (struct text){ 0 };
}

static struct text
behind_title(struct text tail)
{
	static const char *const quotes[] = { "\u201D", "\u2019", "\u00BB",
		"\u00A0", "\u201C", "- ", "\u2013 ", "\u2014 " };
	size_t before;

	do {
		before = tail.length;
		while (tail.length > 0 &&
		    strchr(" .,?!;:\"')]", tail.bytes[0]) != NULL)
			tail = slice_from(tail, 1);
		for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
			(void)slice_skip(&tail, quotes[i]);
	} while (tail.length < before);
	return tail;
}

/* "Edited by Marc A. Marti-Renom. PLoS ONE ...": behind the dot that ends more
 * than an initial. */
static struct text
without_editor(struct text tail)
{
	struct text rest = tail;

	if (!slice_starts(tail, "edited by "))
		return tail;
	while ((rest = slice_find(rest, ". ")).length > 0) {
		if (rest.bytes[-1] != ' ' && rest.bytes[-2] != ' ' &&
		    rest.bytes[-2] != '.')
			return slice_from(rest, 2);
		rest = slice_from(rest, 2);
	}
	return rest;
}

/* What stands behind the title: where it is. Nothing there is no mistake. */
static bool
read_tail(const struct citation_reader *reader, struct text tail,
    struct citation *citation)
{
	struct citation found = *citation;

	tail = without_in(without_editor(tail));
	if (tail.length == 0 || tail.length > LOCATOR_BYTES ||
	    !locator_read(reader, LOCATOR_TAIL, tail, &found))
		return false;
	*citation = found;
	return true;
}

static bool
read_behind_title(const struct citation_reader *reader, struct text value,
    struct text title, struct citation *citation)
{
	size_t start;
	size_t end;

	if (!find_title(reader->arena, value, title, &start, &end))
		return false;
	citation->year = year_before((struct text){ value.bytes, start });
	if (read_tail(reader, behind_title(slice_from(value, end)), citation))
		return true;
	return citation->year.length > 0;
}

/* "Gillard, S. and Holley, J.", "Kevles, Daniel J. and Sturchio, J. L." */
static void
split_names(struct memory_list *names, struct text value)
{
	size_t commas = 0;
	struct text rest = value;
	struct text name;
	struct text given;

	for (size_t i = 0; i < value.length; i++)
		commas += value.bytes[i] == ',';
	if (commas < 3 || commas % 2 == 0) {
		if (text_trim(value).length > 0)
			memory_list_add(names, text_trim(value));
		return;
	}
	while (
	    slice_next(&rest, ",", &name) && slice_next(&rest, ",", &given)) {
		name.length = (size_t)(given.bytes + given.length - name.bytes);
		memory_list_add(names, text_trim(name));
	}
}

static struct text_list
authors_of(struct arena *arena, struct text value)
{
	struct memory_list names = { .arena = arena };
	struct text rest = value;
	struct text found;

	while ((found = slice_find(rest, " and ")).length > 0) {
		rest.length -= found.length;
		split_names(&names, rest);
		rest = slice_from(found, strlen(" and "));
	}
	split_names(&names, rest);
	return (struct text_list){ names.texts, names.count };
}

/* The first " 2014. " or " (2014) "; the title is behind it. */
static bool
find_year(struct text value, struct text *authors, struct text *year,
    struct text *behind)
{
	for (size_t i = 2; i + 6 < value.length; i++) {
		bool is_bracketed = value.bytes[i] == '(';
		struct text at = slice_from(value, i + is_bracketed);

		if (value.bytes[i - 1] != ' ' || at.length < 6)
			continue;
		*year = (struct text){ at.bytes, 4 };
		if (!locator_is_year(*year) ||
		    at.bytes[4] != (is_bracketed ? ')' : '.') ||
		    at.bytes[5] != ' ')
			continue;
		*authors = text_trim((struct text){ value.bytes, i });
		*behind = slice_from(at, 6);
		return true;
	}
	return false;
}

/* Titles have dots in them: the first behind which a place can be read. */
static bool
split_title(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	struct text rest = value;
	struct text first = { 0 };

	for (size_t i = 0; i + 1 < value.length; i++) {
		struct text title = { value.bytes, i };

		if (strchr(".?!", value.bytes[i]) == NULL ||
		    value.bytes[i + 1] != ' ')
			continue;
		if (value.bytes[i] != '.')
			title.length++;
		if (first.length == 0)
			first = title;
		rest = slice_from(value, i + 2);
		if (!read_tail(reader, rest, citation))
			continue;
		citation->title = title;
		return true;
	}
	citation->title = first;
	/* EPrints: "[Journal (Paginated)]", and it says no more. */
	return rest.length > 0 && rest.bytes != value.bytes &&
	    rest.bytes[0] == '[';
}

bool
citation_read(const struct citation_reader *reader, struct text value,
    struct text title, struct citation *citation)
{
	struct citation found = { 0 };
	struct text authors;
	struct text behind;

	value = text_trim(value);
	if (value.length > CITATION_BYTES)
		return false;
	if (title.length > 0) {
		if (title.length > value.length ||
		    !read_behind_title(reader, value, title, &found))
			return false;
	} else {
		if (!find_year(value, &authors, &found.year, &behind) ||
		    behind.length > LOCATOR_BYTES ||
		    !split_title(reader, behind, &found))
			return false;
		found.authors = authors_of(reader->arena, authors);
	}
	*citation = found;
	return true;
}

bool
citation_journal(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	*citation = (struct citation){ 0 };
	value = text_trim(value);
	citation->year = take_year_before(&value);
	return value.length <= LOCATOR_BYTES &&
	    (citation_gost(reader, value, citation) ||
		locator_read(
		    reader, LOCATOR_CITATION, without_in(value), citation));
}

bool
citation_is_journal(struct text name)
{
	return locator_is_plain_name(name);
}

/* "Guidebook no. 022": a label and a number, and nothing else behind it. */
static bool
read_labelled_series(const struct citation_reader *reader, struct text value,
    struct text *series, struct text *number)
{
	struct citation found = { 0 };

	if (!locator_read(reader, LOCATOR_SOURCE, value, &found) ||
	    found.page_start.length > 0 || found.year.length > 0 ||
	    found.article_number.length > 0 ||
	    (found.volume.length > 0) == (found.issue.length > 0))
		return false;
	*series = found.container;
	*number = found.volume.length > 0 ? found.volume : found.issue;
	return true;
}

bool
citation_series(const struct citation_reader *reader, struct text value,
    struct text *series, struct text *number)
{
	struct text name = slice_until(value, ";");
	struct text rest = text_trim(slice_from(value, name.length + 1));
	struct text word = slice_until(rest, " .:");
	const struct text *part = locator_part(reader, word);

	if (name.length == value.length)
		return value.length <= LOCATOR_BYTES &&
		    read_labelled_series(reader, value, series, number);
	name = text_trim(name);
	if (part != NULL)
		rest = slice_strip(slice_from(rest, word.length), " .:");
	if (name.length == 0 || rest.length == 0 ||
	    rest.length > SERIES_NUMBER_BYTES ||
	    slice_until(rest, ";,").length != rest.length ||
	    !locator_is_name(name))
		return false;
	for (size_t i = 0; i < rest.length; i++) {
		if (slice_is_digit(rest.bytes[i])) {
			*series = name;
			*number = rest;
			return true;
		}
	}
	return false;
}

bool
citation_pages(const struct citation_reader *reader, struct text value,
    struct text *start, struct text *end)
{
	struct text word;

	if (locator_label(reader, value, &word) != NULL)
		value = slice_strip(slice_from(value, word.length), " .:");
	return locator_take_pages(reader->arena, &value, start, end) &&
	    slice_strip(value, " .+").length == 0;
}
