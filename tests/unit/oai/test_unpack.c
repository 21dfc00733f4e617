#include <string.h>

#include "base/limit.h"
#include "disk.h"
#include "oai/unpack.h"
#include "test.h"

#define PAGE_SIZE ((size_t)100000)

static char page_bytes[PAGE_SIZE];
static const struct text page = { page_bytes, PAGE_SIZE };

struct unpacked {
	struct buffer bytes;
	bool is_good;
	struct fault why;
};

static struct unpacked
unpack_all(struct text file)
{
	struct unpack *unpack = unpack_new(disk_file(file));
	struct unpacked out = { .is_good = true };
	struct text piece;

	buffer_init(&out.bytes, 0);
	for (;;) {
		out.is_good = unpack_read(unpack, &piece, &out.why);
		if (!out.is_good || piece.length == 0)
			break;
		assert_in_range(piece.length, 1, PARSE_CHUNK);
		buffer_add_text(&out.bytes, piece);
	}
	/* It stays as it is. */
	assert_int_equal(unpack_read(unpack, &piece, &out.why), out.is_good);
	if (out.is_good)
		assert_int_equal(unpack_file_bytes(unpack), file.length);
	unpack_free(unpack);
	return out;
}

static void
expect(const struct buffer *file, struct text bytes)
{
	struct unpacked out = unpack_all(buffer_text(file));

	assert_true(out.is_good);
	assert_true(text_equals(buffer_text(&out.bytes), bytes));
	buffer_fini(&out.bytes);
}

static void
expect_fault(struct text file, enum fault_kind kind, const char *words)
{
	struct unpacked out = unpack_all(file);

	assert_false(out.is_good);
	assert_int_equal(out.why.kind, kind);
	if (strstr(out.why.text, words) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", words, out.why.text);
	buffer_fini(&out.bytes);
}

static void
pack_as(struct buffer *file, int kind, struct text text)
{
	if (kind == 0)
		buffer_add_text(file, text);
	else if (kind == 1)
		pack(file, text, AS_GZIP);
	else
		pack_zstd(file, text);
}

static void
files_come_as_they_were(void **state)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 4, 5, 100, PARSE_CHUNK - 1,
		PARSE_CHUNK, PARSE_CHUNK + 1, 64 * KIB, 64 * KIB + 1,
		PAGE_SIZE };

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			struct text part = { page_bytes, sizes[i] };
			struct buffer file;

			buffer_init(&file, 0);
			pack_as(&file, kind, part);
			expect(&file, part);
			buffer_fini(&file);
		}
	}
}

/* As "cat a.gz b.zst" and metha-pack leave them. */
static void
what_is_packed_may_be_several(void **state)
{
	struct buffer file;
	struct buffer bytes;

	(void)state;
	buffer_init(&file, 0);
	buffer_init(&bytes, 0);
	for (int i = 1; i <= 6; i++) {
		pack_as(&file, 1 + (i / 2) % 2, page);
		buffer_add_text(&bytes, page);
	}
	pack_zstd(&file, TEXT(""));
	expect(&file, buffer_text(&bytes));
	buffer_fini(&file);
	buffer_fini(&bytes);
}

static void
padding_behind_the_end_is_passed_over(void **state)
{
	static const char zeroes[70000];

	(void)state;
	for (int kind = 1; kind < 3; kind++) {
		struct buffer file;

		buffer_init(&file, 0);
		pack_as(&file, kind, page);
		buffer_add(&file, zeroes, sizeof(zeroes));
		expect(&file, page);
		buffer_add_string(&file, "x");
		expect_fault(
		    buffer_text(&file), FAULT_MALFORMED, "what follows its ");
		buffer_fini(&file);
	}
}

static void
what_ends_too_soon_is_told(void **state)
{
	(void)state;
	for (int kind = 1; kind < 3; kind++) {
		struct buffer file;
		struct text cut;

		buffer_init(&file, 0);
		pack_as(&file, kind, page);
		cut = buffer_text(&file);
		for (cut.length = 5; cut.length < file.length;
		     cut.length += cut.length / 3)
			expect_fault(cut, FAULT_MALFORMED, "it ends before");
		cut.length = file.length - 1;
		expect_fault(cut, FAULT_MALFORMED, "it ends before");
		buffer_fini(&file);
	}
}

static void
damage_is_told(void **state)
{
	static const char *const words[] = { "gzip data is damaged",
		"zstd data is damaged" };

	(void)state;
	for (int kind = 1; kind < 3; kind++) {
		struct buffer file;

		buffer_init(&file, 0);
		pack_as(&file, kind, page);
		memset(file.bytes + file.length / 2, 0xff, 64);
		expect_fault(
		    buffer_text(&file), FAULT_MALFORMED, words[kind - 1]);
		buffer_fini(&file);
	}
}

static void
bombs_are_stopped(void **state)
{
	size_t size = 64 * MIB;
	char *zeroes = calloc(1, size);

	(void)state;
	assert_non_null(zeroes);
	for (int kind = 1; kind < 3; kind++) {
		struct unpacked out;
		struct buffer file;

		buffer_init(&file, 0);
		pack_as(&file, kind, (struct text){ zeroes, size });
		out = unpack_all(buffer_text(&file));
		assert_false(out.is_good);
		assert_int_equal(out.why.kind, FAULT_TOO_LARGE);
		assert_in_range(out.bytes.length, INFLATE_FREE - PARSE_CHUNK,
		    INFLATE_FREE + 200 * file.length);
		buffer_fini(&out.bytes);
		buffer_fini(&file);
	}
	free(zeroes);
}

/* RFC 8878 3.1.1.1.2: a frame may ask for terabytes. */
static void
a_frame_that_wants_too_much_memory_is_refused(void **state)
{
	/* Window descriptor: 2^28 bytes; one empty block, the last. */
	static const struct text frame = { "\x28\xb5\x2f\xfd\x00\x90\x01\x00"
					   "\x00",
		9 };
	static const struct text smaller = { "\x28\xb5\x2f\xfd\x00\x88\x01\x00"
					     "\x00",
		9 };
	struct unpacked out;

	(void)state;
	expect_fault(frame, FAULT_MALFORMED, "too much memory");
	out = unpack_all(smaller);
	assert_true(out.is_good);
	buffer_fini(&out.bytes);
}

static void
what_cannot_be_read_is_told(void **state)
{
	int ends[2];
	struct unpack *unpack;
	struct text piece;
	struct fault why;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	(void)close(ends[0]);
	unpack = unpack_new(ends[1]); /* for writing */
	assert_false(unpack_read(unpack, &piece, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	unpack_free(unpack);
	unpack_free(NULL);
}

static int
prepare(void **state)
{
	unsigned seed = 11;

	(void)state;
	for (size_t i = 0; i < PAGE_SIZE; i++) {
		seed = seed * 1103515245U + 12345U;
		page_bytes[i] = "<record>aeiou&#; tns"[(seed >> 16) % 20];
	}
	memset(page_bytes + 1000, ' ', 40000);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_come_as_they_were),
		TEST(what_is_packed_may_be_several),
		TEST(padding_behind_the_end_is_passed_over),
		TEST(what_ends_too_soon_is_told),
		TEST(damage_is_told),
		TEST(bombs_are_stopped),
		TEST(a_frame_that_wants_too_much_memory_is_refused),
		TEST(what_cannot_be_read_is_told),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
