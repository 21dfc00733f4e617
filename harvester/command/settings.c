#include <string.h>

#include "base/config_key.h"
#include "command/settings.h"

/* As sheaf.conf would have it, for these have the same names there. */
static void
add_times(
    struct buffer *into, const struct config *config, const char *separator)
{
	static const char *const names[] = { "every", "overlap", "sweep",
		"delay", "connections" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		buffer_printf(into, "%s%s=", i == 0 ? "" : separator, names[i]);
		setting_format(config, names[i], into);
	}
}

void
settings_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator)
{
	static const struct choice {
		const char *name;
		enum status_column column;
	} choices[] = { { "allow_private", STATUS_ALLOW_PRIVATE },
		{ "http2", STATUS_HTTP2 },
		{ "compression", STATUS_COMPRESSION } };
	struct config config;

	config_init(&config);
	config.every_seconds =
	    (long)reply_number(reply, row, STATUS_EVERY_SECONDS);
	config.overlap_seconds =
	    (long)reply_number(reply, row, STATUS_OVERLAP_SECONDS);
	config.sweep_seconds =
	    (long)reply_number(reply, row, STATUS_SWEEP_SECONDS);
	config.delay_milliseconds =
	    (long)reply_number(reply, row, STATUS_DELAY_MILLISECONDS);
	config.connections = (long)reply_number(reply, row, STATUS_CONNECTIONS);
	add_times(into, &config, separator);
	config_fini(&config);
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		buffer_printf(into, "%s%s=%s", separator, choices[i].name,
		    reply_bool(reply, row, choices[i].column) ? "yes" : "no");
}

static const char *
access_value(const struct reply *reply, int row, enum status_column column)
{
	bool is_choice = column == STATUS_VERIFY_TLS ||
	    column == STATUS_INSECURE_CREDENTIALS;

	if (is_choice)
		return reply_bool(reply, row, column) ? "yes" : "no";
	return reply_is_null(reply, row, column)
	    ? ""
	    : reply_string(reply, row, column);
}

void
access_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator, bool is_all)
{
	static const struct setting {
		const char *name;
		enum status_column column;
		const char *usual;
	} settings[] = { { "credentials", STATUS_CREDENTIALS, "" },
		{ "insecure_credentials", STATUS_INSECURE_CREDENTIALS, "no" },
		{ "proxy", STATUS_PROXY, "" },
		{ "ca_file", STATUS_CA_FILE, "" },
		{ "verify_tls", STATUS_VERIFY_TLS, "yes" },
		{ "user_agent", STATUS_USER_AGENT, "" } };
	const char *before = "";

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const char *value =
		    access_value(reply, row, settings[i].column);

		if (!is_all && strcmp(value, settings[i].usual) == 0)
			continue;
		buffer_printf(into, "%s%s=%s", before, settings[i].name, value);
		before = separator;
	}
}

void
selections_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator)
{
	buffer_printf(into, "prefix=%s%sset=%s",
	    reply_string(reply, row, STATUS_PREFIXES), separator,
	    reply_string(reply, row, STATUS_SETS));
}

void
platform_format(struct buffer *into, const struct reply *reply, int row)
{
	buffer_add_string(into, "platform=");
	if (!reply_bool(reply, row, STATUS_PLATFORM_IS_SET))
		buffer_add_string(into, "auto");
	else if (reply_is_null(reply, row, STATUS_PLATFORM))
		buffer_add_string(into, "none");
	else
		buffer_add_text(into, reply_text(reply, row, STATUS_PLATFORM));
}
