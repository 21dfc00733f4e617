#ifndef NORMALISE_MIME_H
#define NORMALISE_MIME_H

#include "normalise/draft.h"

/*
 * The MIME type (RFC 6838) that a dc:format names, in small letters, without
 * parameters; also of names such as "Adobe PDF" (schemas/format.tsv). None:
 * it names none, which a size or a number of pages does not.
 */
struct text mime_read(struct draft *draft, struct text value) MUSTUSE;

/* type/subtype, of a type that IANA has, and nothing else. */
bool mime_is_type(struct text type) MUSTUSE;

/* format. What is neither a type nor an extent counts as unmapped. */
void mime_field(struct draft *draft);

#endif
