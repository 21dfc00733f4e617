#ifndef NORMALISE_CITE_H
#define NORMALISE_CITE_H

#include "base/buffer.h"

/*
 * A record as people cite it, in the Harvard style that Haplo prints:
 *
 *	Gillard, S. and Holley, J. 2014. Title. Journal. 20 (4), pp. 286-292.
 *	https://doi.org/10.1192/apt.bp.113.011940
 *
 * record is a JSON object: authors (strings, "Family, Given", or {"literal":
 * name} of what is no person), year, title, thesis ("Doctoral thesis"),
 * container, volume, issue, page_start, page_end, article_number, publisher,
 * doi, url; any may be missing. Given names become initials. Without a year it
 * is "n.d.", without authors the title comes first; a publisher is named where
 * there is no container. sheaf.cite_harvard() of sql/view/075_cite.sql does
 * the same. False: it is no such object.
 */
bool cite_harvard(struct buffer *into, struct text record) MUSTUSE;

#endif
