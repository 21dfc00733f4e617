#ifndef NORMALISE_NAME_APART_H
#define NORMALISE_NAME_APART_H

#include "normalise/name_shape.h"

/* What stands beside a name in one value (iD, e-mail address, role, dates in
 * brackets, titles) into *name, and what is left of it. */
struct text name_take_apart(
    struct name_reader *reader, struct text value, struct name *name);

#endif
