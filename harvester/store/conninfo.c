#include <stdbool.h>
#include <string.h>

#include <libpq-fe.h>

#include "store/conninfo.h"

static bool
is_given(const PQconninfoOption *option)
{
	return option->val != NULL && option->val[0] != '\0';
}

/* libpq marks what a form should not show while it is typed. */
static bool
is_secret(const PQconninfoOption *option)
{
	return option->dispchar[0] == '*';
}

static bool
has_secret(const PQconninfoOption *options)
{
	for (; options->keyword != NULL; options++)
		if (is_given(options) && is_secret(options))
			return true;
	return false;
}

/* In quotes where a blank would end it. */
static void
add_value(struct buffer *into, const char *value)
{
	bool is_plain = strpbrk(value, " '\\") == NULL;

	if (!is_plain)
		buffer_add_char(into, '\'');
	for (; *value != '\0'; value++) {
		if (*value == '\'' || *value == '\\')
			buffer_add_char(into, '\\');
		buffer_add_char(into, *value);
	}
	if (!is_plain)
		buffer_add_char(into, '\'');
}

static void
add_options(struct buffer *into, const PQconninfoOption *options)
{
	const char *separator = "";

	for (; options->keyword != NULL; options++) {
		if (!is_given(options))
			continue;
		buffer_printf(into, "%s%s=", separator, options->keyword);
		add_value(into, is_secret(options) ? "***" : options->val);
		separator = " ";
	}
}

void
conninfo_masked(struct buffer *into, const char *conninfo)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);

	/* What cannot be read may have a password anywhere. */
	if (options == NULL)
		buffer_add_string(into, "***");
	else if (has_secret(options))
		add_options(into, options);
	else
		buffer_add_string(into, conninfo);
	PQconninfoFree(options);
}
