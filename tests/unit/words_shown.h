#ifndef WORDS_SHOWN_H
#define WORDS_SHOWN_H

#include "base/buffer.h"

/* Of normalise/words.h: the vector in the text form of a tsvector, as it was
 * written: 'word':1A,7 'other':2B. Free it. */
static inline char *
words_shown(struct text vector)
{
	const unsigned char *at = (const unsigned char *)vector.bytes;
	const unsigned char *end = at + vector.length;
	struct buffer shown;

	buffer_init(&shown, 0);
	for (at += 4; at < end;) {
		const char *word = (const char *)at;
		unsigned count;

		buffer_printf(
		    &shown, "%s'%s'", shown.length > 0 ? " " : "", word);
		at += strlen(word) + 1;
		count = (unsigned)at[0] << 8 | at[1];
		at += 2;
		for (unsigned i = 0; i < count; i++, at += 2)
			buffer_printf(&shown, "%c%u%.1s", i == 0 ? ':' : ',',
			    (unsigned)(at[0] & 0x3F) << 8 | at[1],
			    &"\0\0C\0B\0A\0"[2 * (at[0] >> 6)]);
	}
	return buffer_take(&shown);
}

#endif
