#ifndef NORMALISE_CITATION_H
#define NORMALISE_CITATION_H

#include "base/item.h"
#include "normalise/memory.h"
#include "normalise/vocabulary.h"

/*
 * Where a work is in, as far as a line of text says so: the journal or book,
 * volume, issue, pages. None of what is not said. Nothing is guessed: a line
 * with a part that no grammar has is no citation, and is_bare marks a name that
 * nothing but its place shows to be a journal's.
 */
struct citation {
	struct text container;
	struct text volume;
	struct text issue;
	struct text issue_title;
	struct text year; /* "2014", "1996/1997" */
	bool has_day;     /* it is of a day: "(December 16, 2014)" */
	struct text page_start;
	struct text page_end; /* in full: 751 of 750-1 */
	struct text article_number;
	struct text issn;
	struct text isbn;
	struct text doi;
	struct text pmcid;
	/* Of a whole citation */
	struct text_list authors;
	struct text title;
	bool is_bare;
};

/* What they need; texts live in the arena. */
struct citation_reader {
	struct arena *arena;
	const struct vocabulary *vocabulary;
};

/*
 * What stands in dc:source: a journal with volume and pages as OJS, DOAJ, OSTI
 * and people write it, an ISSN, an ISBN, or a bare name.
 */
bool citation_source(const struct citation_reader *reader, struct text value,
    struct citation *citation) MUSTUSE;

/*
 * A whole citation, authors first, as Haplo and EPrints write them and styles
 * of citing do. Where the title is known, it is looked for and what is behind
 * it read, whatever is before it; authors and title are then left out. Without
 * it only "Authors 2014. Title. Journal. ..." and "Authors (2014) Title. ..."
 * are read.
 */
bool citation_read(const struct citation_reader *reader, struct text value,
    struct text title, struct citation *citation) MUSTUSE;

/* A journal with volume and pages, and nothing before it: "Physical Review A,
 * 90, pp 1-11, 2014". */
bool citation_journal(const struct citation_reader *reader, struct text value,
    struct citation *citation) MUSTUSE;

/* A name with no author or title before it, as far as dots and commas tell. */
bool citation_is_journal(struct text name) MUSTUSE;

/* "Preliminary Paper;341", "Series ; Volume 20", "Guidebook no. 022". False: it
 * has no number. */
bool citation_series(const struct citation_reader *reader, struct text value,
    struct text *series, struct text *number) MUSTUSE;

/* "286-292", "e781–92", "12". False: these are no pages. */
bool citation_pages(const struct citation_reader *reader, struct text value,
    struct text *start, struct text *end) MUSTUSE;

#endif
