#ifndef NORMALISE_RIGHTS_H
#define NORMALISE_RIGHTS_H

#include "normalise/draft.h"

/* The statement about rights that one value makes: all of it, or a sentence of
 * it. None: it makes none. */
struct text rights_statement(const struct vocabulary *vocabulary,
    struct text platform, struct text value) MUSTUSE;

/*
 * rights; license and license_uri, of the first record that names one, unless
 * it names different ones; rights_statement. What gives permission and what
 * states rights are kept apart.
 */
void rights_field(struct draft *draft);

#endif
