#ifndef NORMALISE_SET_SPEC_H
#define NORMALISE_SET_SPEC_H

#include "normalise/draft.h"

/*
 * A setSpec as people can read it: EPrints writes each level in hexadecimal,
 * "7374617475733D707562" is "status=pub". All others are themselves.
 */
struct text set_spec_read(struct arena *arena, struct text value) MUSTUSE;

/* sets */
void set_field(struct draft *draft);

#endif
