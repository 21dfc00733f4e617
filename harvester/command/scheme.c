#include "command/scheme.h"

/* "language, type, format" */
static void
list(struct buffer *into)
{
	size_t count = 0;

	for (int i = 0; i < SCHEME_COUNT; i++) {
		if (!vocabulary_is_open((enum scheme)i))
			continue;
		if (count++ > 0)
			buffer_add_string(into, ", ");
		buffer_add_string(into, vocabulary_scheme_name((enum scheme)i));
	}
}

int
scheme_read(struct command_context *context, const char *command,
    const char *written, enum scheme *scheme)
{
	struct buffer all;
	char shown[80];
	int exit_code;

	if (vocabulary_scheme(text_of(written), scheme) &&
	    vocabulary_is_open(*scheme))
		return COMMAND_DONE;
	buffer_init(&all, 0);
	list(&all);
	exit_code = command_usage(context, command,
	    "there is no scheme \"%s\"; schemes are %s",
	    text_printable(shown, sizeof(shown), text_of(written)), all.bytes);
	buffer_fini(&all);
	return exit_code;
}
