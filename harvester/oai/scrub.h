#ifndef OAI_SCRUB_H
#define OAI_SCRUB_H

#include "base/buffer.h"
#include "oai/reader.h"

/*
 * Mends the bytes of a UTF-8 document on their way into the parser, in one
 * pass and without looking back: any split of the input gives the same output.
 * What comes out is UTF-8 of characters that XML 1.0 (2.2) allows; scrubbing
 * it again changes nothing.
 *
 *	everywhere        bytes that are not UTF-8 (Windows-1252 where nothing
 *	                  above 0x7f was before, else U+FFFD), forbidden
 *	                  characters
 *	text and tags     references, bare ampersands, "]]>", declarations
 *
 * In CDATA sections, comments and processing instructions an ampersand is
 * just a character.
 */
struct scrub {
	enum scrub_place {
		SCRUB_TEXT, /* and tags */
		SCRUB_CDATA,
		SCRUB_COMMENT,
		SCRUB_INSTRUCTION,
		SCRUB_DECLARATION, /* held until its end is seen */
	} place;
	unsigned matched; /* of what ends the place: "]]", "--", "?" */
	char held[256];   /* markup that has begun, not passed on yet */
	size_t held_length;
	char reference[32]; /* "&", "&n", ... */
	size_t reference_length;
	uint32_t high; /* a reference to half a surrogate pair was before */
	unsigned char partial[4]; /* of a character */
	size_t partial_length;
	bool has_utf_8; /* a character of more than one byte was before */
	unsigned repairs[REPAIR_COUNT];
};

void scrub_init(struct scrub *scrub);
/* Appends what can be decided so far. */
void scrub_push(struct scrub *scrub, struct text bytes, struct buffer *into);
/* No more bytes: appends what was held back. */
void scrub_finish(struct scrub *scrub, struct buffer *into);

/* The character of one of HTML 4's 252 named entities; 0 for other names. */
uint32_t scrub_entity(struct text name);

/* Between scrub's own files: XML 1.0, section 2.2, [2] Char. */
bool scrub_is_allowed(uint32_t character);
/* One character, as UTF-8, that is allowed. */
void scrub_character(
    struct scrub *scrub, struct buffer *into, struct text character);
void scrub_flush(struct scrub *scrub, struct buffer *into);

#endif
