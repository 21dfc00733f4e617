#ifndef COMMAND_ACCESS_H
#define COMMAND_ACCESS_H

#include "command/common.h"
#include "oai/fetch.h"

/*
 * How a repository is reached, as people say it: credentials, proxy, ca_file,
 * user_agent, verify_tls, insecure_credentials. Of files only the names are
 * kept, and they are looked at here so that a mistake is told at once.
 */

/* Whoever reads them at work may not be who types: where this user may not
 * look, that is said, and no mistake. value outlives access. */
bool access_set(struct command_context *context,
    struct repository_access *access, const char *key, const char *value,
    struct fault *why) MUSTUSE;

/* Rows for getopt_long(), for commands that take these as options; then told
 * one of them. *is_one: whether it is one of these. */
#define ACCESS_OPTIONS                                          \
	{ "credentials", required_argument, NULL, 'C' },        \
	    { "insecure-credentials", no_argument, NULL, 'I' }, \
	    { "proxy", required_argument, NULL, 'P' },          \
	    { "ca-file", required_argument, NULL, 'F' },        \
	    { "no-verify-tls", no_argument, NULL, 'V' },        \
	{                                                       \
		"user-agent", required_argument, NULL, 'U'      \
	}
bool access_option(struct command_context *context,
    struct repository_access *access, int option, bool *is_one,
    struct fault *why) MUSTUSE;

/* For asking it; good as long as access. */
void access_policy_add(
    struct fetch_policy *policy, const struct repository_access *access);

#endif
