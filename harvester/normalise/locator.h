#ifndef NORMALISE_LOCATOR_H
#define NORMALISE_LOCATOR_H

#include "normalise/citation.h"

/*
 * What stands behind the name of a journal or book in a citation: volume,
 * issue, year, pages, and the numbers it is known by. For citation.c.
 */
enum locator_kind {
	LOCATOR_SOURCE,   /* in dc:source; may have the title of an issue */
	LOCATOR_TAIL,     /* behind the title of a work */
	LOCATOR_CITATION, /* a whole value, of which that is not sure */
};

/*
 * locator_read.c: a name and what is behind it, all of value. False: there is
 * no such place to part them, or more is behind the name than anybody could
 * read.
 */
bool locator_read(const struct citation_reader *reader, enum locator_kind kind,
    struct text value, struct citation *citation) MUSTUSE;
/* EPrints, without a volume: "J Vis Exp (59).  e3122"; value is that in
 * brackets. */
bool locator_is_bare_issue(const struct citation_reader *reader,
    struct text value, struct text behind) MUSTUSE;
/* What is behind a name alone: all of value, into *citation. */
bool locator_parts(const struct citation_reader *reader, enum locator_kind kind,
    struct text value, struct citation *citation) MUSTUSE;

/* citation_gost.c: what is behind the last " // " of GOST R 7.0.5: "Author A.
 * Title // Journal. 2014. No 3. P. 12-18." False: not all of it can be read. */
bool citation_gost(const struct citation_reader *reader, struct text value,
    struct citation *citation) MUSTUSE;

/* locator_link.c: a URL, DOI, ISSN or PMCID off the start of *rest, into
 * *found. False: none is there; not *is_well: there is, but a wrong one. */
bool locator_take_link(const struct citation_reader *reader, struct text *rest,
    struct citation *found, bool *is_well) MUSTUSE;

/* locator_word.c */
/* A year from 1500 to 2099 and nothing else; also "1996/1997". */
bool locator_is_plain_year(struct text value) MUSTUSE;
bool locator_is_year(struct text value) MUSTUSE;
/* "1930-1950" */
bool locator_is_years(struct text value) MUSTUSE;
/* That of "2014", "June 2011", "November 12, 2014"; none: no date. */
struct text locator_year(
    const struct citation_reader *reader, struct text value) MUSTUSE;
/* Further on: "(2014)"; "12-14" */
bool locator_has_bracketed_year(struct text rest) MUSTUSE;
bool locator_has_range(struct text rest) MUSTUSE;
/* Up to what ends a word; a number ends it too. */
struct text locator_first_word(struct text text) MUSTUSE;
/* What a word stands for, whatever its case and accents; NULL: nothing. */
const struct text *locator_word(const struct citation_reader *reader,
    enum scheme scheme, struct text word) MUSTUSE;
/* The same of SCHEME_LOCATOR: "volume", "issue", "pages", "article". */
const struct text *locator_part(
    const struct citation_reader *reader, struct text word) MUSTUSE;
/* That of the word at the start of text, which a number follows. */
const struct text *locator_label(const struct citation_reader *reader,
    struct text text, struct text *word) MUSTUSE;
/* A name without what parts it from the next. "J. Chem. Phys." keeps its last
 * dot, "Mental Health." does not. */
struct text locator_name(struct text value) MUSTUSE;
/* Could be the name of a journal or a book. */
bool locator_is_name(struct text value) MUSTUSE;
/* And of one alone, with no author or title before it: "J. Chem. Phys." */
bool locator_is_plain_name(struct text value) MUSTUSE;

/* locator_pages.c: off the start of *rest; false: it does not start so. */
bool locator_skip_dash(struct text *rest) MUSTUSE;
bool locator_take_page(struct text *rest, struct text *page) MUSTUSE;
bool locator_take_pages(struct arena *arena, struct text *rest,
    struct text *start, struct text *end) MUSTUSE;
/* Behind it comes what is given. */
bool locator_is_volume(struct text value, struct text behind) MUSTUSE;
bool locator_is_roman(struct text text) MUSTUSE;

#endif
