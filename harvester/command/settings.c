#include <string.h>

#include "base/config_key.h"
#include "command/settings.h"

/* As sheaf.conf would have it, for these have the same names there. */
static void
add_times(
    struct buffer *into, const struct config *config, const char *separator)
{
	static const char *const names[] = { "every", "overlap", "delay",
		"connections" };

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
	config.delay_milliseconds =
	    (long)reply_number(reply, row, STATUS_DELAY_MILLISECONDS);
	config.connections = (long)reply_number(reply, row, STATUS_CONNECTIONS);
	add_times(into, &config, separator);
	config_fini(&config);
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		buffer_printf(into, "%s%s=%s", separator, choices[i].name,
		    reply_bool(reply, row, choices[i].column) ? "yes" : "no");
}

void
selections_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator)
{
	buffer_printf(into, "prefix=%s%sset=%s",
	    reply_string(reply, row, STATUS_PREFIXES), separator,
	    reply_string(reply, row, STATUS_SETS));
}
