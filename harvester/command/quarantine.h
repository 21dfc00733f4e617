#ifndef COMMAND_QUARANTINE_H
#define COMMAND_QUARANTINE_H

#include "command/common.h"

/* "sheaf quarantine" between its files: one file a verb. */
struct quarantine {
	struct command_context *context;
	struct connection *connection;
	struct repository repository; /* where one was named */
	char **words;                 /* behind its name */
	size_t word_count;
	bool is_all;     /* drop --all */
	bool is_undone;  /* drop --undo */
	bool is_dropped; /* list --dropped */
};

#define QUARANTINE "quarantine" /* its name in messages */

/* So many of what? Of imports some may be files. */
const char *quarantine_word(int64_t count, bool has_files);

/* Each returns an exit code, and has said what is wrong. */
typedef int quarantine_verb(struct quarantine *quarantine);
quarantine_verb quarantine_run_list;
quarantine_verb quarantine_run_show;
quarantine_verb quarantine_run_retry;
quarantine_verb quarantine_run_drop;

#endif
