#ifndef NORMALISE_SLICE_H
#define NORMALISE_SLICE_H

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/*
 * Parts of texts. Nothing is copied unless it says so. Letters of ASCII are
 * compared without regard to case; "found" of nothing is a none text.
 */
bool slice_is(struct text text, const char *string);
bool slice_starts_indeed(struct text text, const char *prefix);

/* Most texts differ from it in the first letter: these are not worth a call. */
static inline bool
slice_starts(struct text text, const char *prefix)
{
	if (text.length > 0 && prefix[0] != '\0' &&
	    (text.bytes[0] | 0x20) != (prefix[0] | 0x20))
		return false;
	return slice_starts_indeed(text, prefix);
}

bool slice_ends(struct text text, const char *suffix);
/* What is left behind the first count bytes; empty if there are fewer. */
static inline struct text
slice_from(struct text text, size_t count)
{
	if (count > text.length)
		count = text.length;
	if (count == 0)
		return text;
	return (struct text){ text.bytes + count, text.length - count };
}

/* Takes prefix off the start. False: it is not there. */
static inline bool
slice_skip(struct text *text, const char *prefix)
{
	if (!slice_starts(*text, prefix))
		return false;
	*text = slice_from(*text, strlen(prefix));
	return true;
}

/* From the first needle on, which has a letter at least; none: it does not
 * occur. */
struct text slice_find(struct text text, const char *needle);
bool slice_has(struct text text, const char *needle);
/* Puts behind the first of the needles that occurs anywhere in it. False: none
 * does. */
bool slice_go_behind(
    struct text *text, const char *const *needles, size_t count);
#define SLICE_GO_BEHIND(text, needles) \
	slice_go_behind(text, needles, sizeof(needles) / sizeof((needles)[0]))
/* Starts like an http or https URL. */
bool slice_is_web(struct text text);
/* Up to the first of the characters of set, which may be none of them. */
struct text slice_until(struct text text, const char *set);
/* Without leading characters of set, and trailing ones. */
struct text slice_strip(struct text text, const char *set);
/* The next part between characters of set; false at the end. Empty parts
 * are given out too. */
bool slice_next(struct text *rest, const char *set, struct text *part);
/* A copy in small letters (ASCII only). */
struct text slice_lower(struct arena *arena, struct text text);
/* A copy with the byte for each %2F: any bytes, then. */
struct text slice_decode_percent(struct arena *arena, struct text text);

static inline bool
slice_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ASCII letter or digit. */
static inline bool
slice_is_word(char c)
{
	return slice_is_digit(c) || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

/* 0 to 15; -1 for what is no hexadecimal digit. */
int slice_digit(char c);
bool slice_is_digits(struct text text);

#endif
