#ifndef COMMAND_RULE_H
#define COMMAND_RULE_H

#include "base/text.h"

/*
 * The rules of OAI-PMH that repositories break, in words for those who run
 * them: what it asks for, where, and what would mend it.
 */
struct rule_words {
	const char *name; /* of enum reject_rule, or of a problem */
	const char *paragraph;
	const char *what; /* one sentence, as the next; no full stop */
	const char *mend; /* what whoever runs the repository can do */
};

/* NULL: there is none of this name. */
const struct rule_words *rule_words(struct text name);

#endif
