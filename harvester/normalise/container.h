#ifndef NORMALISE_CONTAINER_H
#define NORMALISE_CONTAINER_H

#include "normalise/draft.h"

/*
 * Where a work is in: container, volume, issue, page_start, page_end,
 * article_number. A format that
 * says them one by one is believed first, then dc:source, then a dc:relation
 * with volume and pages, then a citation in which the title of the work is
 * found. What one leaves out the next adds, unless that is of another container
 * or volume.
 *
 * Sets draft->cited for date_field(), so it is made before that, but behind
 * title_field() and type_field().
 */
void container_field(struct draft *draft);
/* container_year, of the citation that says it; behind date_field(), as a day
 * in it is believed only in the item's own year. */
void container_year_field(struct draft *draft);

/* A DOI in a citation, where no identifier of the work is one: made behind
 * identifier_field(). */
void cited_doi_field(struct draft *draft);

/* series: "Name;No", as DSpace writes it, and what is said to be one. issn: of
 * the journal, with the medium where it is said. */
void series_field(struct draft *draft);
void issn_field(struct draft *draft);

#endif
