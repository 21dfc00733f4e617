#ifndef NORMALISE_LANGUAGE_H
#define NORMALISE_LANGUAGE_H

#include "normalise/draft.h"

/*
 * Adds the ISO 639-3 codes of one value to codes, each once. True: nothing in
 * the value was unknown (it may still name no language: "und", "other").
 * Reads codes, names in some twenty languages, locales (en_US), tags (zh-Hans),
 * URIs ending in a code, and lists of these. *is_name: it has names.
 */
bool language_parse(const struct vocabulary *vocabulary, struct text value,
    struct memory_list *codes, bool *is_name);

/* language and its basis, of the first record that has any; unknown values go
 * to unmapped. */
void language_field(struct draft *draft);

#endif
