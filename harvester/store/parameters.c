#include <assert.h>
#include <limits.h>
#include <string.h>

#include <arpa/inet.h>
#include <endian.h>

#include "store/parameters.h"

/* PostgreSQL counts microseconds from 2000-01-01. */
#define EPOCH_2000 INT64_C(946684800)

void
parameters_init(struct parameters *parameters)
{
	memset(parameters, 0, sizeof(*parameters));
	buffer_init(&parameters->bytes, 0);
}

void
parameters_fini(struct parameters *parameters)
{
	buffer_fini(&parameters->bytes);
}

void
parameters_reset(struct parameters *parameters)
{
	buffer_reset(&parameters->bytes);
	parameters->count = 0;
}

static void
begin(struct parameters *parameters, int format)
{
	assert(parameters->count < PARAMETERS);
	parameters->offsets[parameters->count] = parameters->bytes.length;
	parameters->formats[parameters->count] = format;
	parameters->lengths[parameters->count] = 0;
}

/* A text-format value has to end in a NUL that its length does not count. */
static void
end(struct parameters *parameters)
{
	size_t length =
	    parameters->bytes.length - parameters->offsets[parameters->count];

	assert(length <= INT_MAX);
	parameters->lengths[parameters->count] = (int)length;
	buffer_add_char(&parameters->bytes, '\0');
	parameters->count++;
}

static void
add32(struct buffer *bytes, uint32_t value)
{
	value = htonl(value);
	buffer_add(bytes, &value, sizeof(value));
}

static void
add64(struct buffer *bytes, uint64_t value)
{
	value = htobe64(value);
	buffer_add(bytes, &value, sizeof(value));
}

static uint64_t
instant(time_t value)
{
	return (uint64_t)(((int64_t)value - EPOCH_2000) * 1000000);
}

void
parameter_null(struct parameters *parameters)
{
	begin(parameters, 0);
	end(parameters);
	parameters->lengths[parameters->count - 1] = -1;
}

void
parameter_text(struct parameters *parameters, struct text value)
{
	begin(parameters, 0);
	buffer_add_text(&parameters->bytes, value);
	end(parameters);
}

void
parameter_string(struct parameters *parameters, const char *value)
{
	if (value == NULL)
		parameter_null(parameters);
	else
		parameter_text(parameters, text_of(value));
}

void
parameter_bool(struct parameters *parameters, bool value)
{
	begin(parameters, 1);
	buffer_add_char(&parameters->bytes, value ? '\1' : '\0');
	end(parameters);
}

void
parameter_integer(struct parameters *parameters, int32_t value)
{
	begin(parameters, 1);
	add32(&parameters->bytes, (uint32_t)value);
	end(parameters);
}

void
parameter_bigint(struct parameters *parameters, int64_t value)
{
	begin(parameters, 1);
	add64(&parameters->bytes, (uint64_t)value);
	end(parameters);
}

void
parameter_real(struct parameters *parameters, double value)
{
	uint64_t bits;

	static_assert(sizeof(bits) == sizeof(value), "IEEE 754 doubles");
	memcpy(&bits, &value, sizeof(bits));
	begin(parameters, 1);
	add64(&parameters->bytes, bits);
	end(parameters);
}

void
parameter_instant(struct parameters *parameters, time_t value)
{
	begin(parameters, 1);
	add64(&parameters->bytes, instant(value));
	end(parameters);
}

/* Dimensions, has nulls, element type; then length and lower bound of the one
 * dimension. What is not known yet is written by array_end(). */
void
array_begin(struct parameters *parameters, enum array_type type)
{
	begin(parameters, 1);
	parameters->array = parameters->bytes.length;
	parameters->elements = 0;
	parameters->has_null = false;
	add32(&parameters->bytes, 1);
	add32(&parameters->bytes, 0);
	add32(&parameters->bytes, (uint32_t)type);
	add32(&parameters->bytes, 0);
	add32(&parameters->bytes, 1);
}

void
array_null(struct parameters *parameters)
{
	parameters->elements++;
	parameters->has_null = true;
	add32(&parameters->bytes, (uint32_t)-1);
}

void
array_bytes(struct parameters *parameters, struct text value)
{
	assert(value.length <= INT_MAX);
	parameters->elements++;
	add32(&parameters->bytes, (uint32_t)value.length);
	buffer_add_text(&parameters->bytes, value);
}

void
array_bool(struct parameters *parameters, bool value)
{
	array_bytes(parameters, value ? TEXT("\1") : TEXT("\0"));
}

void
array_integer(struct parameters *parameters, int32_t value)
{
	parameters->elements++;
	add32(&parameters->bytes, sizeof(value));
	add32(&parameters->bytes, (uint32_t)value);
}

void
array_bigint(struct parameters *parameters, int64_t value)
{
	parameters->elements++;
	add32(&parameters->bytes, sizeof(value));
	add64(&parameters->bytes, (uint64_t)value);
}

void
array_instant(struct parameters *parameters, time_t value)
{
	array_bigint(parameters, (int64_t)instant(value));
}

static void
patch(struct parameters *parameters, size_t at, uint32_t value)
{
	value = htonl(value);
	memcpy(parameters->bytes.bytes + parameters->array + at, &value,
	    sizeof(value));
}

void
array_end(struct parameters *parameters)
{
	patch(parameters, 4, parameters->has_null);
	patch(parameters, 12, (uint32_t)parameters->elements);
	end(parameters);
}

static void
add_quoted(struct buffer *bytes, struct text text)
{
	const char *at = text.bytes;
	const char *stop = at + text.length;

	buffer_add_char(bytes, '"');
	while (at < stop) {
		const char *run = at;

		while (at < stop && *at != '"' && *at != '\\')
			at++;
		buffer_add(bytes, run, (size_t)(at - run));
		if (at < stop) {
			buffer_add_char(bytes, '\\');
			buffer_add_char(bytes, *at++);
		}
	}
	buffer_add_char(bytes, '"');
}

void
array_literal(
    struct parameters *parameters, const struct text *texts, size_t count)
{
	struct buffer *bytes = &parameters->bytes;
	size_t at = bytes->length;
	uint32_t length;

	parameters->elements++;
	add32(bytes, 0);
	buffer_add_char(bytes, '{');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_add_char(bytes, ',');
		add_quoted(bytes, texts[i]);
	}
	buffer_add_char(bytes, '}');
	length = htonl((uint32_t)(bytes->length - at - sizeof(length)));
	memcpy(bytes->bytes + at, &length, sizeof(length));
}
