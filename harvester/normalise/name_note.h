#ifndef NORMALISE_NAME_NOTE_H
#define NORMALISE_NAME_NOTE_H

#include "normalise/name_shape.h"

/* What stands in brackets behind a name (roles, dates of life, titles) into
 * *name, and what is left of it. */
struct text name_take_notes(
    struct name_reader *reader, struct text value, struct name *name);

#endif
