#ifndef NORMALISE_SCHEMA_H
#define NORMALISE_SCHEMA_H

#include <stdint.h>

#include "base/text.h"

/*
 * The tables of schemas/, as they were embedded: lines of columns between
 * tabs. Comments are left out when they are embedded.
 */
#define SCHEMA_COLUMNS 5

/* The text of a file, e.g. "language". There must be one. */
const char *schema_text(const char *name) RETURNS_VALID;
/* Of all of them: what was made of other tables may be made otherwise. Stored
 * (sheaf.rule_version); read once, as they cannot change under us. */
int64_t schema_hash(void);
/* The next line that is not empty, cut at its tabs; columns that it does not
 * have are none. False: there is none. */
bool schema_row(const char **text, struct text row[SCHEMA_COLUMNS]);

#endif
