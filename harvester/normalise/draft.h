#ifndef NORMALISE_DRAFT_H
#define NORMALISE_DRAFT_H

#include "base/item.h"
#include "base/json.h"
#include "normalise/memory.h"
#include "normalise/vocabulary.h"

/*
 * An item in the making. A format (oai_dc.c, ...) turns the statements of a
 * record into claims, each about one element; a field (date.c, language.c,
 * ...) makes its columns of the claims, whatever format they came from. A new
 * format is a file and a row in normalise.c, a new field the same.
 */
enum element {
	ELEMENT_TITLE,
	ELEMENT_CREATOR,
	ELEMENT_SUBJECT,
	ELEMENT_DESCRIPTION,
	ELEMENT_PUBLISHER,
	ELEMENT_CONTRIBUTOR,
	ELEMENT_DATE,
	ELEMENT_TYPE,
	ELEMENT_FORMAT,
	ELEMENT_IDENTIFIER,
	ELEMENT_SOURCE,
	ELEMENT_LANGUAGE,
	ELEMENT_RELATION,
	ELEMENT_COVERAGE,
	ELEMENT_RIGHTS,
	ELEMENT_COUNT,
};

/* As in Dublin Core, e.g. "title". */
const char *element_name(enum element element) RETURNS_VALID;

struct claim {
	struct claim *next; /* in the order served */
	enum element element;
	struct text value;    /* cleaned, never empty */
	struct text language; /* xml:lang */
	struct text metadata_prefix;
	unsigned position; /* among the elements of that name, from 1 */
};

struct draft {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct item *item;
	struct claim *claims[ELEMENT_COUNT]; /* the first of each */
	struct claim *last[ELEMENT_COUNT];
	int latest_year; /* a later one is not believed */
	struct memory_list unmapped;
	struct memory_list issues;
	struct buffer why_bytes;
	struct json why;
	struct buffer scratch; /* anybody's, between two calls */
};

void draft_init(struct draft *draft, struct arena *arena,
    const struct vocabulary *vocabulary, struct item *item);
void draft_fini(struct draft *draft);

void draft_claim(struct draft *draft, const struct claim *claim);

/* One line for people. Beyond ISSUES, and what was said before: dropped. */
void draft_issue(struct draft *draft, const char *format, ...) PRINTF(2, 3);
/* A value that no table knows, e.g. ("type", "foo"). */
void draft_unmapped(struct draft *draft, const char *scheme, struct text value);
/* Which claim and rule a column came from. Once a column. */
void draft_explain(struct draft *draft, const char *column,
    const struct claim *claim, const char *rule);

/* What is in scratch, in the arena; empties scratch. */
struct text draft_take_scratch(struct draft *draft);
/* The list as a column. */
struct text_list draft_list(const struct memory_list *list);
/* Cut to ITEM_KEY_BYTES, at a character. */
struct text draft_key(struct text text);

#endif
