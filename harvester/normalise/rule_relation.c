#include "normalise/clean.h"
#include "normalise/relation.h"
#include "normalise/rule.h"

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
write_relation(struct json *json, const struct relation *relation)
{
	const struct grant *grant = &relation->grant;

	json_object(json);
	write_part(json, "rel", text_of(relation->rel));
	if (relation->target.scheme != NULL)
		write_part(
		    json, relation->target.scheme, relation->target.value);
	write_part(json, "funder", grant->funder);
	write_part(json, "programme", grant->programme);
	write_part(json, "grant", grant->grant);
	write_part(json, "jurisdiction", grant->jurisdiction);
	write_part(json, "title", grant->title);
	write_part(json, "acronym", grant->acronym);
	json_end(json);
}

static struct text
read_relation(const struct rule_call *call, struct text input)
{
	struct text written = { 0 };
	struct relation relation;
	struct buffer bytes;
	struct json json;

	if (!relation_read(call->arena, call->vocabulary, written,
		clean_text(call->arena, input), &relation))
		return written;
	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	write_relation(&json, &relation);
	written = memory_copy(call->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return written;
}

const struct rule rule_relations[] = {
	{ .name = "relation",
	    .help = "what a relation names, or a grant",
	    .read = read_relation },
	{ 0 },
};
