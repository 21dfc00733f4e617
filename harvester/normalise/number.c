#include <string.h>

#include "normalise/memory.h"
#include "normalise/number.h"
#include "normalise/slice.h"

#define ISSN_DIGITS 8
#define ISBN_DIGITS 13

static bool
skip_any(struct text *value, const char *const *prefixes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_skip(value, prefixes[i])) {
			*value = slice_strip(*value, ": ");
			return true;
		}
	}
	return false;
}

static bool
skip_issn_label(struct text *value)
{
	static const char *const labels[] = { "urn:issn:", "issn-l", "issn",
		"e-issn", "p-issn", "eissn", "pissn", "https://doaj.org/toc/",
		"http://doaj.org/toc/",
		"https://portal.issn.org/resource/issn/",
		"http://portal.issn.org/resource/issn/",
		"info:eu-repo/semantics/altidentifier/issn/",
		"info:eu-repo/semantics/altidentifier/eissn/",
		"info:eu-repo/semantics/altidentifier/pissn/" };

	return skip_any(value, labels, sizeof(labels) / sizeof(labels[0]));
}

bool
number_is_issn_labelled(struct text value)
{
	value = text_trim(value);
	return skip_issn_label(&value);
}

/* ISO 3297: weights 8 to 2, modulo 11. */
static bool
has_issn_check(const char digits[ISSN_DIGITS])
{
	int sum = 0;

	for (int i = 0; i < ISSN_DIGITS - 1; i++)
		sum += (8 - i) * (digits[i] - '0');
	sum = (11 - sum % 11) % 11;
	return digits[ISSN_DIGITS - 1] == (sum == 10 ? 'X' : '0' + sum);
}

/* 1950-1951, but 1472-1481 is a journal: nobody dates so early a volume. */
static bool
is_range_of_years(const char *digits)
{
	return memcmp(digits, "1500", 4) >= 0 &&
	    memcmp(digits + 4, "2100", 4) <= 0 &&
	    memcmp(digits, digits + 4, 4) <= 0;
}

/*
 * Collects digits, a last X among them, over hyphens and blanks; gives the
 * text behind. Stops at anything else.
 */
static size_t
collect(struct text *value, char *digits, size_t most)
{
	size_t count = 0;

	while (value->length > 0) {
		char c = value->bytes[0];

		if (slice_is_digit(c) || c == 'x' || c == 'X') {
			if (count == most)
				return most + 1;
			digits[count++] = (char)(c == 'x' ? 'X' : c);
		} else if (c != '-' && c != ' ') {
			break;
		}
		*value = slice_from(*value, 1);
	}
	return count;
}

static bool
has_early_x(const char *digits, size_t count)
{
	return count > 0 && memchr(digits, 'X', count - 1) != NULL;
}

struct text
number_issn(struct arena *arena, struct text value)
{
	char digits[ISSN_DIGITS];
	char issn[] = "0000-0000";
	bool is_labelled;
	bool has_hyphen;

	value = text_trim(value);
	is_labelled = skip_issn_label(&value);
	has_hyphen = value.length > 4 && value.bytes[4] == '-';
	if (!is_labelled && !has_hyphen)
		return (struct text){ 0 };
	if (collect(&value, digits, ISSN_DIGITS) != ISSN_DIGITS ||
	    (!is_labelled && value.length > 0) ||
	    has_early_x(digits, ISSN_DIGITS) || !has_issn_check(digits) ||
	    (!is_labelled && is_range_of_years(digits)))
		return (struct text){ 0 };
	memcpy(issn, digits, 4);
	memcpy(issn + 5, digits + 4, 4);
	return memory_copy(arena, TEXT(issn));
}

/* A day written 20140701. */
static bool
is_day(struct text compact)
{
	return slice_is_digits(compact) &&
	    memcmp(compact.bytes, "1500", 4) >= 0 &&
	    memcmp(compact.bytes, "2100", 4) <= 0 &&
	    memcmp(compact.bytes + 4, "0101", 4) >= 0 &&
	    memcmp(compact.bytes + 4, "1231", 4) <= 0;
}

static struct text
read_issn_part(struct arena *arena, struct text part, bool is_all)
{
	if (part.length == ISSN_DIGITS + 1)
		return number_issn(arena, part);
	if (part.length != ISSN_DIGITS || (!is_all && is_day(part)))
		return (struct text){ 0 };
	return number_issn(arena, memory_join(arena, TEXT("issn"), part));
}

struct text
number_issn_inside(struct arena *arena, struct text value)
{
	struct text rest = text_trim(value);
	struct text issn = number_issn(arena, rest);
	size_t length = rest.length;
	struct text part;

	while (issn.length == 0 && slice_next(&rest, "()[]", &part))
		issn = read_issn_part(arena, part, part.length == length);
	return issn;
}

static bool
is_inside_word(char c)
{
	return slice_is_word(c) || c == '-';
}

bool
number_next_issn(struct arena *arena, struct text *rest, struct text *before,
    struct text *issn)
{
	size_t length = ISSN_DIGITS + 1;

	for (size_t i = 0; i + length <= rest->length; i++) {
		struct text behind = slice_from(*rest, i + length);

		if (rest->bytes[i + 4] != '-' ||
		    (i > 0 && is_inside_word(rest->bytes[i - 1])) ||
		    (behind.length > 0 && is_inside_word(*behind.bytes)))
			continue;
		*issn = number_issn(
		    arena, (struct text){ rest->bytes + i, length });
		if (issn->length == 0)
			continue;
		*before = (struct text){ rest->bytes, i };
		*rest = behind;
		return true;
	}
	return false;
}

static bool
has_isbn10_check(const char *digits)
{
	int sum = 0;

	for (int i = 0; i < 10; i++)
		sum += (10 - i) * (digits[i] == 'X' ? 10 : digits[i] - '0');
	return sum % 11 == 0;
}

static char
isbn13_check(const char *digits)
{
	int sum = 0;

	for (int i = 0; i < ISBN_DIGITS - 1; i++)
		sum += (i % 2 == 0 ? 1 : 3) * (digits[i] - '0');
	return (char)('0' + (10 - sum % 10) % 10);
}

static bool
skip_isbn_label(struct text *value)
{
	static const char *const labels[] = { "urn:isbn:", "isbn-13", "isbn-10",
		"isbn13", "isbn10", "isbn", "e-isbn", "eisbn", "urn:eisbn:" };

	return skip_any(value, labels, sizeof(labels) / sizeof(labels[0]));
}

struct text
number_isbn(struct arena *arena, struct text value)
{
	char digits[ISBN_DIGITS] = { 0 };
	bool is_labelled;
	bool has_hyphen;
	size_t count;

	value = text_trim(value);
	is_labelled = skip_isbn_label(&value);
	has_hyphen =
	    value.length > 0 && memchr(value.bytes, '-', value.length) != NULL;
	count = collect(&value, digits, ISBN_DIGITS);
	if (has_early_x(digits, count) || (!is_labelled && value.length > 0))
		return (struct text){ 0 };
	if (count == 10 && (is_labelled || has_hyphen) &&
	    has_isbn10_check(digits)) {
		memmove(digits + 3, digits, 9);
		memcpy(digits, "978", 3);
		digits[12] = isbn13_check(digits);
	} else if (count != ISBN_DIGITS || memcmp(digits, "97", 2) != 0 ||
	    (digits[2] != '8' && digits[2] != '9') ||
	    digits[12] != isbn13_check(digits)) {
		return (struct text){ 0 };
	}
	return memory_copy(arena, (struct text){ digits, ISBN_DIGITS });
}
