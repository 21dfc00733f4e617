/* So that zlib takes bytes that it must not change. */
#define ZLIB_CONST

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/heap.h"
#include "base/limit.h"
#include "oai/unpack.h"

#define GZIP_BITS   (16 + MAX_WBITS) /* zlib's word for RFC 1952 */
#define READ_BYTES  (64 * KIB)
#define MAGIC_BYTES ((size_t)4)

enum packed {
	PACKED_NOT_KNOWN, /* at the start of the file, or of a member */
	PACKED_NOT,
	PACKED_GZIP,
	PACKED_ZSTD,
	PACKED_OVER, /* only padding follows */
};

struct unpack {
	int descriptor;
	enum packed packed;
	const char *last; /* what the member before was; NULL: none was */
	z_stream zlib;
	bool has_zlib;
	ZSTD_DCtx *zstd;
	bool is_at_end; /* of the file */
	size_t used;    /* of the wire bytes in hand */
	size_t ready;
	int64_t file_bytes;
	int64_t packed_bytes; /* of these, what was unpacked */
	int64_t unpacked_bytes;
	struct fault fault;
	char wire[READ_BYTES];
	char piece[PARSE_CHUNK];
};

struct unpack *
unpack_new(int descriptor)
{
	struct unpack *unpack = heap_take(sizeof(*unpack));

	unpack->descriptor = descriptor;
	return unpack;
}

void
unpack_free(struct unpack *unpack)
{
	if (unpack == NULL)
		return;
	if (unpack->has_zlib)
		(void)inflateEnd(&unpack->zlib);
	(void)ZSTD_freeDCtx(unpack->zstd);
	(void)close(unpack->descriptor);
	free(unpack);
}

int64_t
unpack_file_bytes(const struct unpack *unpack)
{
	return unpack->file_bytes;
}

static struct text
rest(const struct unpack *unpack)
{
	return (struct text){ unpack->wire + unpack->used,
		unpack->ready - unpack->used };
}

/* At least so many bytes in hand, unless the file ends before. */
static bool
fill(struct unpack *unpack, size_t least, struct fault *why)
{
	struct text left = rest(unpack);

	if (left.length >= least || unpack->is_at_end)
		return true;
	memmove(unpack->wire, left.bytes, left.length);
	unpack->used = 0;
	unpack->ready = left.length;
	while (unpack->ready < least && !unpack->is_at_end) {
		ssize_t count = read(unpack->descriptor,
		    unpack->wire + unpack->ready, READ_BYTES - unpack->ready);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return fault_set(why, FAULT_INPUT,
			    "it could not be read: %s", strerrordesc_np(errno));
		unpack->is_at_end = count == 0;
		unpack->ready += (size_t)count;
		unpack->file_bytes += count;
	}
	return true;
}

static void
begin_gzip(struct unpack *unpack)
{
	int code = unpack->has_zlib ? inflateReset(&unpack->zlib)
				    : inflateInit2(&unpack->zlib, GZIP_BITS);

	if (code != Z_OK)
		heap_out();
	unpack->has_zlib = true;
	unpack->packed = PACKED_GZIP;
	unpack->last = "gzip";
}

static void
begin_zstd(struct unpack *unpack)
{
	if (unpack->zstd == NULL) {
		unpack->zstd = ZSTD_createDCtx();
		if (unpack->zstd == NULL ||
		    ZSTD_isError(ZSTD_DCtx_setParameter(
			unpack->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW)))
			heap_out();
	}
	unpack->packed = PACKED_ZSTD;
	unpack->last = "zstd";
}

/* RFC 8878 3.1.1 and 3.1.2: a frame, or one that is to be passed over. */
static bool
is_zstd(struct text text)
{
	return text.length >= MAGIC_BYTES &&
	    (memcmp(text.bytes, "\x28\xb5\x2f\xfd", MAGIC_BYTES) == 0 ||
		((text.bytes[0] & 0xf0) == 0x50 &&
		    memcmp(text.bytes + 1, "\x2a\x4d\x18", 3) == 0));
}

/* RFC 1952 2.3.1 */
static bool
is_gzip(struct text text)
{
	return text.length >= 2 && memcmp(text.bytes, "\x1f\x8b", 2) == 0;
}

static bool
begin(struct unpack *unpack, struct fault *why)
{
	struct text text;

	if (!fill(unpack, MAGIC_BYTES, why))
		return false;
	text = rest(unpack);
	if (is_gzip(text))
		begin_gzip(unpack);
	else if (is_zstd(text))
		begin_zstd(unpack);
	else
		unpack->packed =
		    unpack->last == NULL ? PACKED_NOT : PACKED_OVER;
	return true;
}

/* As gzip(1): zeroes behind the end are the padding of tapes. */
static bool
pass_over(struct unpack *unpack, struct fault *why)
{
	struct text text;

	for (;;) {
		if (!fill(unpack, 1, why))
			return false;
		text = rest(unpack);
		if (text.length == 0)
			return true;
		for (size_t i = 0; i < text.length; i++)
			if (text.bytes[i] != '\0')
				return fault_set(why, FAULT_MALFORMED,
				    "what follows its %s data is not packed",
				    unpack->last);
		unpack->used = unpack->ready;
	}
}

static bool
fail(const struct unpack *unpack, const char *words, struct fault *why)
{
	return fault_set(why, FAULT_MALFORMED, "its %s data is damaged (%s)",
	    unpack->last, words);
}

/* Files that were packed more than real ones ever are: bombs. */
static bool
check_ratio(
    struct unpack *unpack, size_t taken, size_t given, struct fault *why)
{
	unpack->used += taken;
	unpack->packed_bytes += (int64_t)taken;
	unpack->unpacked_bytes += (int64_t)given;
	if (unpack->unpacked_bytes <= (int64_t)INFLATE_FREE ||
	    unpack->unpacked_bytes / INFLATE_RATIO <= unpack->packed_bytes)
		return true;
	return fault_set(why, FAULT_TOO_LARGE,
	    "it unpacks to more than %d times its size", INFLATE_RATIO);
}

static bool
unpack_gzip(struct unpack *unpack, struct text *piece, struct fault *why)
{
	z_stream *zlib = &unpack->zlib;
	struct text text = rest(unpack);
	int code;

	zlib->next_in = (const unsigned char *)text.bytes;
	zlib->avail_in = (uInt)text.length;
	zlib->next_out = (unsigned char *)unpack->piece;
	zlib->avail_out = (uInt)PARSE_CHUNK;
	code = inflate(zlib, Z_NO_FLUSH);
	if (code == Z_MEM_ERROR)
		heap_out();
	if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
		return fail(unpack,
		    zlib->msg == NULL ? "needs a dictionary" : zlib->msg, why);
	if (code == Z_STREAM_END)
		unpack->packed = PACKED_NOT_KNOWN;
	*piece = (struct text){ unpack->piece, PARSE_CHUNK - zlib->avail_out };
	return check_ratio(
	    unpack, text.length - zlib->avail_in, piece->length, why);
}

static bool
unpack_zstd(struct unpack *unpack, struct text *piece, struct fault *why)
{
	struct text text = rest(unpack);
	ZSTD_inBuffer in = { text.bytes, text.length, 0 };
	ZSTD_outBuffer out = { unpack->piece, PARSE_CHUNK, 0 };
	size_t code = ZSTD_decompressStream(unpack->zstd, &out, &in);

	if (ZSTD_isError(code)) {
		if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation)
			heap_out();
		return fail(unpack, ZSTD_getErrorName(code), why);
	}
	if (code == 0)
		unpack->packed = PACKED_NOT_KNOWN;
	*piece = (struct text){ unpack->piece, out.pos };
	return check_ratio(unpack, in.pos, piece->length, why);
}

static bool
unpack_none(struct unpack *unpack, struct text *piece)
{
	*piece = rest(unpack);
	if (piece->length > PARSE_CHUNK)
		piece->length = PARSE_CHUNK;
	unpack->used += piece->length;
	return true;
}

/* Some of it; perhaps nothing yet. */
static bool
step(struct unpack *unpack, struct text *piece, struct fault *why)
{
	switch (unpack->packed) {
	case PACKED_NOT_KNOWN:
		return begin(unpack, why);
	case PACKED_NOT:
		return unpack_none(unpack, piece);
	case PACKED_GZIP:
		return unpack_gzip(unpack, piece, why);
	case PACKED_ZSTD:
		return unpack_zstd(unpack, piece, why);
	case PACKED_OVER:
		return pass_over(unpack, why);
	}
	return true;
}

/* Both libraries may still hold bytes when all of the file is taken: only where
 * they give none either is it the end. */
static bool
read_on(struct unpack *unpack, struct text *piece, struct fault *why)
{
	*piece = (struct text){ NULL, 0 };
	while (piece->length == 0) {
		bool is_all;

		if (!fill(unpack, 1, why))
			return false;
		is_all = rest(unpack).length == 0;
		if (is_all &&
		    (unpack->packed == PACKED_NOT_KNOWN ||
			unpack->packed == PACKED_NOT ||
			unpack->packed == PACKED_OVER))
			return true;
		if (!step(unpack, piece, why))
			return false;
		if (is_all && piece->length == 0 &&
		    unpack->packed != PACKED_NOT_KNOWN)
			return fault_set(why, FAULT_MALFORMED,
			    "it ends before its %s data does", unpack->last);
	}
	return true;
}

bool
unpack_read(struct unpack *unpack, struct text *piece, struct fault *why)
{
	if (unpack->fault.kind == FAULT_NONE &&
	    read_on(unpack, piece, &unpack->fault))
		return true;
	*why = unpack->fault;
	return false;
}
