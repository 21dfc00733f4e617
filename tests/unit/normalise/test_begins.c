#include "base/buffer.h"
#include "normalise/begins.h"
#include "normalise/fold.h"
#include "test.h"

/* What is folded to a key must not be refused, however it is written. */
static void
what_is_folded_to_a_key_may_be_there(void **state)
{
	static const char *const values[] = { "open access", "Open Access",
		"  OPEN-ACCESS. ", "\u00D3pen access", "Open\u00A0Access",
		"\xEF\xBC\xAFpen access", "O\u0301pen access",
		"open access \u2026", "\"open\" (access)" };
	struct begins begins = { 0 };
	struct buffer key;

	(void)state;
	buffer_init(&key, 0);
	begins_add(&begins, TEXT("open access"));
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		buffer_reset(&key);
		fold_key(&key, text_of(values[i]));
		assert_string_equal(key.bytes, "open access");
		assert_true(begins_may_have(&begins, text_of(values[i])));
	}
	buffer_fini(&key);
}

static void
what_begins_otherwise_is_not_there(void **state)
{
	static const char *const values[] = { "", "...", "open", "open ac",
		"In this paper we show", "closed access" };
	struct begins begins = { 0 };

	(void)state;
	begins_add(&begins, TEXT("open access"));
	begins_add(&begins, TEXT("\u043e\u0442"));
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_false(begins_may_have(&begins, text_of(values[i])));
	assert_true(begins_may_have(&begins, TEXT("\u041e\u0442")));
}

static void
a_key_of_few_letters_is_found(void **state)
{
	struct begins begins = { 0 };

	(void)state;
	begins_add(&begins, TEXT("p"));
	begins_add(&begins, TEXT("10 12"));
	assert_true(begins_may_have(&begins, TEXT("P.")));
	assert_true(begins_may_have(&begins, TEXT("10/12")));
	assert_false(begins_may_have(&begins, TEXT("pp.")));
}

TESTS(TEST(what_is_folded_to_a_key_may_be_there),
    TEST(what_begins_otherwise_is_not_there),
    TEST(a_key_of_few_letters_is_found))
