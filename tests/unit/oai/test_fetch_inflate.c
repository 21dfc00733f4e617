#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "oai/fetch_inflate.h"
#include "packed.h"
#include "test.h"

#define PAGE_SIZE ((size_t)50000)

static char page_bytes[PAGE_SIZE];
static const struct text page = { page_bytes, PAGE_SIZE };

/* What came out of a body. */
struct unpacked {
	struct buffer bytes;
	bool is_good; /* to the last of the wire */
	bool is_whole;
	struct fault why;
};

/* Taken at once, or asked for three times, with more and more of the wire at
 * other places. */
enum manner {
	AT_ONCE,
	WITH_PAUSES
};

static void
insist(struct fetch_inflate *unpacking, struct text wire, size_t length,
    struct text piece)
{
	int i;

	for (i = 0; i < 2; i++) {
		char *copy = malloc(wire.length);
		struct text again = { copy, length + (size_t)i };
		struct text same;
		struct fault why;

		assert(copy != NULL);
		memcpy(copy, wire.bytes, wire.length);
		if (again.length > wire.length)
			again.length = wire.length;
		assert_true(fetch_inflate_read(unpacking, again, &same, &why));
		assert_true(text_equals(same, piece));
		free(copy);
	}
}

/* All that the first *length bytes of the wire unpack to; with pauses they get
 * more and more of them. */
static void
drain(struct fetch_inflate *unpacking, enum manner manner, struct text wire,
    size_t *length, struct unpacked *out)
{
	struct text piece;

	for (;;) {
		struct text part = { wire.bytes, *length };

		out->is_good =
		    fetch_inflate_read(unpacking, part, &piece, &out->why);
		if (!out->is_good || piece.length == 0)
			return;
		assert_in_range(piece.length, 1, PARSE_CHUNK);
		if (manner == WITH_PAUSES) {
			insist(unpacking, wire, *length, piece);
			*length += *length < wire.length;
		}
		buffer_add_text(&out->bytes, piece);
		fetch_inflate_taken(unpacking);
	}
}

/* All of the wire in pieces of so many bytes, or more where pauses were. */
static struct unpacked
unpack_by(
    size_t size, enum packing packing, enum manner manner, struct text wire)
{
	struct fetch_inflate *unpacking = fetch_inflate_new(packing);
	struct unpacked out = { .is_good = true };

	while (out.is_good && wire.length > 0) {
		size_t length = wire.length < size ? wire.length : size;

		drain(unpacking, manner, wire, &length, &out);
		wire.bytes += length;
		wire.length -= length;
	}
	out.is_whole = fetch_inflate_is_whole(unpacking);
	fetch_inflate_free(unpacking);
	return out;
}

static void
check_page(struct unpacked out, struct text expected)
{
	assert_true(out.is_good);
	assert_true(out.is_whole);
	assert_true(text_equals(buffer_text(&out.bytes), expected));
	buffer_fini(&out.bytes);
}

static void
check_any_split(enum packing packing, struct text wire, struct text expected)
{
	static const size_t sizes[] = { 1, 2, 3, 7, 100, 4096, PARSE_CHUNK };
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		check_page(
		    unpack_by(sizes[i], packing, AT_ONCE, wire), expected);
		check_page(
		    unpack_by(sizes[i], packing, WITH_PAUSES, wire), expected);
	}
}

static void
any_split_and_any_pause_give_the_same_bytes(void **state)
{
	static const struct {
		enum packing packing;
		int window_bits;
	} cases[] = {
		{ PACKING_GZIP, AS_GZIP },
		{ PACKING_DEFLATE, AS_ZLIB },
		{ PACKING_DEFLATE, AS_RAW },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer wire = { 0 };

		pack(&wire, page, cases[i].window_bits);
		check_any_split(cases[i].packing, buffer_text(&wire), page);
		buffer_fini(&wire);
	}
}

/* Stored blocks, as raw deflate of what does not pack begins. */
static void
deflate_may_begin_with_any_block(void **state)
{
	static const char stored[] = "\1\5\0\xfa\xffhello";
	static const char fixed[] = "\xcb\x48\xcd\xc9\xc9\x07\x00";

	(void)state;
	check_any_split(PACKING_DEFLATE, TEXT(stored), TEXT("hello"));
	check_any_split(PACKING_DEFLATE, TEXT(fixed), TEXT("hello"));
}

static void
members_are_read_one_behind_the_other(void **state)
{
	const struct text nothing = { "", 0 };
	struct buffer wire = { 0 };
	size_t at = 0;

	(void)state;
	pack(&wire, nothing, AS_GZIP);
	while (at < page.length) {
		size_t length = at % 7 == 0 ? 1 : 20000 - at % 977;

		if (length > page.length - at)
			length = page.length - at;
		pack(&wire, (struct text){ page.bytes + at, length }, AS_GZIP);
		pack(&wire, nothing, AS_GZIP);
		at += length;
	}
	check_any_split(PACKING_GZIP, buffer_text(&wire), page);
	buffer_fini(&wire);
}

static void
nothing_may_be_packed_too(void **state)
{
	const struct text nothing = { "", 0 };
	struct buffer wire = { 0 };

	(void)state;
	check_any_split(PACKING_GZIP, nothing, nothing);
	pack(&wire, nothing, AS_GZIP);
	check_any_split(PACKING_GZIP, buffer_text(&wire), nothing);
	buffer_fini(&wire);
}

static void
what_stands_behind_the_end_is_passed_over(void **state)
{
	static const struct text rests[] = {
		{ "\0\0\0\0\0\0\0\0", 8 },
		{ "\n", 1 },
		{ "<b>Warning</b>: in line 7 \x1f\x8b\x08", 29 },
		/* A member for gzip, and nothing for deflate. */
		{ "\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\0\0\0\0\0\0\0\0", 20 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rests) / sizeof(rests[0]); i++) {
		struct buffer gzip = { 0 };
		struct buffer raw = { 0 };

		pack(&gzip, page, AS_GZIP);
		buffer_add_text(&gzip, rests[i]);
		check_any_split(PACKING_GZIP, buffer_text(&gzip), page);
		pack(&raw, page, AS_RAW);
		buffer_add_text(&raw, rests[i]);
		check_any_split(PACKING_DEFLATE, buffer_text(&raw), page);
		buffer_fini(&gzip);
		buffer_fini(&raw);
	}
}

/* What has no room in a piece stays in zlib, without a byte of the wire that
 * would ask for it. */
static void
all_that_came_is_handed_on(void **state)
{
	static const char zeros[200000];
	static unsigned char all[sizeof(zeros)];
	struct buffer wire = { 0 };
	size_t length;

	(void)state;
	pack(&wire, (struct text){ zeros, sizeof(zeros) }, AS_GZIP);
	for (length = 1; length <= wire.length; length++) {
		struct text part = { wire.bytes, length };
		struct unpacked out =
		    unpack_by(PARSE_CHUNK, PACKING_GZIP, AT_ONCE, part);

		assert_int_equal(
		    out.bytes.length, unpack_once(part, all, sizeof(all)));
		buffer_fini(&out.bytes);
	}
	buffer_fini(&wire);
}

static void
a_body_that_is_cut_is_not_whole(void **state)
{
	struct buffer wire = { 0 };
	size_t first;
	size_t length;

	(void)state;
	pack(&wire, TEXT("a page, a page"), AS_GZIP);
	first = wire.length;
	pack(&wire, TEXT(" and a page"), AS_GZIP);
	for (length = 0; length <= wire.length; length++) {
		struct unpacked out = unpack_by(5, PACKING_GZIP, AT_ONCE,
		    (struct text){ wire.bytes, length });

		assert_true(out.is_good);
		assert_int_equal(out.is_whole,
		    length == 0 || length == first || length == wire.length);
		buffer_fini(&out.bytes);
	}
	buffer_fini(&wire);
}

static void
damage_is_named(void **state)
{
	static const struct {
		enum packing packing;
		struct text wire;
		const char *words;
	} cases[] = {
		{ PACKING_GZIP, { "\x1f\x8c\x08\0", 4 }, "incorrect header" },
		{ PACKING_GZIP, { "\x78\xdb\xb3\xf1", 4 }, "header check" },
		{ PACKING_GZIP,
		    { "\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\1\0\0\0\0\0\0\0", 20 },
		    "incorrect data check" },
		{ PACKING_GZIP,
		    { "\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\0\0\0\0\1\0\0\0", 20 },
		    "incorrect length check" },
		{ PACKING_GZIP,
		    { "\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\0\0\0\0\0\0\0\0\x1fx",
			22 },
		    "incorrect header" },
		{ PACKING_DEFLATE, { "<OAI-PMH>", 9 }, "invalid" },
		{ PACKING_DEFLATE, { "\x78\x20\1\2\3\4", 6 }, "dictionary" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct unpacked out =
		    unpack_by(3, cases[i].packing, AT_ONCE, cases[i].wire);

		print_message("%s\n", out.why.text);
		assert_false(out.is_good);
		assert_int_equal(out.why.kind, FAULT_NETWORK);
		assert_non_null(strstr(out.why.text, "compression=no"));
		assert_non_null(strstr(out.why.text, cases[i].words));
		buffer_fini(&out.bytes);
	}
}

/* Zeros, with some noise in each PARSE_CHUNK of them. */
static void
fill(struct buffer *text, size_t size, size_t noise)
{
	unsigned seed = 5;
	size_t i;

	for (i = 0; i < size; i++) {
		bool is_noise = i % PARSE_CHUNK < noise;
		char byte = 0;

		seed = seed * 1103515245U + 12345U;
		if (is_noise)
			byte = (char)(seed >> 16);
		buffer_add(text, &byte, 1);
	}
}

static void
a_bomb_is_stopped_at_the_limit(void **state)
{
	struct buffer text = { 0 };
	struct buffer wire = { 0 };
	struct unpacked out;

	(void)state;
	fill(&text, INFLATE_FREE + MIB, 0);
	pack(&wire, buffer_text(&text), AS_GZIP);
	out = unpack_by(PARSE_CHUNK, PACKING_GZIP, AT_ONCE, buffer_text(&wire));
	assert_false(out.is_good);
	assert_int_equal(out.why.kind, FAULT_TOO_LARGE);
	assert_in_range(
	    out.bytes.length, INFLATE_FREE - PARSE_CHUNK + 1, INFLATE_FREE);
	buffer_fini(&out.bytes);
	buffer_fini(&wire);
	buffer_fini(&text);
}

static void
what_packs_well_is_no_bomb(void **state)
{
	struct buffer text = { 0 };
	struct buffer wire = { 0 };

	(void)state;
	fill(&text, INFLATE_FREE + MIB, 66);
	pack(&wire, buffer_text(&text), AS_GZIP);
	assert_in_range(text.length / wire.length, INFLATE_RATIO * 3 / 4,
	    INFLATE_RATIO - 1);
	check_page(
	    unpack_by(PARSE_CHUNK, PACKING_GZIP, AT_ONCE, buffer_text(&wire)),
	    buffer_text(&text));
	buffer_fini(&wire);
	buffer_fini(&text);
}

static int
prepare(void **state)
{
	unsigned seed = 11;
	size_t i;

	(void)state;
	for (i = 0; i < PAGE_SIZE; i++) {
		seed = seed * 1103515245U + 12345U;
		page_bytes[i] = "<record>aeiou&#; tns"[(seed >> 16) % 20];
	}
	/* Many pieces from few bytes of the wire, in the middle. */
	memset(page_bytes + 1000, ' ', 40000);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(any_split_and_any_pause_give_the_same_bytes),
		TEST(deflate_may_begin_with_any_block),
		TEST(members_are_read_one_behind_the_other),
		TEST(nothing_may_be_packed_too),
		TEST(what_stands_behind_the_end_is_passed_over),
		TEST(all_that_came_is_handed_on),
		TEST(a_body_that_is_cut_is_not_whole),
		TEST(damage_is_named),
		TEST(a_bomb_is_stopped_at_the_limit),
		TEST(what_packs_well_is_no_bomb),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
