#include <stdio.h>

#include "normalise/trace.h"

void
trace_init(struct trace *trace)
{
	*trace = (struct trace){ 0 };
	buffer_init(&trace->bytes, 0);
	json_init(&trace->json, &trace->bytes);
	json_array(&trace->json);
}

void
trace_fini(struct trace *trace)
{
	buffer_fini(&trace->bytes);
}

struct text
trace_end(struct trace *trace)
{
	json_end(&trace->json);
	return buffer_text(&trace->bytes);
}

static void
write_line(struct draft *draft, const char *column, const char *part,
    const struct claim *claim, const char *rule)
{
	struct json *json = &draft->trace->json;
	struct text served = claim_served(claim);
	struct text statement = draft_key(served);
	char name[CLAIM_NAME_SIZE];

	claim_name(claim, name);
	json_object(json);
	json_key(json, "field");
	json_string(json, column);
	json_key(json, "part");
	json_string(json, part);
	json_key(json, "prefix");
	json_text(json, claim->origin->metadata_prefix);
	json_key(json, "element");
	json_string(json, name);
	json_key(json, "position");
	json_number(json, claim->position);
	json_key(json, "statement");
	json_text(json, statement);
	json_key(json, "rule");
	json_text(json, claim_rule(draft->arena, claim, rule));
	if (statement.length < served.length) {
		json_key(json, "is_cut");
		json_bool(json, true);
	}
	json_end(json);
}

void
trace_element(struct draft *draft, const char *column, size_t n,
    const struct claim *claim, const char *rule)
{
	struct trace *trace = draft->trace;
	char part[24];

	if (trace->column == column && trace->n == n && trace->claim == claim)
		return;
	trace->column = column;
	trace->n = n;
	trace->claim = claim;
	(void)snprintf(part, sizeof(part), "%zu", n + 1);
	write_line(draft, column, part, claim, rule);
}

void
trace_text(struct draft *draft, const char *column,
    const struct memory_list *list, struct text text, const struct claim *claim,
    const char *rule)
{
	/* From the end: there it is where it is new. */
	for (size_t i = list->count; i > 0; i--) {
		if (!text_equals(list->texts[i - 1], text))
			continue;
		trace_element(draft, column, i - 1, claim, rule);
		return;
	}
}

void
trace_key(struct draft *draft, const char *column, const char *key,
    const struct claim *claim, const char *rule)
{
	write_line(draft, column, key, claim, rule);
}
