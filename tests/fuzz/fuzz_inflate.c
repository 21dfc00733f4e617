#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "oai/fetch_inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct ending {
	struct buffer bytes;
	bool is_good;
	bool is_whole;
};

/* The second asking for a piece stands for a pause. */
static bool
drain(struct fetch_inflate *unpacking, struct text wire, struct buffer *out)
{
	struct text piece;
	struct text again;
	struct fault why;

	for (;;) {
		if (!fetch_inflate_read(unpacking, wire, &piece, &why))
			return false;
		if (piece.length == 0)
			return true;
		if (!fetch_inflate_read(unpacking, wire, &again, &why))
			abort();
		assert(text_equals(piece, again));
		buffer_add_text(out, piece);
		fetch_inflate_taken(unpacking);
	}
}

static struct ending
run(enum packing packing, struct text wire, size_t step)
{
	struct fetch_inflate *unpacking = fetch_inflate_new(packing);
	struct ending ending = { .is_good = true };

	while (ending.is_good && wire.length > 0) {
		size_t length = wire.length < step ? wire.length : step;

		ending.is_good = drain(unpacking,
		    (struct text){ wire.bytes, length }, &ending.bytes);
		wire.bytes += length;
		wire.length -= length;
	}
	ending.is_whole = fetch_inflate_is_whole(unpacking);
	fetch_inflate_free(unpacking);
	return ending;
}

/* Any split gives the same. */
static void
check(enum packing packing, struct text wire)
{
	struct ending first = run(packing, wire, wire.length + 1);
	struct ending second = run(packing, wire, 3);

	assert(first.is_good == second.is_good);
	assert(!first.is_good || first.is_whole == second.is_whole);
	assert(!first.is_good ||
	    text_equals(buffer_text(&first.bytes), buffer_text(&second.bytes)));
	buffer_fini(&first.bytes);
	buffer_fini(&second.bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct text wire = { (const char *)bytes, length };

	check(PACKING_GZIP, wire);
	check(PACKING_DEFLATE, wire);
	return 0;
}
