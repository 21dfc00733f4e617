#include <stdio.h>
#include <string.h>

#include "normalise/date.h"
#include "normalise/fold.h"
#include "normalise/slice.h"

#define VALUE_BYTES 64 /* a longer value is prose */
#define TOKENS      16
#define FIRST_YEAR  1000
#define SEASON_ONE  21

/*
 * A value becomes a shape, one letter a token, and the numbers in it:
 *
 *	D one or two digits   H three   Y four   F eight
 *	M name of a month     S season  E name of a Japanese era
 *	c copyright  a about  s the s of 1960s   y m d the CJK words
 *	and - / . ? ~ and blank as they are
 *
 * Brackets, commas, ordinals and "de", "of" are left out. The shapes table
 * then says what the numbers are.
 */
struct shape {
	char letters[TOKENS + 1];
	int numbers[TOKENS];
	size_t letter_count;
	size_t number_count;
};

/* What numbers may be, in order: y m d as they say, x and z the ambiguous two,
 * e Y M D in a row, n year of an era, k decade, h century, u last year. */
static const struct {
	const char *shape;
	const char *parts;
	char mark; /* EDTF's ? or ~, or 0 */
} shapes[] = {
	{ "Y", "y", 0 },
	{ "cY", "y", 0 },
	{ "c Y", "y", 0 },
	{ "Y?", "y", '?' },
	{ "Y ?", "y", '?' },
	{ "Y~", "y", '~' },
	{ "aY", "y", '~' },
	{ "a Y", "y", '~' },
	{ "a. Y", "y", '~' },
	{ "a.Y", "y", '~' },
	{ "Y-D", "ym", 0 },
	{ "Y.D", "ym", 0 },
	{ "Y-D-D", "ymd", 0 },
	{ "Y/D/D", "ymd", 0 },
	{ "Y.D.D", "ymd", 0 },
	{ "F", "e", 0 },
	{ "M Y", "my", 0 },
	{ "M. Y", "my", 0 },
	{ "M-Y", "my", 0 },
	{ "MY", "my", 0 },
	{ "Y M", "ym", 0 },
	{ "Y-M", "ym", 0 },
	{ "D M Y", "dmy", 0 },
	{ "D. M Y", "dmy", 0 },
	{ "D M. Y", "dmy", 0 },
	{ "D-M-Y", "dmy", 0 },
	{ "DMY", "dmy", 0 },
	{ "M D Y", "mdy", 0 },
	{ "M. D Y", "mdy", 0 },
	{ "Y M D", "ymd", 0 },
	{ "Y-M-D", "ymd", 0 },
	{ "S Y", "my", 0 },
	{ "Y S", "ym", 0 },
	{ "D-D-Y", "xzy", 0 },
	{ "D/D/Y", "xzy", 0 },
	{ "D.D.Y", "xzy", 0 },
	{ "Yy", "y", 0 },
	{ "YyDm", "ym", 0 },
	{ "YyDmDd", "ymd", 0 },
	{ "EDy", "ny", 0 },
	{ "EDyDm", "nym", 0 },
	{ "EDyDmDd", "nymd", 0 },
	{ "Ys", "k", 0 },
	{ "H-", "h", 0 },
	{ "D--", "c", 0 },
	{ "Y-Y", "yu", 0 },
	{ "Y - Y", "yu", 0 },
	{ "Y/Y", "yu", 0 },
};

static const struct {
	const char *word;
	char letter; /* 0: says nothing */
	int number;
} words[] = {
	{ "c", 'c', 0 },
	{ "ca", 'a', 0 },
	{ "circa", 'a', 0 },
	{ "s", 's', 0 },
	{ "de", 0, 0 },
	{ "del", 0, 0 },
	{ "of", 0, 0 },
	{ "st", 0, 0 },
	{ "nd", 0, 0 },
	{ "rd", 0, 0 },
	{ "th", 0, 0 },
	{ "年", 'y', 0 },
	{ "月", 'm', 0 },
	{ "日", 'd', 0 },
	{ "明治", 'E', 1867 },
	{ "大正", 'E', 1911 },
	{ "昭和", 'E', 1925 },
	{ "平成", 'E', 1988 },
	{ "令和", 'E', 2018 },
};

static bool
add_letter(struct shape *shape, char letter)
{
	if (shape->letter_count == TOKENS)
		return false;
	shape->letters[shape->letter_count++] = letter;
	return true;
}

static bool
add_number(struct shape *shape, char letter, int number)
{
	if (!add_letter(shape, letter))
		return false;
	shape->numbers[shape->number_count++] = number;
	return true;
}

static size_t
read_digits(struct shape *shape, struct text text)
{
	static const char letters[] = "\0DDHY\0\0\0F";
	size_t length = 0;
	int number = 0;

	while (length < text.length && slice_is_digit(text.bytes[length]) &&
	    length < sizeof(letters) - 1) {
		number = number * 10 + (text.bytes[length] - '0');
		length++;
	}
	if (length == sizeof(letters) - 1 || letters[length] == '\0' ||
	    !add_number(shape, letters[length], number))
		return 0;
	return length;
}

static bool
add_word(
    struct shape *shape, const struct vocabulary *vocabulary, struct text word)
{
	const struct text *month =
	    vocabulary_find(vocabulary, SCHEME_MONTH, word);
	long long number;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!text_is(word, words[i].word))
			continue;
		if (words[i].letter == 'E')
			return add_number(shape, 'E', words[i].number);
		return words[i].letter == 0 ||
		    add_letter(shape, words[i].letter);
	}
	if (month == NULL || !text_number(*month, &number))
		return false;
	return add_number(shape, number < SEASON_ONE ? 'M' : 'S', (int)number);
}

/* A run of letters; of Han two at once for an era, else one. */
static size_t
read_word(
    struct shape *shape, const struct vocabulary *vocabulary, struct text text)
{
	struct text word = { text.bytes, 0 };

	while (word.length < text.length) {
		struct text rest = slice_from(text, word.length);
		uint32_t character;
		size_t length = text_character(rest, &character);

		if (length == 0 || fold_is_separator(character) ||
		    slice_is_digit(*rest.bytes))
			break;
		word.length += length;
		if (fold_is_unspaced(character) &&
		    add_word(shape, vocabulary, word))
			return word.length;
	}
	if (word.length == 0 || !add_word(shape, vocabulary, word))
		return 0;
	return word.length;
}

static bool
add_sign(struct shape *shape, uint32_t sign)
{
	switch (sign) {
	case '(':
	case ')':
	case '[':
	case ']':
	case ',':
	case '\'':
	case 0x2019:
		return true;
	case 0xA9:
		return add_letter(shape, 'c');
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
		return add_letter(shape, '-');
	case ' ':
		return (shape->letter_count > 0 &&
			   shape->letters[shape->letter_count - 1] == ' ') ||
		    add_letter(shape, ' ');
	}
	return sign < 0x80 && strchr("-/.?~", (int)sign) != NULL &&
	    add_letter(shape, (char)sign);
}

static bool
read_shape(
    struct shape *shape, const struct vocabulary *vocabulary, struct text text)
{
	*shape = (struct shape){ 0 };
	while (text.length > 0) {
		uint32_t character;
		size_t length = text_character(text, &character);

		if (length == 0)
			return false;
		if (slice_is_digit(*text.bytes))
			length = read_digits(shape, text);
		else if (!fold_is_separator(character))
			length = read_word(shape, vocabulary, text);
		else if (!add_sign(shape, character))
			return false;
		if (length == 0)
			return false;
		text = slice_from(text, length);
	}
	while (shape->letter_count > 0 &&
	    shape->letters[shape->letter_count - 1] == ' ')
		shape->letter_count--;
	shape->letters[shape->letter_count] = '\0';
	return true;
}

/* A day in the making: what was not said is 0. */
struct parts {
	int year;
	int last_year; /* of a range, else 0 */
	int month;     /* or season */
	int day;
	int unit; /* 10 of a decade, 100 of a century, else 0 */
};

static void
take_ambiguous(struct parts *parts, int first, int second)
{
	if (first > 12 && second <= 12) {
		parts->day = first;
		parts->month = second;
	} else if ((second > 12 && first <= 12) || first == second) {
		parts->month = first;
		parts->day = second;
	}
}

static void
take_part(struct parts *parts, char part, int number)
{
	switch (part) {
	case 'y':
		parts->year += number; /* an era's year counts from its first */
		return;
	case 'n':
		parts->year = number;
		return;
	case 'u':
		parts->last_year = number;
		return;
	case 'm':
		parts->month = number;
		return;
	case 'd':
		parts->day = number;
		return;
	case 'e':
		parts->year = number / 10000;
		parts->month = number / 100 % 100;
		parts->day = number % 100;
		return;
	case 'k':
		parts->year = number;
		parts->unit = 10;
		return;
	case 'h':
		parts->year = number * 10;
		parts->unit = 10;
		return;
	case 'c':
		parts->year = number * 100;
		parts->unit = 100;
		return;
	}
}

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && is_leap ? 29 : days[month - 1];
}

static void
drop_impossible(struct parts *parts)
{
	bool is_season = parts->month > 20 && parts->month < 25;

	/* 1998-99: the second number is the end of a range. */
	if (parts->month > 12 && !is_season && parts->day == 0 &&
	    parts->month > parts->year % 100) {
		parts->last_year =
		    parts->year - parts->year % 100 + parts->month;
		parts->month = 0;
	}
	if (parts->month > 12 && !is_season)
		parts->month = 0;
	if (parts->month == 0 || is_season ||
	    parts->day > days_of(parts->year, parts->month))
		parts->day = 0;
}

static void
write_days(struct date *date, const struct parts *parts, int first_month,
    int last_month)
{
	int last_day =
	    parts->day > 0 ? parts->day : days_of(date->last_year, last_month);

	(void)snprintf(date->from, sizeof(date->from), "%04d-%02d-%02d",
	    date->first_year, first_month, parts->day > 0 ? parts->day : 1);
	(void)snprintf(date->to, sizeof(date->to), "%04d-%02d-%02d",
	    date->last_year, last_month, last_day);
}

static void
write_edtf(struct date *date, const struct parts *parts, const char mark[2])
{
	char *edtf = date->edtf;
	size_t size = sizeof(date->edtf);
	int year = parts->year;

	if (parts->unit == 10)
		(void)snprintf(edtf, size, "%03dX", year / 10);
	else if (parts->unit == 100)
		(void)snprintf(edtf, size, "%02dXX", year / 100);
	else if (parts->last_year > 0)
		(void)snprintf(edtf, size, "%04d/%04d", year, parts->last_year);
	else if (parts->day > 0)
		(void)snprintf(edtf, size, "%04d-%02d-%02d", year, parts->month,
		    parts->day);
	else if (parts->month > 0)
		(void)snprintf(edtf, size, "%04d-%02d", year, parts->month);
	else
		(void)snprintf(edtf, size, "%04d%s", year, mark);
}

static enum date_precision
precision_of(const struct parts *parts)
{
	if (parts->unit > 0 || parts->last_year > 0)
		return DATE_RANGE;
	if (parts->day > 0)
		return DATE_DAY;
	if (parts->month > 12)
		return DATE_SEASON;
	return parts->month > 0 ? DATE_MONTH : DATE_YEAR;
}

static bool
finish(struct date *date, struct parts *parts, char mark, int latest_year)
{
	const char marks[2] = { mark, '\0' };

	drop_impossible(parts);
	if (parts->year < FIRST_YEAR || parts->year > latest_year ||
	    (parts->unit == 10 && parts->year % 10 != 0) ||
	    (parts->last_year > 0 &&
		(parts->last_year < parts->year ||
		    parts->last_year > latest_year)))
		return false;
	date->precision = precision_of(parts);
	date->first_year = parts->year;
	date->last_year = parts->year;
	if (parts->unit > 0)
		date->last_year += parts->unit - 1;
	if (parts->last_year > 0)
		date->last_year = parts->last_year;
	write_edtf(date, parts, marks);
	if (date->precision == DATE_DAY || date->precision == DATE_MONTH)
		write_days(date, parts, parts->month, parts->month);
	else
		write_days(date, parts, 1, 12);
	return true;
}

static bool
parse_shape(const struct shape *shape, int latest_year, struct date *date)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const char *kinds = shapes[i].parts;
		struct parts parts = { 0 };

		if (strcmp(shape->letters, shapes[i].shape) != 0)
			continue;
		for (size_t j = 0; kinds[j] != '\0' && kinds[j] != 'x'; j++)
			take_part(&parts, kinds[j], shape->numbers[j]);
		if (kinds[0] == 'x') {
			take_ambiguous(
			    &parts, shape->numbers[0], shape->numbers[1]);
			parts.year = shape->numbers[2];
		}
		return finish(date, &parts, shapes[i].mark, latest_year);
	}
	return false;
}

/* "T19:20+01:00" behind YYYY-MM-DD. The local calendar date counts. */
static bool
is_time(struct text text, bool *is_time_stamp)
{
	struct text minutes;

	if (text.length < sizeof("T19:20") - 1 ||
	    strchr("Tt ", text.bytes[0]) == NULL ||
	    !slice_is_digits((struct text){ text.bytes + 1, 2 }) ||
	    text.bytes[3] != ':')
		return false;
	minutes = slice_until(slice_from(text, 4), "Zz+- ");
	for (size_t i = 0; i < minutes.length; i++) {
		if (minutes.bytes[i] >= '1' && minutes.bytes[i] <= '9')
			*is_time_stamp = true;
	}
	return true;
}

static struct text
without_label(struct text value)
{
	static const char *const labels[] = { "issued:", "published:",
		"created:", "date:", "publication date:" };

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (slice_skip(&value, labels[i]))
			return text_trim(value);
	}
	return value;
}

bool
date_parse(const struct vocabulary *vocabulary, struct text value,
    int latest_year, struct date *date)
{
	struct shape shape;
	struct date found = { 0 };
	struct buffer folded;
	bool is_date;

	value = without_label(text_trim(value));
	if (value.length == 0 || value.length > VALUE_BYTES)
		return false;
	if (value.length > 10 &&
	    is_time(slice_from(value, 10), &found.is_time_stamp))
		value.length = 10;
	buffer_init(&folded, 0);
	fold_text(&folded, value);
	is_date = read_shape(&shape, vocabulary, buffer_text(&folded)) &&
	    parse_shape(&shape, latest_year, &found);
	buffer_fini(&folded);
	if (is_date)
		*date = found;
	return is_date;
}

static bool
is_better(const struct date *date, const struct date *than)
{
	if (date->first_year != than->first_year)
		return date->first_year < than->first_year;
	if (date->precision != than->precision)
		return date->precision < than->precision;
	return strcmp(date->from, than->from) < 0;
}

static void
set_issued(struct draft *draft, const struct date *date)
{
	struct item *item = draft->item;

	item->issued = memory_copy(draft->arena, text_of(date->edtf));
	item->issued_from = memory_copy(draft->arena, text_of(date->from));
	item->issued_to = memory_copy(draft->arena, text_of(date->to));
	item->has_year = date->first_year == date->last_year;
	item->year = item->has_year ? date->first_year : 0;
	item->date_quality = TEXT("plain");
}

void
date_field(struct draft *draft)
{
	const struct claim *chosen = NULL;
	struct date best = { 0 };
	bool has_time_stamp = false;

	for (const struct claim *claim = draft->claims[ELEMENT_DATE];
	     claim != NULL; claim = claim->next) {
		struct date date;

		if (!date_parse(draft->vocabulary, claim->value,
			draft->latest_year, &date))
			continue;
		if (date.is_time_stamp) {
			has_time_stamp = true;
		} else if (chosen == NULL || is_better(&date, &best)) {
			chosen = claim;
			best = date;
		}
	}
	if (chosen != NULL) {
		set_issued(draft, &best);
		draft_explain(draft, "issued", chosen,
		    "earliest year, in it the most precise");
	} else if (has_time_stamp) {
		draft_issue(draft, "no date of publication, time stamps only");
	}
}
