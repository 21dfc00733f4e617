#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/limit.h"
#include "command/access.h"
#include "oai/credentials.h"

typedef bool access_key_function(struct command_context *context,
    struct repository_access *access, const char *key, const char *value,
    struct fault *why);

/* Only the service may look, perhaps. */
static bool
is_hidden(const char *path)
{
	return access(path, R_OK) != 0 && errno == EACCES;
}

static void
say_hidden(struct command_context *context, const char *path)
{
	command_say(context,
	    "%s may not be read by you, and was not looked at; the service "
	    "must be able to read it.",
	    path);
}

/* A plain name may be one that systemd gives to the service alone. */
static bool
check_credentials(
    struct command_context *context, const char *reference, struct fault *why)
{
	struct credentials *credentials = NULL;
	struct buffer path;
	bool done;

	buffer_init(&path, 0);
	done = credentials_find(&path, reference, why);
	if (done && is_hidden(path.bytes)) {
		say_hidden(context, path.bytes);
	} else if (done && reference[0] != '/' &&
	    access(path.bytes, F_OK) != 0) {
		command_say(context,
		    "%s is not there; the service needs it there, or as a "
		    "credential of systemd (LoadCredential=).",
		    path.bytes);
	} else if (done) {
		done = credentials_read(&credentials, reference, why);
		credentials_free(credentials);
	}
	buffer_fini(&path);
	return done;
}

static bool
set_credentials(struct command_context *context,
    struct repository_access *access, const char *key, const char *value,
    struct fault *why)
{
	(void)key;
	access->credentials = value;
	return value[0] == '\0' || check_credentials(context, value, why);
}

static bool
set_proxy(struct command_context *context, struct repository_access *access,
    const char *key, const char *value, struct fault *why)
{
	(void)context;
	(void)key;
	access->proxy = value;
	return value[0] == '\0' || fetch_proxy_check(value, why);
}

/* PEM, as libcurl reads it: somewhere in it a certificate begins. */
static bool
has_certificate(int file)
{
	static const char begin[] = "-----BEGIN ";
	static char bytes[64 * 1024];
	ssize_t length = read(file, bytes, sizeof(bytes));

	return length > 0 &&
	    memmem(bytes, (size_t)length, begin, sizeof(begin) - 1) != NULL;
}

static bool
check_authorities(const char *path, struct fault *why)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool has;

	if (file < 0)
		return fault_set(why, FAULT_INPUT, "%.160s: could not read: %s",
		    path, strerrordesc_np(errno));
	has = has_certificate(file);
	(void)close(file);
	return has ||
	    fault_set(why, FAULT_INPUT,
		"%.160s: there is no certificate in it (PEM)", path);
}

static bool
set_ca_file(struct command_context *context, struct repository_access *access,
    const char *key, const char *value, struct fault *why)
{
	char shown[160];

	access->ca_file = value;
	if (value[0] == '\0')
		return true;
	if (value[0] != '/')
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be \"%s\"; it is the absolute path of a file",
		    key, text_printable(shown, sizeof(shown), text_of(value)));
	if (is_hidden(value)) {
		say_hidden(context, value);
		return true;
	}
	return check_authorities(value, why);
}

/* RFC 9110 10.1.5 and 5.5. */
static bool
set_user_agent(struct command_context *context,
    struct repository_access *access, const char *key, const char *value,
    struct fault *why)
{
	(void)context;
	access->user_agent = value;
	for (const char *c = value; *c != '\0'; c++)
		if (*c < ' ' || *c > '~')
			return fault_set(why, FAULT_INPUT,
			    "%s has a character in it that is not ASCII", key);
	return strlen(value) <= USER_AGENT_BYTES ||
	    fault_set(why, FAULT_INPUT, "%s is longer than %zu characters", key,
		USER_AGENT_BYTES);
}

static bool
set_choice(struct command_context *context, struct repository_access *access,
    const char *key, const char *value, struct fault *why)
{
	bool is_yes = strcmp(value, "yes") == 0;
	char shown[60];

	(void)context;
	if (!is_yes && strcmp(value, "no") != 0)
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be \"%s\"; it is yes or no", key,
		    text_printable(shown, sizeof(shown), text_of(value)));
	if (strcmp(key, "verify_tls") == 0)
		access->verify_tls = is_yes;
	else
		access->insecure_credentials = is_yes;
	return true;
}

static const struct key {
	const char *name;
	access_key_function *set;
} keys[] = {
	{ "credentials", set_credentials },
	{ "insecure_credentials", set_choice },
	{ "proxy", set_proxy },
	{ "ca_file", set_ca_file },
	{ "verify_tls", set_choice },
	{ "user_agent", set_user_agent },
};

bool
access_set(struct command_context *context, struct repository_access *access,
    const char *key, const char *value, struct fault *why)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i].name, key) == 0)
			return keys[i].set(context, access, key, value, why);
	return fault_set(why, FAULT_INPUT, "there is no key \"%.60s\"", key);
}

/* NULL: the value is the option's. */
static const struct access_row {
	int option;
	const char *key;
	const char *value;
} access_rows[] = {
	{ 'C', "credentials", NULL },
	{ 'I', "insecure_credentials", "yes" },
	{ 'P', "proxy", NULL },
	{ 'F', "ca_file", NULL },
	{ 'V', "verify_tls", "no" },
	{ 'U', "user_agent", NULL },
};

bool
access_option(struct command_context *context, struct repository_access *access,
    int option, bool *is_one, struct fault *why)
{
	for (size_t i = 0; i < COUNT(access_rows); i++) {
		const struct access_row *row = &access_rows[i];

		*is_one = row->option == option;
		if (*is_one)
			return access_set(context, access, row->key,
			    row->value == NULL ? optarg : row->value, why);
	}
	return true;
}

void
access_policy_add(
    struct fetch_policy *policy, const struct repository_access *access)
{
	policy->credentials = access->credentials;
	policy->insecure_credentials = access->insecure_credentials > 0;
	policy->proxy = access->proxy;
	policy->ca_file = access->ca_file;
	policy->is_unverified = access->verify_tls == 0;
	policy->user_agent = access->user_agent;
}
