/* So that zlib takes bytes that it must not change. */
#define ZLIB_CONST

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include <zlib.h>

#include "base/heap.h"
#include "base/limit.h"
#include "oai/fetch.h"
#include "oai/fetch_inflate.h"

/* How zlib is told what is around the bytes (RFC 1951): one number, with the
 * size of the window in it. */
#define RAW_BITS  (-MAX_WBITS)
#define ZLIB_BITS MAX_WBITS
#define GZIP_BITS (16 + MAX_WBITS)

#define GZIP_FIRST 0x1f /* RFC 1952 2.3.1 */

enum place {
	PLACE_START,
	PLACE_WITHIN,
	PLACE_END, /* of the body, or of one member of it */
	PLACE_BEHIND,
};

struct fetch_inflate {
	enum packing packing;
	enum place place;
	z_stream zlib;
	size_t used; /* of the wire bytes in hand */
	size_t wire_bytes;
	size_t unpacked_bytes;
	size_t ready; /* of the piece, until it is taken */
	char piece[PARSE_CHUNK];
};

struct fetch_inflate *
fetch_inflate_new(enum packing packing)
{
	struct fetch_inflate *unpacking = heap_take(sizeof(*unpacking));

	assert(packing != PACKING_NONE);
	unpacking->packing = packing;
	return unpacking;
}

void
fetch_inflate_free(struct fetch_inflate *unpacking)
{
	if (unpacking == NULL)
		return;
	if (unpacking->place != PLACE_START)
		(void)inflateEnd(&unpacking->zlib);
	free(unpacking);
}

/*
 * "deflate" means zlib's wrapping around it (RFC 9110 8.4.1.2), and some leave
 * that out. Its first byte says "method 8" in the lower half (RFC 1950 2.2);
 * without it, these bits would be a stored block with dirt in its padding. That
 * of gzip would begin a block of no kind. So the bytes decide, whatever they
 * were said to be.
 */
static int
window_bits(unsigned char first)
{
	if (first == GZIP_FIRST)
		return GZIP_BITS;
	return (first & 0x0f) == Z_DEFLATED ? ZLIB_BITS : RAW_BITS;
}

static void
begin(struct fetch_inflate *unpacking, unsigned char first)
{
	if (inflateInit2(&unpacking->zlib, window_bits(first)) != Z_OK)
		heap_out();
	if (first == GZIP_FIRST)
		unpacking->packing = PACKING_GZIP;
	unpacking->place = PLACE_WITHIN;
}

/*
 * Another member of gzip, or something that does not belong to it: padding, the
 * warnings of a script. As gzip(1) and browsers we pass over that. Nothing is
 * lost by it: the member before was whole, by its check sum, and that a page is
 * whole is told by its root element.
 */
static void
go_on(struct fetch_inflate *unpacking, unsigned char first)
{
	if (unpacking->packing != PACKING_GZIP || first != GZIP_FIRST) {
		unpacking->place = PLACE_BEHIND;
		return;
	}
	(void)inflateReset(&unpacking->zlib);
	unpacking->place = PLACE_WITHIN;
}

static bool
fail(const struct fetch_inflate *unpacking, struct fault *why)
{
	const char *words = unpacking->zlib.msg;

	return fault_set(why, FAULT_NETWORK,
	    FETCH_PACKED " is damaged; with compression=no it may come "
			 "unpacked (%s)",
	    words == NULL ? "needs a dictionary" : words);
}

/* Bodies that were packed more than real ones ever are: bombs. */
static bool
check_ratio(const struct fetch_inflate *unpacking, struct fault *why)
{
	uint64_t most = (uint64_t)unpacking->wire_bytes * INFLATE_RATIO;

	if (unpacking->unpacked_bytes <= INFLATE_FREE ||
	    unpacking->unpacked_bytes <= most)
		return true;
	return fault_set(why, FAULT_TOO_LARGE,
	    "the answer unpacks to more than %d times its size", INFLATE_RATIO);
}

/* Fills the piece as far as the bytes reach. They may be none: zlib still holds
 * what had no room before, or finds nothing to do (Z_BUF_ERROR). */
static bool
unpack(struct fetch_inflate *unpacking, struct text rest, struct fault *why)
{
	z_stream *zlib = &unpacking->zlib;
	int code;

	zlib->next_in = (const unsigned char *)rest.bytes;
	zlib->avail_in = (uInt)rest.length;
	zlib->next_out = (unsigned char *)unpacking->piece;
	zlib->avail_out = (uInt)PARSE_CHUNK;
	code = inflate(zlib, Z_NO_FLUSH);
	unpacking->used += rest.length - zlib->avail_in;
	unpacking->wire_bytes += rest.length - zlib->avail_in;
	unpacking->ready = PARSE_CHUNK - zlib->avail_out;
	unpacking->unpacked_bytes += unpacking->ready;
	if (code == Z_STREAM_END)
		unpacking->place = PLACE_END;
	else if (code == Z_MEM_ERROR)
		heap_out();
	else if (code != Z_OK && code != Z_BUF_ERROR)
		return fail(unpacking, why);
	return check_ratio(unpacking, why);
}

static bool
step(struct fetch_inflate *unpacking, struct text rest, struct fault *why)
{
	if (unpacking->place == PLACE_WITHIN)
		return unpack(unpacking, rest, why);
	if (rest.length == 0)
		return true;
	if (unpacking->place == PLACE_START)
		begin(unpacking, (unsigned char)rest.bytes[0]);
	else if (unpacking->place == PLACE_END)
		go_on(unpacking, (unsigned char)rest.bytes[0]);
	else
		unpacking->used += rest.length;
	return true;
}

bool
fetch_inflate_read(struct fetch_inflate *unpacking, struct text wire,
    struct text *piece, struct fault *why)
{
	while (unpacking->ready == 0) {
		struct text rest = { wire.bytes + unpacking->used,
			wire.length - unpacking->used };

		assert(unpacking->used <= wire.length);
		if (!step(unpacking, rest, why))
			return false;
		if (unpacking->ready == 0 && unpacking->used == wire.length) {
			unpacking->used = 0;
			break;
		}
	}
	*piece = (struct text){ unpacking->piece, unpacking->ready };
	return true;
}

void
fetch_inflate_taken(struct fetch_inflate *unpacking)
{
	unpacking->ready = 0;
}

bool
fetch_inflate_is_whole(const struct fetch_inflate *unpacking)
{
	return unpacking->place != PLACE_WITHIN;
}
