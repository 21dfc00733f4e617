#include "normalise/statement.h"

/*
 * Written origin by origin, name by name. The claims of an element lie
 * together, origin by origin; of one origin the few qualifiers there are come
 * one after the other.
 */

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
write_value(struct json *json, const struct claim *claim)
{
	if (claim->language.length + claim->scheme.length + claim->uri.length ==
	    0) {
		json_text(json, claim_served(claim));
		return;
	}
	json_object(json);
	write_part(json, "value", claim_served(claim));
	write_part(json, "language", claim->language);
	write_part(json, "scheme", claim->scheme);
	write_part(json, "uri", claim->uri);
	json_end(json);
}

/* All of first's origin and qualifier, from it on. */
static void
write_name(struct json *json, const struct claim *first)
{
	char name[CLAIM_NAME_SIZE];

	claim_name(first, name);
	json_key(json, name);
	json_array(json);
	for (const struct claim *claim = first;
	     claim != NULL && claim->origin == first->origin;
	     claim = claim->next)
		if (claim_is_named(claim, first))
			write_value(json, claim);
	json_end(json);
}

/* Each name where its first value is. */
static void
write_element(
    struct json *json, const struct claim *claim, const struct origin *origin)
{
	while (claim != NULL && claim->origin != origin)
		claim = claim->next;
	for (; claim != NULL && claim->origin == origin; claim = claim->next)
		if (claim->position == 1)
			write_name(json, claim);
}

static void
write_origin(
    struct draft *draft, struct json *json, const struct origin *origin)
{
	json_object(json);
	JSON_KEY(json, "prefix");
	json_text(json, origin->metadata_prefix);
	JSON_KEY(json, "format");
	json_string(json, origin->format);
	JSON_KEY(json, "statements");
	json_object(json);
	for (int i = 0; i < ELEMENT_COUNT; i++)
		write_element(json, draft->claims[i], origin);
	json_end(json);
	json_end(json);
}

/* In the order in which they are believed: that of the first claims. */
struct text
statement_column(struct draft *draft)
{
	struct text column = { 0 };
	struct buffer bytes;
	struct json json;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_array(&json);
	for (size_t i = 0; i < draft->origin_count; i++)
		write_origin(draft, &json, draft->origins[i]);
	json_end(&json);
	if (draft->origin_count > 0)
		column = memory_copy(draft->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return column;
}
