#ifndef NORMALISE_RULE_H
#define NORMALISE_RULE_H

#include "normalise/draft.h"

/*
 * The rules of normalising one by one, for trying them on raw values (sheaf
 * test-rule): the same functions that make items.
 */
struct rule_call {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct text platform; /* may be none */
};

struct rule {
	const char *name; /* "date" */
	const char *help; /* what it reads and gives */
	/* The normal form of one raw value; none: nothing is recognised. */
	struct text (*read)(const struct rule_call *call, struct text input);
	bool takes_array; /* its input is a JSON array of strings; read_all */
	struct text (*read_all)(
	    const struct rule_call *call, const struct text_list *inputs);
	bool has_escapes; /* \n and \r in its input */
};

/* NULL: there is none of that name. */
const struct rule *rule_find(struct text name);
/* The rule of that place from 0; NULL behind the last. */
const struct rule *rule_at(size_t i);
/* One line of input as a person writes it, by a rule. False: it is not what
 * the rule takes (JSON that is none). *output none: nothing is recognised. */
bool rule_run(const struct rule *rule, const struct rule_call *call,
    struct text line, struct text *output) MUSTUSE;

/* For the rules themselves. */
/* Cleaned as a claim is, with its accents of TeX as letters. */
struct text rule_clean(const struct rule_call *call, struct text input);
struct text rule_clean_markup(const struct rule_call *call, struct text input);
/* A draft of one record that says these of element; makes it with field. */
void rule_make(const struct rule_call *call, struct item *item,
    enum element element, const struct text_list *values,
    void (*field)(struct draft *draft));
/* ["a","b"] */
struct text rule_join(struct arena *arena, const struct text_list *texts);

/* The rules, by what they are about: rule_date.c, ...; each ends with one
 * that has no name. */
extern const struct rule rule_dates[];
extern const struct rule rule_texts[];
extern const struct rule rule_types[];
extern const struct rule rule_rights[];
extern const struct rule rule_identifiers[];
extern const struct rule rule_formats[];
extern const struct rule rule_names[];
extern const struct rule rule_relations[];
extern const struct rule rule_sources[];
extern const struct rule rule_citations[];

#endif
