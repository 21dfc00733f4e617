#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdint.h>

#include "base/buffer.h"

/*
 * Writes JSON into a buffer, piece by piece; knows commas and nesting (64
 * levels), nothing else. Inside an object each value is announced by
 * json_key(). Outside of all, values stand one after the other. Controls are
 * escaped, bytes that are not UTF-8 become U+FFFD: what is written is valid.
 */
struct json {
	struct buffer *into;
	int depth;
	bool has_sibling[64];
	char closing[64];
	bool has_key;
};

void json_init(struct json *json, struct buffer *into);
void json_object(struct json *json);
void json_array(struct json *json);
void json_end(struct json *json); /* of the innermost object or array */
void json_key(struct json *json, const char *key);
/* The same for a literal that needs no escapes: JSON_KEY(json, "name"). */
#define JSON_KEY(json, literal) \
	json_written_key((json), TEXT("\"" literal "\":"))
void json_written_key(struct json *json, struct text key);
void json_text(struct json *json, struct text value);
void json_string(struct json *json, const char *value); /* NULL: null */
void json_number(struct json *json, int64_t value);
/* Three decimals; null for what JSON has no number for. */
void json_real(struct json *json, double value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
/* JSON that is already written, e.g. by PostgreSQL. */
void json_raw(struct json *json, const char *value);

#endif
