#ifndef COMMAND_BIBTEX_KEY_H
#define COMMAND_BIBTEX_KEY_H

#include "command/cited.h"

/*
 * The key of an entry, into cited->key: family name of the first author or
 * editor, year, first long word of the title, and eight signs that repository
 * and identifier decide: gillard2014peer-5jx0wd3k. Whatever else is exported,
 * it stays the same, so that what was cited by it is found in the next export;
 * it changes only when what it is made of does. ASCII, as all that read BibTeX
 * do: Cyrillic and Greek are transliterated. Without names two words of the
 * title come first; without these it begins with the name of the repository.
 */
void bibtex_key(struct cited *cited, const struct reply *reply, int row);

#endif
