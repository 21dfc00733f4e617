#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libpq-fe.h>
#include <pwd.h>

#include "base/heap.h"
#include "base/limit.h"
#include "store/cluster.h"
#include "store/database.h"

/* Says what somebody said; NULL or empty: nothing. */
struct wish {
	const char *value;
	const char *source; /* for people */
};

static bool
is_given(struct wish wish)
{
	return wish.value != NULL && wish.value[0] != '\0';
}

static void
add_value(struct buffer *into, const char *what, const PQconninfoOption *option)
{
	char shown[120];

	if (option->val == NULL || option->val[0] == '\0')
		return;
	buffer_printf(into, "%s%s", what,
	    text_printable(shown, sizeof(shown), text_of(option->val)));
}

/* By its libpq keywords, so that no password comes along. */
static void
describe(struct buffer *into, const PQconninfoOption *options)
{
	static const struct {
		const char *keyword;
		const char *what;
	} shown[] = {
		{ "service", " of service " },
		{ "dbname", " " },
		{ "host", " at " },
		{ "hostaddr", " at " },
		{ "port", ", port " },
	};

	buffer_add_string(into, "the database");
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		for (const PQconninfoOption *o = options; o->keyword != NULL;
		     o++) {
			if (strcmp(o->keyword, shown[i].keyword) == 0)
				add_value(into, shown[i].what, o);
		}
	}
}

/* libpq's own message would quote the string, password and all. */
static bool
take_conninfo(struct database *database, struct wish wish, struct fault *why)
{
	PQconninfoOption *options = PQconninfoParse(wish.value, NULL);
	struct buffer text;

	if (options == NULL)
		return fault_set(why, FAULT_INPUT,
		    "%s is not a connection string such as "
		    "\"host=db.example.org dbname=sheaf\"",
		    wish.source);
	buffer_init(&text, 0);
	describe(&text, options);
	buffer_printf(&text, " (%s)", wish.source);
	PQconninfoFree(options);
	database->conninfo = strdup(wish.value);
	if (database->conninfo == NULL)
		heap_out();
	database->text = buffer_take(&text);
	return true;
}

static void
remove_last_slashes(struct buffer *path)
{
	while (path->length > 1 && path->bytes[path->length - 1] == '/')
		path->bytes[--path->length] = '\0';
}

/* A relative path is seen from here. */
static bool
take_state(struct database *database, struct wish wish, struct fault *why)
{
	char here[CLUSTER_PATH];
	char shown[CLUSTER_PATH];
	struct buffer path;
	struct buffer text;

	buffer_init(&path, CLUSTER_PATH);
	if (wish.value[0] != '/') {
		if (getcwd(here, sizeof(here)) == NULL)
			return fault_set(why, FAULT_INPUT,
			    "could not find out the current directory");
		buffer_printf(&path, "%s/", here);
	}
	buffer_add_string(&path, wish.value);
	if (path.is_over) {
		buffer_fini(&path);
		return fault_set(why, FAULT_INPUT,
		    "the path of the state directory is too long");
	}
	remove_last_slashes(&path);
	database->is_private = true;
	database->state = buffer_take(&path);
	buffer_init(&text, 0);
	buffer_printf(&text, "the private database in %s (%s)",
	    text_printable(shown, sizeof(shown), text_of(database->state)),
	    wish.source);
	database->text = buffer_take(&text);
	return true;
}

/* $XDG_STATE_HOME/sheaf or ~/.local/state/sheaf. */
static bool
take_home(struct database *database, struct fault *why)
{
	const char *state = secure_getenv("XDG_STATE_HOME");
	const char *home = secure_getenv("HOME");
	char bytes[16 * KIB];
	struct passwd entry;
	struct passwd *found = NULL;
	struct buffer path;
	bool is_taken;

	if (home == NULL || home[0] != '/') {
		(void)getpwuid_r(
		    geteuid(), &entry, bytes, sizeof(bytes), &found);
		home = found == NULL ? NULL : found->pw_dir;
	}
	buffer_init(&path, 0);
	/* The XDG base directory specification: relative ones are void. */
	if (state != NULL && state[0] == '/')
		buffer_printf(&path, "%s/sheaf", state);
	else if (home != NULL && home[0] == '/')
		buffer_printf(&path, "%s/.local/state/sheaf", home);
	else
		return fault_set(why, FAULT_INPUT,
		    "there is no home directory to keep a database in; use "
		    "--state or --database");
	is_taken = take_state(
	    database, (struct wish){ path.bytes, "this user's own" }, why);
	buffer_fini(&path);
	return is_taken;
}

/*
 * Root's, and that of whoever the system's directory belongs to: without this
 * the service, before anything is made, would make a database in its home.
 */
static bool
is_systems(void)
{
	struct stat status;

	return geteuid() == 0 || cluster_is_in(CLUSTER_SYSTEM) ||
	    (stat(CLUSTER_SYSTEM, &status) == 0 && status.st_uid == geteuid());
}

bool
database_find(struct database *database, const struct database_options *options,
    const struct config *config, struct fault *why)
{
	const struct {
		struct wish database;
		struct wish state;
	} levels[] = {
		{ { options->database, "--database" },
		    { options->state, "--state" } },
		{ { secure_getenv("SHEAF_DATABASE"), "SHEAF_DATABASE" },
		    { secure_getenv("SHEAF_STATE"), "SHEAF_STATE" } },
		{ { config->database, "the configuration" },
		    { config->state, "the configuration" } },
	};
	struct wish system = { CLUSTER_SYSTEM, "the system's" };
	struct database found = { 0 };
	bool is_found = false;
	size_t i = 0;

	while (i < 3 && !is_given(levels[i].database) &&
	    !is_given(levels[i].state))
		i++;
	if (is_given(levels[0].database) && is_given(levels[0].state))
		return fault_set(why, FAULT_INPUT,
		    "give either --database or --state, not both");
	if (i < 3 && is_given(levels[i].database))
		is_found = take_conninfo(&found, levels[i].database, why);
	else if (i < 3)
		is_found = take_state(&found, levels[i].state, why);
	else if (is_systems())
		is_found = take_state(&found, system, why);
	else
		is_found = take_home(&found, why);
	found.is_named = i < 3;
	if (is_found)
		*database = found;
	return is_found;
}

void
database_fini(struct database *database)
{
	free(database->conninfo);
	free(database->state);
	free(database->text);
	*database = (struct database){ 0 };
}
