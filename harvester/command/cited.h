#ifndef COMMAND_CITED_H
#define COMMAND_CITED_H

#include <stdio.h>

#include "base/json.h"
#include "normalise/vocabulary.h"
#include "store/export.h"

/*
 * Items as reference managers read them: bibtex.c, ris.c, csl.c. A row has the
 * columns of cited_column. Failures of writing stay with the file.
 */
struct cited_language {
	struct text code; /* ISO 639-3 */
	struct text tag;  /* BCP 47 */
};

struct cited {
	FILE *file;
	struct vocabulary *vocabulary;
	struct buffer buffer; /* an item, while it is written */
	struct buffer key;
	struct buffer plain; /* BibTeX: what a key is made of */
	bool is_tex;         /* BibTeX: the item's source writes TeX */
	struct json json;    /* CSL */
	/* CSL: of languages that have a code of two letters. */
	struct cited_language *languages;
	size_t language_count;
	struct text kind; /* of contributors, while they are written */
	int64_t items;
};

void cited_init(struct cited *cited, FILE *file);
void cited_fini(struct cited *cited);

void bibtex_item(struct cited *cited, const struct reply *reply, int row);
void ris_item(struct cited *cited, const struct reply *reply, int row);
/* An array of all items. */
void csl_begin(struct cited *cited);
void csl_item(struct cited *cited, const struct reply *reply, int row);
void csl_end(struct cited *cited);

/* What the type of an item is called there. One that says no more than that it
 * is a text, or a preprint, is an article where a journal has it. */
enum cited_scheme {
	CITED_BIBTEX = 1,
	CITED_RIS,
	CITED_CSL,
};
struct text cited_type(const struct cited *cited, const struct reply *reply,
    int row, enum cited_scheme scheme) MUSTUSE;

/* Is there anything to cite it by, that is written there? Of an item whose
 * records are all of formats that are not read there is nothing. */
bool cited_is_anything(
    const struct reply *reply, int row, enum cited_scheme scheme) MUSTUSE;

/* Of creators as api.item has them: parts of a name that are sure, or else the
 * name as it was served. */
struct cited_name {
	struct text family;
	struct text given;
	struct text suffix;
	struct text literal;
	struct text likely_family; /* of a person; may be a guess */
};
void cited_names(struct cited *cited, struct text json,
    void (*name)(
	struct cited *cited, const struct cited_name *name, size_t index));

/* What is written of a kind of contributors, "editor" or "ED": cited->kind.
 * NULL: nothing at its begin or end. */
struct cited_writer {
	void (*begin)(struct cited *cited);
	void (*name)(
	    struct cited *cited, const struct cited_name *name, size_t index);
	void (*end)(struct cited *cited);
};
/* Contributors as api.item has them, each kind together; those of none, as
 * advisors, are left out. */
void cited_contributors(struct cited *cited, struct text json,
    enum cited_scheme scheme, const struct cited_writer *writer);
/* Year, month and day of an EDTF date as far as they are known: how many. */
int cited_date(struct text issued, int parts[3]) MUSTUSE;
/* Takes the next value off *rest; false: there is none. */
bool cited_next(struct text *rest, struct text *value) MUSTUSE;
/* Writes the item out. */
void cited_write(struct cited *cited);

#endif
