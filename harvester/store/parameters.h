#ifndef STORE_PARAMETERS_H
#define STORE_PARAMETERS_H

#include <stdint.h>
#include <time.h>

#include "base/buffer.h"

/*
 * The values of $1, $2, ... in that order, in PostgreSQL's binary formats:
 * no quoting, no parsing on the other side, bytes with their length. The
 * statement's casts say the types; they have to agree with the verbs here.
 */

#define PARAMETERS 64

struct parameters {
	struct buffer bytes;
	int count;
	size_t offsets[PARAMETERS];
	int lengths[PARAMETERS]; /* -1: NULL */
	int formats[PARAMETERS];
	/* The array that is being written. */
	size_t array;
	int32_t elements;
	bool has_null;
};

void parameters_init(struct parameters *parameters);
void parameters_fini(struct parameters *parameters);
void parameters_reset(struct parameters *parameters); /* keeps the memory */

void parameter_null(struct parameters *parameters);
/* For text, and in text format for any other type, e.g. uuid. */
void parameter_text(struct parameters *parameters, struct text value);
void parameter_string(struct parameters *parameters, const char *value);
void parameter_bool(struct parameters *parameters, bool value);
void parameter_integer(struct parameters *parameters, int32_t value);
void parameter_bigint(struct parameters *parameters, int64_t value);
void parameter_real(struct parameters *parameters, double value);
/* timestamptz */
void parameter_instant(struct parameters *parameters, time_t value);

/* One parameter that is an array: begin, its elements, end. */
enum array_type { /* PostgreSQL's type oids, fixed for ever */
	ARRAY_BOOL = 16,
	ARRAY_BYTEA = 17,
	ARRAY_BIGINT = 20,
	ARRAY_INTEGER = 23,
	ARRAY_TEXT = 25,
	ARRAY_DATE = 1082,
	ARRAY_INSTANT = 1184,
	ARRAY_TSVECTOR = 3614,
};
void array_begin(struct parameters *parameters, enum array_type type);
void array_null(struct parameters *parameters);
void array_bytes(struct parameters *parameters, struct text value);
void array_bool(struct parameters *parameters, bool value);
void array_integer(struct parameters *parameters, int32_t value);
void array_bigint(struct parameters *parameters, int64_t value);
void array_instant(struct parameters *parameters, time_t value);
void array_end(struct parameters *parameters);

/* Texts as one array literal, '{"a","b"}', for an element of text[] that the
 * statement casts to text[] itself: arrays of arrays must be rectangular. */
void array_literal(
    struct parameters *parameters, const struct text *texts, size_t count);

#endif
