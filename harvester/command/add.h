#ifndef COMMAND_ADD_H
#define COMMAND_ADD_H

#include "base/url.h"
#include "command/asking.h"
#include "command/choice.h"

/* What was typed, then what was found. */
struct add {
	struct command_context *context;
	const char *name;
	const char *group;     /* NULL: none */
	struct base_url url;   /* where it is: what is stored */
	struct base_url typed; /* where it was, when it has moved for good */
	struct word_list prefixes; /* as asked for */
	struct word_list sets;
	struct config settings; /* the defaults, then what was asked for */
	bool has_delay;
	bool has_connections;
	bool allow_private;
	struct repository_access access;
	bool is_harvested_later;
	struct connection *connection;
	struct asking asking;
	const struct identity *identity;
	struct offer offer;
	struct fault sets_why; /* when they could not be asked for */
	struct word_list chosen_prefixes;
	struct word_list chosen_sets;
	size_t unlisted;
	struct probe_redirect redirect;
	struct reply *same; /* names of others at the same base URL */
};

/* Says what was found and what will be done. A command_exit. */
int add_report(struct add *add);

#endif
