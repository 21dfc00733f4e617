#ifndef NORMALISE_NAME_TITLE_H
#define NORMALISE_NAME_TITLE_H

#include "normalise/name_shape.h"

/*
 * Titles and degrees before and behind a name, which are left out: "Dr. med.
 * Smith", "Prof. Ting", "Smith PhD". At least so many words stay. "Md." is a
 * name, "M.D." and "AM" behind one may be its initials.
 */
struct text name_without_titles(
    struct name_reader *reader, struct text value, size_t least) MUSTUSE;
/* Without "et al." behind it, which is nobody. */
struct text name_without_others(struct name_reader *reader, struct text value)
    MUSTUSE;

#endif
