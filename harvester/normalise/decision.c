#include "base/array.h"
#include "normalise/decision.h"
#include "normalise/slice.h"

#define VALUE_BYTES 2048 /* longer is prose */
#define PARTS       32

struct decision {
	const struct draft *draft;
	enum scheme scheme;
	struct text code;
	struct vocabulary_row_kind kind;
};

static bool
is_by_value(struct decision *decision, struct text value)
{
	const struct text *code =
	    vocabulary_read_row(decision->draft->vocabulary, decision->scheme,
		decision->draft->platform, value, &decision->kind);

	return code != NULL && text_equals(*code, decision->code) &&
	    (decision->kind.is_own || decision->kind.is_of_platform);
}

/* Parts as fields make them: at any of the signs that one of them knows. */
static bool
is_by_part(struct decision *decision, struct text value)
{
	struct text part;
	int parts = 0;

	for (struct text rest = value;
	     parts < PARTS && slice_next(&rest, ".:;,|/#()", &part); parts++)
		if (part.length < value.length &&
		    is_by_value(decision, text_trim(part)))
			return true;
	return false;
}

static const char *
told(struct draft *draft, const struct decision *decision, const char *rule)
{
	struct text platform = draft->platform;
	struct buffer *line = &draft->scratch;

	buffer_reset(line);
	buffer_printf(line, "%s; ", rule);
	if (decision->kind.is_own)
		buffer_add_string(line, "\"sheaf map\" says what it means");
	else
		buffer_add_string(line, "it means that");
	if (decision->kind.is_of_platform)
		buffer_printf(
		    line, " on %.*s", (int)platform.length, platform.bytes);
	buffer_add_char(line, '\0');
	return draft_take_scratch(draft).bytes;
}

const char *
decision_rule(struct draft *draft, enum scheme scheme,
    const struct claim *claim, struct text code, const char *rule)
{
	const struct text values[] = { claim->uri, claim->value,
		claim->scheme };
	struct decision decision = {
		.draft = draft, .scheme = scheme, .code = code
	};

	if (!vocabulary_has_others(draft->vocabulary, scheme, draft->platform))
		return rule;
	for (size_t i = 0; i < COUNT(values); i++)
		if (values[i].length > 0 && values[i].length <= VALUE_BYTES &&
		    (is_by_value(&decision, values[i]) ||
			is_by_part(&decision, values[i])))
			return told(draft, &decision, rule);
	return rule;
}
