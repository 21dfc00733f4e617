#include <fnmatch.h>

#include "base/buffer.h"
#include "normalise/platform.h"
#include "normalise/schema.h"
#include "normalise/slice.h"

/* A longer description is not looked at behind this. */
#define TELL_BYTES ((size_t)16384)

static bool
matches(struct text value, struct text pattern)
{
	struct buffer strings;
	bool is_match;
	size_t start;

	if (value.length == 0)
		return false;
	if (value.length > TELL_BYTES)
		value.length = TELL_BYTES;
	buffer_init(&strings, 0);
	buffer_add_text(&strings, value);
	buffer_add_char(&strings, '\0');
	start = strings.length;
	buffer_add_text(&strings, pattern);
	is_match = fnmatch(strings.bytes + start, strings.bytes,
		       FNM_CASEFOLD | FNM_NOESCAPE) == 0;
	buffer_fini(&strings);
	return is_match;
}

static bool
shows(
    const struct platform_tells *tells, struct text where, struct text pattern)
{
	if (text_is(where, "base_url"))
		return matches(tells->base_url, pattern);
	if (text_is(where, "description"))
		return matches(tells->descriptions, pattern);
	if (text_is(where, "identifier"))
		return matches(tells->identifier, pattern);
	for (size_t i = 0; i < tells->set_specs.count; i++)
		if (matches(tells->set_specs.texts[i], pattern))
			return true;
	return false;
}

/* Of "identifier+set" the patterns are in order, and all have to fit. */
static bool
tells_it(
    const struct platform_tells *tells, struct text where, struct text patterns)
{
	struct text one;
	struct text pattern;

	while (slice_next(&where, "+", &one))
		if (!slice_next(&patterns, " ", &pattern) ||
		    !shows(tells, one,
			where.bytes == NULL && patterns.bytes != NULL
			    ? (struct text){ pattern.bytes,
				  pattern.length + 1 + patterns.length }
			    : pattern))
			return false;
	return true;
}

struct text
platform_guess(const struct platform_tells *tells)
{
	const char *text = schema_text("platform");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row))
		if (tells_it(tells, row[0], row[1]))
			return row[2];
	return (struct text){ 0 };
}

bool
platform_is_known(struct text platform)
{
	const char *text = schema_text("platform");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row))
		if (text_equals(row[2], platform))
			return true;
	return false;
}

/* Whether an earlier row has it. */
static bool
was_listed(const char *until, struct text platform)
{
	const char *text = schema_text("platform");
	struct text row[SCHEMA_COLUMNS];

	while (text < until && schema_row(&text, row))
		if (text < until && text_equals(row[2], platform))
			return true;
	return false;
}

void
platform_list(struct buffer *into)
{
	const char *text = schema_text("platform");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row)) {
		if (was_listed(text, row[2]))
			continue;
		if (into->length > 0)
			buffer_add_string(into, ", ");
		buffer_add_text(into, row[2]);
	}
}

bool
platform_writes_tex(struct text platform)
{
	return text_is(platform, "arxiv");
}
