#include <string.h>

#include <math.h>

#include "base/json.h"
#include "test.h"

static void
test_objects_and_arrays_nest_with_the_right_commas(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "empty");
	json_array(&json);
	json_end(&json);
	json_key(&json, "list");
	json_array(&json);
	json_number(&json, -9223372036854775807 - 1);
	json_object(&json);
	json_key(&json, "x");
	json_bool(&json, true);
	json_key(&json, "y");
	json_bool(&json, false);
	json_end(&json);
	json_object(&json);
	json_end(&json);
	json_null(&json);
	json_end(&json);
	json_key(&json, "raw");
	json_raw(&json, "{\"a\":1}");
	json_key(&json, "none");
	json_string(&json, NULL);
	json_key(&json, "text");
	json_string(&json, "t");
	json_end(&json);
	assert_string_equal(buffer.bytes,
	    "{\"empty\":[],\"list\":[-9223372036854775808,"
	    "{\"x\":true,\"y\":false},{},null],\"raw\":{\"a\":1},"
	    "\"none\":null,\"text\":\"t\"}");
	buffer_fini(&buffer);
}

static void
test_values_outside_of_all_can_be_lines(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	for (int i = 0; i < 2; i++) {
		json_array(&json);
		json_number(&json, i);
		json_end(&json);
		buffer_add_char(&buffer, '\n');
	}
	assert_string_equal(buffer.bytes, "[0]\n[1]\n");
	buffer_fini(&buffer);
}

static void
test_strings_are_escaped_and_always_utf8(void **state)
{
	const struct {
		struct text text;
		const char *written;
	} cases[] = {
		{ TEXT(""), "\"\"" },
		{ TEXT("plain / text"), "\"plain / text\"" },
		{ TEXT("\"\\\b\f\n\r\t"), "\"\\\"\\\\\\b\\f\\n\\r\\t\"" },
		{ TEXT("a\0\x01\x1f\x7f"),
		    "\"a\\u0000\\u0001\\u001f\\u007f\"" },
		{ TEXT("\xc3\xa9\xf0\x9f\x98\x80"),
		    "\"\xc3\xa9\xf0\x9f\x98\x80\"" },
		{ TEXT("Andr\xe9!"), "\"Andr\xef\xbf\xbd!\"" },
		{ TEXT("\xed\xa0\x80"),
		    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ TEXT("cut\xe2\x82"), "\"cut\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ TEXT("\xc3\"\xc3\n"), "\"\xef\xbf\xbd\\\"\xef\xbf\xbd\\n\"" },
	};
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buffer_reset(&buffer);
		json_init(&json, &buffer);
		json_text(&json, cases[i].text);
		assert_string_equal(buffer.bytes, cases[i].written);
	}
	buffer_fini(&buffer);
}

/* Strings are looked through eight bytes at a time. */
static void
test_a_byte_is_escaped_wherever_it_stands(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	for (int c = 0; c < 256; c++) {
		char alone[16];
		size_t length;

		buffer_reset(&buffer);
		json_text(&json, (struct text){ (const char[]){ (char)c }, 1 });
		length = buffer.length - 2; /* without the quotes */
		memcpy(alone, buffer.bytes + 1, length);
		for (size_t at = 0; at < 20; at++) {
			char text[20];

			memset(text, 'x', sizeof(text));
			text[at] = (char)c;
			buffer_reset(&buffer);
			json_text(&json, (struct text){ text, sizeof(text) });
			assert_int_equal(buffer.length, 21 + length);
			assert_memory_equal(
			    buffer.bytes + 1 + at, alone, length);
			assert_true(at == 0 || buffer.bytes[at] == 'x');
		}
	}
	buffer_fini(&buffer);
}

static void
test_keys_are_escaped_too(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "a\"b");
	json_number(&json, 1);
	json_end(&json);
	assert_string_equal(buffer.bytes, "{\"a\\\"b\":1}");
	buffer_fini(&buffer);
}

static void
test_reals_have_three_decimals_and_json_knows_no_infinity(void **state)
{
	static const struct {
		double value;
		const char *written;
	} cases[] = {
		{ 0, "0.000" },
		{ 1.5, "1.500" },
		{ -1.5, "-1.500" },
		{ -0.25, "-0.250" },
		{ -0.0001, "0.000" },
		{ 0.0625, "0.063" },
		{ 123456789.1, "123456789.100" },
		{ 1e15, "1000000000000000.000" },
		{ 1e20, "100000000000000000000" },
		{ -1e20, "-100000000000000000000" },
		{ (double)NAN, "null" },
		{ (double)INFINITY, "null" },
		{ -(double)INFINITY, "null" },
	};
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buffer_reset(&buffer);
		json_init(&json, &buffer);
		json_real(&json, cases[i].value);
		assert_string_equal(buffer.bytes, cases[i].written);
	}
	buffer_fini(&buffer);
}

static void
test_a_literal_key_is_written_as_any_other(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	JSON_KEY(&json, "a");
	json_number(&json, 1);
	JSON_KEY(&json, "b");
	json_number(&json, 2);
	json_end(&json);
	assert_string_equal(buffer.bytes, "{\"a\":1,\"b\":2}");
	buffer_fini(&buffer);
}

static void
test_sixty_four_levels_are_enough_and_fit(void **state)
{
	struct buffer buffer;
	struct json json;

	(void)state;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	for (int i = 0; i < 64; i++)
		json_array(&json);
	json_null(&json);
	for (int i = 0; i < 64; i++)
		json_end(&json);
	assert_int_equal(buffer.length, 64 + 4 + 64);
	buffer_fini(&buffer);
}

TESTS(TEST(test_objects_and_arrays_nest_with_the_right_commas),
    TEST(test_values_outside_of_all_can_be_lines),
    TEST(test_strings_are_escaped_and_always_utf8),
    TEST(test_a_byte_is_escaped_wherever_it_stands),
    TEST(test_keys_are_escaped_too),
    TEST(test_a_literal_key_is_written_as_any_other),
    TEST(test_reals_have_three_decimals_and_json_knows_no_infinity),
    TEST(test_sixty_four_levels_are_enough_and_fit))
