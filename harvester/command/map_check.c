#include "command/map_check.h"
#include "normalise/platform.h"

#define SHOWN_SIZE 200

/* Blanks and punctuation alone would stand for everything. */
static bool
has_key(const struct mapping *mapping)
{
	struct buffer key;
	bool has;

	buffer_init(&key, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	has = key.length > 0;
	buffer_fini(&key);
	return has;
}

int
map_check_platform(
    struct command_context *context, const struct mapping *mapping)
{
	char shown[SHOWN_SIZE];

	if (mapping->platform.length > 0 &&
	    !platform_is_known(mapping->platform))
		return command_usage(context, MAP,
		    "there is no platform \"%s\"; platforms are as in \"sheaf "
		    "edit NAME platform=\"",
		    text_printable(shown, sizeof(shown), mapping->platform));
	if (mapping->platform.length > 0 &&
	    !vocabulary_has_platforms(mapping->scheme))
		return command_usage(context, MAP,
		    "values of the scheme %s mean the same on every platform",
		    vocabulary_scheme_name(mapping->scheme));
	return COMMAND_DONE;
}

int
map_check_spelling(
    struct command_context *context, const struct mapping *mapping)
{
	struct text spelling = text_trim(mapping->spelling);
	size_t longest = vocabulary_value_bytes(mapping->scheme, spelling);
	char shown[SHOWN_SIZE];

	if (!has_key(mapping))
		return command_usage(context, MAP,
		    "\"%s\" has no letter or digit in it",
		    text_printable(shown, sizeof(shown), spelling));
	if (spelling.length > longest)
		return command_usage(context, MAP,
		    "the spelling has %zu bytes; values of the scheme %s are "
		    "looked up as far as they have %zu, longer ones are prose",
		    spelling.length, vocabulary_scheme_name(mapping->scheme),
		    longest);
	return COMMAND_DONE;
}
