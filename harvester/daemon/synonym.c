#include "daemon/synonym.h"

/* A scheme that this version does not have is left out. Codes of languages are
 * looked up before their names: what a person says goes before both. */
static void
add(struct vocabulary *vocabulary, const struct reply *reply, int row)
{
	struct text platform = reply_text(reply, row, 1);
	struct text spelling = reply_text(reply, row, 2);
	struct text code = reply_text(reply, row, 3);
	enum scheme scheme;

	if (!vocabulary_scheme(reply_text(reply, row, 0), &scheme))
		return;
	vocabulary_add(vocabulary, scheme, platform, spelling, code);
	if (scheme == SCHEME_LANGUAGE_NAME)
		vocabulary_add(
		    vocabulary, SCHEME_LANGUAGE_CODE, platform, spelling, code);
}

bool
synonym_vocabulary(struct connection *connection,
    struct vocabulary **vocabulary, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	if (!connection_run_once(
		connection, QUERY_SYNONYM_OWN, &parameters, &reply, why))
		return false;
	*vocabulary = vocabulary_new();
	for (int row = 0; row < reply_rows(reply); row++)
		add(*vocabulary, reply, row);
	reply_free(reply);
	return true;
}
