#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glob.h>

#include "store/process.h"
#include "store/program.h"

static const char *const places[] = {
	"/usr/lib/postgresql/*/bin", /* Debian */
	"/usr/pgsql-*/bin",          /* PostgreSQL's own RPMs */
	"/usr/lib/postgresql*/bin",
	"/usr/local/pgsql/bin",
};

/* 15 of "postgres (PostgreSQL) 15.3 (Debian ...)"; 0: not to be used. */
static int
release_in(const char *folder)
{
	char postgres[PROGRAM_PATH + 16];
	char initdb[PROGRAM_PATH + 16];
	const char *arguments[] = { postgres, "-V", NULL };
	struct buffer output;
	struct fault why;
	const char *number;
	int release = 0;

	(void)snprintf(postgres, sizeof(postgres), "%s/postgres", folder);
	(void)snprintf(initdb, sizeof(initdb), "%s/initdb", folder);
	if (access(postgres, X_OK) != 0 || access(initdb, X_OK) != 0 ||
	    !process_run(arguments, &output, &why))
		return 0;
	number = strstr(output.bytes == NULL ? "" : output.bytes, ") ");
	if (number != NULL)
		release = (int)strtol(number + 2, NULL, 10);
	buffer_fini(&output);
	return release;
}

struct search {
	int wanted; /* 0: the newest */
	int best;
	char *folder;
};

static void
consider(struct search *search, const char *folder)
{
	int release;

	if (folder[0] != '/' || strlen(folder) >= PROGRAM_PATH)
		return;
	release = release_in(folder);
	if (release < PROGRAM_OLDEST || release <= search->best ||
	    (search->wanted != 0 && release != search->wanted))
		return;
	search->best = release;
	(void)snprintf(search->folder, PROGRAM_PATH, "%s", folder);
}

static void
consider_path(struct search *search)
{
	const char *rest = secure_getenv("PATH");

	while (rest != NULL && *rest != '\0') {
		size_t length = strcspn(rest, ":");
		char folder[PROGRAM_PATH];

		if (length > 0 && length < sizeof(folder)) {
			memcpy(folder, rest, length);
			folder[length] = '\0';
			consider(search, folder);
		}
		rest += length + (rest[length] == ':');
	}
}

static void
consider_places(struct search *search)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		glob_t found = { 0 };

		if (glob(places[i], 0, NULL, &found) == 0) {
			for (size_t j = 0; j < found.gl_pathc; j++)
				consider(search, found.gl_pathv[j]);
		}
		globfree(&found);
	}
}

bool
program_folder(char folder[PROGRAM_PATH], int *release, struct fault *why)
{
	struct search search = { .wanted = *release, .folder = folder };

	consider_path(&search);
	consider_places(&search);
	if (search.best == 0 && search.wanted != 0)
		return fault_set(why, FAULT_STORE,
		    "PostgreSQL %d, which made the private database, is not "
		    "installed any more; install it again, or move the data "
		    "with pg_upgrade",
		    search.wanted);
	if (search.best == 0)
		return fault_set(why, FAULT_STORE,
		    "no PostgreSQL server (%d or later) is installed; install "
		    "the package postgresql, or set database in sheaf.conf",
		    PROGRAM_OLDEST);
	*release = search.best;
	return true;
}
