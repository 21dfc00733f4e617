#ifndef OAI_FETCH_INFLATE_H
#define OAI_FETCH_INFLATE_H

#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

/*
 * Unpacks the body of one answer, piece by piece, and only as far as somebody
 * takes the pieces: what a packed body holds at any time is this object (about
 * 60 KiB) and the wire bytes in hand.
 */
enum packing {
	PACKING_NONE,
	PACKING_GZIP,    /* one member or more, RFC 1952 2.2 */
	PACKING_DEFLATE, /* RFC 1950, or RFC 1951 alone, as some send it */
};

struct fetch_inflate;

struct fetch_inflate *fetch_inflate_new(enum packing packing) RETURNS_VALID;
/* Takes NULL. */
void fetch_inflate_free(struct fetch_inflate *unpacking);

/*
 * The next bytes, at most PARSE_CHUNK; none when all that wire unpacks to was
 * taken, and other wire bytes are due. Until then wire begins with the same
 * bytes each time, perhaps at another place and with more behind them. The
 * piece stays the same, in here, until fetch_inflate_taken().
 *
 * False where the bytes are not packed as was said, or unpack to more than
 * INFLATE_RATIO allows. What stands behind the end, and is not another member,
 * is passed over.
 */
bool fetch_inflate_read(struct fetch_inflate *unpacking, struct text wire,
    struct text *piece, struct fault *why) MUSTUSE;
void fetch_inflate_taken(struct fetch_inflate *unpacking);

/* The body may end here: it has not begun, or its end was reached. */
bool fetch_inflate_is_whole(const struct fetch_inflate *unpacking) MUSTUSE;

#endif
