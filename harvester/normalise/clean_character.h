#ifndef NORMALISE_CLEAN_CHARACTER_H
#define NORMALISE_CLEAN_CHARACTER_H

#include <stdint.h>

/* What is done with a character of a value. */
enum character_kind {
	CHARACTER_PLAIN,    /* stays, and NFC never changes it */
	CHARACTER_MARKED,   /* stays; utf8proc is asked for its NFC */
	CHARACTER_BLANK,    /* white space: one blank for a run of it */
	CHARACTER_LEFT_OUT, /* controls and what nobody sees */
};

enum character_kind clean_character(uint32_t character);

#endif
