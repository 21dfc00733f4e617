#ifndef PACKED_H
#define PACKED_H

/* Bytes as a server packs them, by zlib's other half. */
#include <assert.h>
#include <string.h>

#include <zlib.h>

#include "base/buffer.h"

#define AS_GZIP (16 + MAX_WBITS)
#define AS_ZLIB MAX_WBITS
#define AS_RAW  (-MAX_WBITS)

/* Behind what is in packed already. */
static inline void
pack(struct buffer *packed, struct text text, int window_bits)
{
	z_stream zlib;
	char piece[4096];
	int code;

	memset(&zlib, 0, sizeof(zlib));
	code = deflateInit2(&zlib, 9, Z_DEFLATED, window_bits, MAX_MEM_LEVEL,
	    Z_DEFAULT_STRATEGY);
	assert(code == Z_OK);
	/* Not changed, but not every zlib.h says so. */
	memcpy(&zlib.next_in, &text.bytes, sizeof(text.bytes));
	zlib.avail_in = (uInt)text.length;
	do {
		void *place = piece;

		zlib.next_out = place;
		zlib.avail_out = sizeof(piece);
		code = deflate(&zlib, Z_FINISH);
		buffer_add(packed, piece, sizeof(piece) - zlib.avail_out);
	} while (code == Z_OK);
	assert(code == Z_STREAM_END);
	(void)deflateEnd(&zlib);
}

/* The size of what gzip, perhaps cut, unpacks to, in one go. */
static inline size_t
unpack_once(struct text packed, unsigned char *into, size_t size)
{
	z_stream zlib;
	int code;

	memset(&zlib, 0, sizeof(zlib));
	code = inflateInit2(&zlib, AS_GZIP);
	assert(code == Z_OK);
	memcpy(&zlib.next_in, &packed.bytes, sizeof(packed.bytes));
	zlib.avail_in = (uInt)packed.length;
	zlib.next_out = into;
	zlib.avail_out = (uInt)size;
	(void)inflate(&zlib, Z_SYNC_FLUSH);
	(void)inflateEnd(&zlib);
	return size - zlib.avail_out;
}

#endif
