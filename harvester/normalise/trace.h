#ifndef NORMALISE_TRACE_H
#define NORMALISE_TRACE_H

#include "normalise/draft.h"

/*
 * Where each element of a column comes from, for who asks: nothing of it is
 * stored. JSON, an array in order of time:
 *
 *	{"field": "creators", "part": "1", "prefix": "oai_dc",
 *	 "element": "creator", "position": 1, "statement": "Gillard, S.",
 *	 "rule": "family name, given name"}
 *
 * part is the place in a list, from 1, or a key of an object; a part with
 * several lines is said by several statements. Of a column without any line, a
 * list or not, item.why has all that there is to say. A statement is cut to
 * ITEM_KEY_BYTES; one that is has "is_cut": true behind the rule.
 */
struct trace {
	struct buffer bytes;
	struct json json;
	/* What the last line is of. */
	const char *column;
	size_t n;
	const struct claim *claim;
};

void trace_init(struct trace *trace);
void trace_fini(struct trace *trace);
/* All of it; once. */
struct text trace_end(struct trace *trace);

/* Of a list, element n from 0. A claim that says the same in two ways is told
 * once. draft->trace must be one. */
void trace_element(struct draft *draft, const char *column, size_t n,
    const struct claim *claim, const char *rule);
/* Of a list of texts: the element that is this text; none: no line. */
void trace_text(struct draft *draft, const char *column,
    const struct memory_list *list, struct text text, const struct claim *claim,
    const char *rule);
/* Of an object. */
void trace_key(struct draft *draft, const char *column, const char *key,
    const struct claim *claim, const char *rule);

#endif
