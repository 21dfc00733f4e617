#include <assert.h>
#include <string.h>

#include "base/json.h"

#define LEVELS 64

void
json_init(struct json *json, struct buffer *into)
{
	*json = (struct json){ .into = into };
}

/*
 * What comes before a value. Outside of all objects and arrays nothing: JSON
 * lines are values one after the other, and the caller ends each line.
 */
static void
begin_value(struct json *json)
{
	int level = json->depth - 1;

	if (level < 0)
		return;
	/* In an object each value has its key, in an array none. */
	assert(json->has_key == (json->closing[level] == '}'));
	if (!json->has_key && json->has_sibling[level])
		buffer_add_char(json->into, ',');
	json->has_sibling[level] = true;
	json->has_key = false;
}

static void
begin_level(struct json *json, char opening, char closing)
{
	begin_value(json);
	assert(json->depth < LEVELS);
	json->closing[json->depth] = closing;
	json->has_sibling[json->depth] = false;
	json->depth++;
	buffer_add_char(json->into, opening);
}

void
json_object(struct json *json)
{
	begin_level(json, '{', '}');
}

void
json_array(struct json *json)
{
	begin_level(json, '[', ']');
}

void
json_end(struct json *json)
{
	assert(json->depth > 0 && !json->has_key);
	json->depth--;
	buffer_add_char(json->into, json->closing[json->depth]);
}

/* The short escapes of RFC 8259, section 7; 0 where there is none. */
static char
short_escape(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return '\0';
	}
}

/* Writes the first character of text; returns its length there. */
static size_t
write_character(struct buffer *into, struct text text)
{
	uint32_t character;
	size_t length = text_character(text, &character);
	char escape;

	if (length == 0) {
		buffer_add_text(into, TEXT("\xef\xbf\xbd"));
		return 1;
	}
	escape = short_escape(text.bytes[0]);
	if (escape != '\0') {
		buffer_add_char(into, '\\');
		buffer_add_char(into, escape);
	} else if (character < 0x20 || character == 0x7f) {
		buffer_printf(into, "\\u%04x", (unsigned)character);
	} else {
		buffer_add(into, text.bytes, length);
	}
	return length;
}

#define STEP sizeof(uint64_t)

/* Eight bytes of ASCII of which none has to be escaped. */
static bool
is_plain_step(const char bytes[STEP])
{
	const uint64_t ones = 0x0101010101010101;
	const uint64_t high = 0x80 * ones;
	uint64_t word;
	uint64_t quote;
	uint64_t backslash;
	uint64_t is_not;

	memcpy(&word, bytes, sizeof(word));
	quote = word ^ '"' * ones;
	backslash = word ^ '\\' * ones;
	/* High where a byte is below a blank, above '~', or one of both. */
	is_not = (word - ' ' * ones) | (word + ones) | word | (quote - ones) |
	    (backslash - ones);
	return (is_not & high) == 0;
}

static bool
is_plain(char c)
{
	return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

/* How much ASCII at the front goes as it is. */
static size_t
plain_ascii_length(struct text text)
{
	size_t length = 0;

	while (
	    text.length - length >= STEP && is_plain_step(text.bytes + length))
		length += STEP;
	/* The end, with some of what is before it. */
	if (text.length - length < STEP && text.length >= STEP &&
	    is_plain_step(text.bytes + text.length - STEP))
		return text.length;
	while (length < text.length && is_plain(text.bytes[length]))
		length++;
	return length;
}

/* How much at the front goes as it is, in one piece. */
static size_t
plain_length(struct text text)
{
	size_t length = plain_ascii_length(text);

	while (
	    length < text.length && (unsigned char)text.bytes[length] >= 0x80) {
		struct text rest = { text.bytes + length,
			text.length - length };
		uint32_t character;
		size_t more = text_character(rest, &character);

		if (more == 0)
			break;
		rest.bytes += more;
		rest.length -= more;
		length += more + plain_ascii_length(rest);
	}
	return length;
}

/* Of which nothing has to be escaped. */
static void
write_plain(struct buffer *into, struct text value)
{
	char *to = buffer_extend(into, value.length + 2);

	if (to == NULL)
		return;
	*to++ = '"';
	if (value.length > 0)
		memcpy(to, value.bytes, value.length);
	to[value.length] = '"';
}

static void
write_string(struct buffer *into, struct text value)
{
	/* Nearly all are. */
	if (plain_length(value) == value.length) {
		write_plain(into, value);
		return;
	}
	buffer_add_char(into, '"');
	while (value.length > 0) {
		size_t length = plain_length(value);

		if (length > 0)
			buffer_add(into, value.bytes, length);
		else
			length = write_character(into, value);
		value.bytes += length;
		value.length -= length;
	}
	buffer_add_char(into, '"');
}

static void
begin_key(struct json *json)
{
	int level = json->depth - 1;

	assert(level >= 0 && json->closing[level] == '}' && !json->has_key);
	if (json->has_sibling[level])
		buffer_add_char(json->into, ',');
	json->has_key = true;
}

void
json_key(struct json *json, const char *key)
{
	begin_key(json);
	write_string(json->into, text_of(key));
	buffer_add_char(json->into, ':');
}

void
json_written_key(struct json *json, struct text key)
{
	begin_key(json);
	buffer_add_text(json->into, key);
}

void
json_text(struct json *json, struct text value)
{
	begin_value(json);
	write_string(json->into, value);
}

void
json_string(struct json *json, const char *value)
{
	if (value == NULL)
		json_null(json);
	else
		json_text(json, text_of(value));
}

void
json_number(struct json *json, int64_t value)
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digits[20]; /* of 2^64 */
	size_t first = sizeof(digits);

	begin_value(json);
	do {
		digits[--first] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		buffer_add_char(json->into, '-');
	buffer_add(json->into, digits + first, sizeof(digits) - first);
}

/*
 * By way of thousandths: printf() writes the decimal point of the locale.
 * Above 2^53 a double has no fraction to lose. JSON knows no infinity.
 */
void
json_real(struct json *json, double value)
{
	bool is_negative = value < 0;
	double size = is_negative ? -value : value;
	long long thousandths;

	if (!(size <= 1.7976931348623157e308)) {
		json_null(json);
		return;
	}
	begin_value(json);
	if (size >= 9007199254740992.0) {
		buffer_printf(json->into, "%.0f", value);
		return;
	}
	thousandths = (long long)(size * 1000 + 0.5);
	if (is_negative && thousandths > 0)
		buffer_add_char(json->into, '-');
	buffer_printf(
	    json->into, "%lld.%03lld", thousandths / 1000, thousandths % 1000);
}

void
json_bool(struct json *json, bool value)
{
	json_raw(json, value ? "true" : "false");
}

void
json_null(struct json *json)
{
	json_raw(json, "null");
}

void
json_raw(struct json *json, const char *value)
{
	begin_value(json);
	buffer_add_string(json->into, value);
}
