#include "base/hash.h"
#include "test.h"

static int64_t
hash_of(const struct text *texts, size_t count)
{
	struct hash hash;

	hash_init(&hash);
	for (size_t i = 0; i < count; i++)
		hash_add_text(&hash, texts[i]);
	return hash_result(&hash);
}

static void
test_where_one_text_ends_and_the_next_begins_matters(void **state)
{
	const struct text splits[][3] = {
		{ TEXT("ab"), TEXT("c"), TEXT("") },
		{ TEXT("a"), TEXT("bc"), TEXT("") },
		{ TEXT(""), TEXT("abc"), TEXT("") },
		{ TEXT("abc"), TEXT(""), TEXT("") },
		{ TEXT(""), TEXT(""), TEXT("abc") },
		{ TEXT("abc"), TEXT("\0\0\0"), TEXT("") },
	};
	const size_t count = sizeof(splits) / sizeof(splits[0]);

	(void)state;
	for (size_t a = 0; a < count; a++) {
		for (size_t b = 0; b < a; b++)
			assert_true(
			    hash_of(splits[a], 3) != hash_of(splits[b], 3));
		assert_true(hash_of(splits[a], 3) == hash_of(splits[a], 3));
		assert_true(hash_of(splits[a], 3) != hash_of(splits[a], 2));
	}
}

static void
test_none_equals_empty_and_one_text_equals_itself_added(void **state)
{
	const struct text none = { NULL, 0 };
	const struct text empty = TEXT("");
	const struct text some = TEXT("some");

	(void)state;
	assert_true(hash_of(&none, 1) == hash_of(&empty, 1));
	assert_true(hash_of(&none, 1) != hash_of(&none, 0));
	assert_true(hash_bytes(some) == hash_of(&some, 1));
}

static void
test_numbers_differ_by_value_and_by_order(void **state)
{
	struct hash a;
	struct hash b;

	(void)state;
	hash_init(&a);
	hash_init(&b);
	hash_add_number(&a, 1);
	hash_add_number(&a, -2);
	hash_add_number(&b, -2);
	hash_add_number(&b, 1);
	assert_true(hash_result(&a) != hash_result(&b));
}

/* Values are stored: other ones would make every record look changed. */
static void
test_values_never_change(void **state)
{
	const struct text texts[] = { TEXT("<dc>\xc3\xa9</dc>"), TEXT(""),
		TEXT("about") };
	struct hash hash;

	(void)state;
	hash_init(&hash);
	hash_add_number(&hash, -1);
	assert_true(hash_result(&hash) == 5841669975847748627);
	assert_true(hash_of(texts, 3) == -7388009367071846785);
}

TESTS(TEST(test_where_one_text_ends_and_the_next_begins_matters),
    TEST(test_none_equals_empty_and_one_text_equals_itself_added),
    TEST(test_numbers_differ_by_value_and_by_order),
    TEST(test_values_never_change))
