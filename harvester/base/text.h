#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/attribute.h"

/*
 * Bytes with a length. Whatever comes from a repository travels like this:
 * a NUL inside is data, not an end. Does not own; a zeroed text is "none".
 */
struct text {
	const char *bytes;
	size_t length;
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

/* A C string as a text; NULL gives none. What is short and is asked of every
 * word is inlined: of a literal the length is known then. */
static inline struct text
text_of(const char *string)
{
	return (struct text){ string, string == NULL ? 0 : strlen(string) };
}

static inline bool
text_equals(struct text a, struct text b)
{
	return a.length == b.length &&
	    (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static inline bool
text_is(struct text text, const char *string)
{
	return text_equals(text, text_of(string));
}

/* Bytewise, then shorter first: PostgreSQL's COLLATE "C". */
int text_compare(struct text a, struct text b);
/* XML's white space (XML 1.0, section 2.3): blank, tab, CR, LF. */
static inline bool
text_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without it at both ends. */
static inline struct text
text_trim(struct text text)
{
	while (text.length > 0 && text_is_blank(text.bytes[text.length - 1]))
		text.length--;
	while (text.length > 0 && text_is_blank(text.bytes[0])) {
		text.bytes++;
		text.length--;
	}
	return text;
}

/* Shortest-form UTF-8 of Unicode scalar values without U+0000: exactly what
 * PostgreSQL accepts in a UTF-8 database. */
bool text_is_utf8(struct text text);
/* The first character of a text that is not empty, and its length in bytes; 0
 * where no character of shortest-form UTF-8 begins. U+0000 is a character. */
size_t text_character(struct text text, uint32_t *character) MUSTUSE;
/* The character in UTF-8, not terminated; its length. Must be at most U+10FFFF
 * and no surrogate. */
#define TEXT_CHARACTER 4 /* bytes, at most */
size_t text_encode(char *into, uint32_t character);
/* For a terminal or a log line: controls, bidirectional overrides and bytes
 * that are not UTF-8 become \xNN; cut with "..." to fit. Returns into. */
char *text_printable(char *into, size_t size, struct text text) RETURNS_VALID;
/* All of text as a decimal number from 0 to INT64_MAX. */
bool text_number(struct text text, long long *number) MUSTUSE;

#endif
