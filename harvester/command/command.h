#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdio.h>

#include "base/config.h"
#include "store/database.h"

/*
 * What main.c hands to a command: the options that all commands share are
 * read, the configuration is loaded, the database is found but not opened.
 */
struct command_context {
	struct command_given {
		const char *config; /* as typed; NULL: not given */
		const char *state;
		const char *database;
	} given;
	struct config config;
	const char *config_path; /* the file it came from; NULL: none */
	struct database database;
	/* NULL: all of the above is well. "config check" alone is called with
	 * what is wrong, and says it. */
	const struct fault *fault;
	bool is_json;  /* --json: one object on out, errors too */
	bool is_quiet; /* --quiet: no progress, no advice */
	FILE *out;
	FILE *err;
};

/* Exit codes of every command. */
enum command_exit {
	COMMAND_DONE = 0,
	COMMAND_FAILED = 1,
	COMMAND_USAGE = 2,   /* nothing was tried */
	COMMAND_PARTIAL = 3, /* some of it was done */
	COMMAND_NOTHING = 4, /* nothing was found */
};

/*
 * argv[0] is the command's name, as for getopt_long(3); optind is 0. Returns a
 * command_exit. A command says what went wrong on err itself.
 */
typedef int command_function(
    struct command_context *context, int argc, char **argv);

/* One file a command, NAME.c. */
command_function command_add;
command_function command_changes;
command_function command_check;
command_function command_config_check;
command_function command_daemon;
command_function command_db;
command_function command_duplicates;
command_function command_edit;
command_function command_explain;
command_function command_export;
command_function command_formats;
command_function command_harvest;
command_function command_import_pages;
command_function command_list;
command_function command_map;
command_function command_move;
command_function command_normalise;
command_function command_pause;
command_function command_quarantine;
command_function command_remove;
command_function command_report;
command_function command_resume;
command_function command_retire;
command_function command_sets;
command_function command_show;
command_function command_sql;
command_function command_status;
command_function command_suppress;
command_function command_sweep;
command_function command_test_rule;
command_function command_unmapped;
command_function command_worker;

#endif
