#ifndef NORMALISE_DRAFT_H
#define NORMALISE_DRAFT_H

#include "base/item.h"
#include "base/json.h"
#include "normalise/memory.h"
#include "normalise/vocabulary.h"

/*
 * An item in the making. A format (oai_dc.c, ...) turns a record into claims,
 * each about one element, in Dublin Core's words; a field (date_field.c, ...)
 * makes its columns of the claims, whatever format they came from. A new format
 * is a file and a row in format.c, a new field a file and a row in normalise.c.
 */
enum element {
	ELEMENT_TITLE,
	ELEMENT_CREATOR,
	ELEMENT_SUBJECT,
	ELEMENT_DESCRIPTION,
	ELEMENT_PUBLISHER,
	ELEMENT_CONTRIBUTOR,
	ELEMENT_DATE,
	ELEMENT_TYPE,
	ELEMENT_FORMAT,
	ELEMENT_IDENTIFIER,
	ELEMENT_SOURCE, /* what it is in: journal, volume, pages */
	ELEMENT_LANGUAGE,
	ELEMENT_RELATION,
	ELEMENT_COVERAGE,
	ELEMENT_RIGHTS,
	/* Not of the fifteen */
	ELEMENT_DEGREE,  /* ETD-MS: thesis.degree */
	ELEMENT_FUNDING, /* RIOXX: project; DataCite: fundingReference */
	ELEMENT_SET,     /* setSpec of the header */
	ELEMENT_COUNT,
};

/* DCMI Metadata Terms where they have a term for it. */
enum qualifier {
	QUALIFIER_NONE,
	/* title */
	QUALIFIER_ALTERNATIVE,
	QUALIFIER_SUBTITLE, /* goes behind the title, with ": " */
	QUALIFIER_TRANSLATED,
	/* description */
	QUALIFIER_ABSTRACT,
	QUALIFIER_TABLE_OF_CONTENTS,
	QUALIFIER_NOTE, /* surely no abstract */
	QUALIFIER_SERIES_INFORMATION,
	/* date */
	QUALIFIER_ISSUED,
	QUALIFIER_PRINTED,
	QUALIFIER_ONLINE,
	QUALIFIER_ACCEPTED,
	QUALIFIER_SUBMITTED,
	QUALIFIER_DEPOSITED, /* accessioned */
	QUALIFIER_AVAILABLE,
	QUALIFIER_CREATED,
	QUALIFIER_COPYRIGHTED,
	QUALIFIER_MODIFIED,
	QUALIFIER_VALID,
	QUALIFIER_EMBARGO_END,
	/* type */
	QUALIFIER_VERSION,
	QUALIFIER_PEER_REVIEWED,
	/* format */
	QUALIFIER_EXTENT,
	QUALIFIER_MEDIUM,
	/* identifier */
	QUALIFIER_CITATION, /* bibliographicCitation, of itself */
	QUALIFIER_FULL_TEXT,
	QUALIFIER_LANDING,
	/* surely not what names it everywhere; of a date, none of the above */
	QUALIFIER_OTHER,
	/* source */
	QUALIFIER_CONTAINER,
	QUALIFIER_VOLUME,
	QUALIFIER_ISSUE,
	QUALIFIER_PAGES, /* "286-292" */
	QUALIFIER_PAGE_START,
	QUALIFIER_PAGE_END,
	QUALIFIER_ARTICLE_NUMBER,
	QUALIFIER_EDITION,
	QUALIFIER_CONFERENCE,
	QUALIFIER_ISSN, /* also of source.container */
	QUALIFIER_ISSN_PRINT,
	QUALIFIER_ISSN_ELECTRONIC,
	QUALIFIER_ISSN_LINKING,
	QUALIFIER_ISBN,
	/* relation */
	QUALIFIER_SERIES, /* isPartOfSeries: "Name;No" */
	QUALIFIER_IS_PART_OF,
	QUALIFIER_HAS_PART,
	QUALIFIER_IS_VERSION_OF,
	QUALIFIER_HAS_VERSION,
	QUALIFIER_IS_FORMAT_OF,
	QUALIFIER_HAS_FORMAT,
	QUALIFIER_REFERENCES,
	QUALIFIER_IS_REFERENCED_BY,
	QUALIFIER_REPLACES,
	QUALIFIER_IS_REPLACED_BY,
	QUALIFIER_REQUIRES,
	QUALIFIER_IS_REQUIRED_BY,
	QUALIFIER_CONFORMS_TO,
	QUALIFIER_IS_SUPPLEMENT_TO,
	QUALIFIER_IS_SUPPLEMENTED_BY,
	QUALIFIER_IS_IDENTICAL_TO,
	QUALIFIER_DATASET,
	QUALIFIER_CONTINUES,
	QUALIFIER_IS_CONTINUED_BY,
	QUALIFIER_IS_DERIVED_FROM,
	QUALIFIER_IS_SOURCE_OF,
	QUALIFIER_DOCUMENTS,
	QUALIFIER_IS_DOCUMENTED_BY,
	QUALIFIER_REVIEWS,
	QUALIFIER_IS_REVIEWED_BY,
	/* coverage */
	QUALIFIER_SPATIAL,
	QUALIFIER_TEMPORAL,
	/* rights */
	QUALIFIER_LICENSE,
	QUALIFIER_ACCESS_RIGHTS,
	QUALIFIER_RIGHTS_HOLDER,
	QUALIFIER_FORMER_LICENSE, /* that another has replaced */
	/* degree */
	QUALIFIER_NAME,
	QUALIFIER_LEVEL,
	QUALIFIER_DISCIPLINE,
	QUALIFIER_GRANTOR,
	QUALIFIER_COUNT,
};

/* As in Dublin Core, e.g. "title"; "issued". None: "". */
const char *element_name(enum element element) RETURNS_VALID;
const char *qualifier_name(enum qualifier qualifier) RETURNS_VALID;

/* A record that is read. */
struct origin {
	struct text metadata_prefix;
	const char *format; /* "rioxx"; of the header: "header" */
	/* Of about the newest datestamp of all. One that is not says
	 * only what no other says. */
	bool is_current;
};

/* Where a format says more than a string. All cleaned by draft_claim(). */
struct person {
	struct text family;
	struct text given;
	struct text suffix;
	struct text role;  /* "supervisor", "editor": as served */
	struct text orcid; /* as served */
	struct text_list affiliation;
	bool is_organisation;
};

struct grant {
	struct text funder;
	struct text funder_id; /* URI or DOI, as served */
	struct text programme;
	struct text grant; /* the number */
	struct text title;
	struct text acronym;
	struct text jurisdiction;
};

struct claim {
	struct claim *next; /* most trusted origin first, then as served */
	const struct origin *origin;
	enum element element;
	enum qualifier qualifier;
	/* It is read with those of element, as of qualifier, but was served as
	 * this: "volume:57" in a relation. */
	bool is_served_as;
	enum element served_element;
	enum qualifier served_qualifier;
	/* Cleaned, never empty. Of a person that is given in parts, "family,
	 * given"; of a grant, its number, or else its title or funder. */
	struct text value;
	/* The value with its TeX, cleaned; none: there is no accent in it. */
	struct text with_tex;
	struct text language; /* xml:lang */
	struct text scheme;   /* authority or kind as served: "ORCID", "lcsh" */
	struct text uri;      /* of the value, as served */
	const struct person *person; /* NULL: a string is all */
	const struct grant *grant;
	/* From 1, among those of origin, element and qualifier, as served. */
	unsigned position;
};

#define ORIGINS 32 /* more than there are formats */

struct draft {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct text platform; /* "dspace", "eprints", ...; may be none */
	struct item *item;
	struct trace *trace;         /* NULL: nobody asks */
	const struct origin *origin; /* of what is claimed now */
	/* Of which something was claimed, in the order of claiming. */
	const struct origin *origins[ORIGINS];
	size_t origin_count;
	unsigned positions[ELEMENT_COUNT][QUALIFIER_COUNT]; /* in it */
	struct claim *claims[ELEMENT_COUNT]; /* the first of each */
	struct claim *last[ELEMENT_COUNT];
	int latest_year; /* a later one is not believed */
	/* The year that a citation or source of it has, and where; NULL: none.
	 * Said by the field of its source, which is made before the dates. */
	const struct claim *cited;
	int cited_year;
	/* The same of what it is in; NULL: nothing says its year. For
	 * container_year_field(), behind the dates. */
	const struct claim *dated;
	struct text dated_year;
	const char *dated_rule;
	bool is_dated_to_day;
	const struct claim *licensed; /* where its licence is from */
	struct memory_list unmapped;
	struct memory_list issues;
	struct buffer why_bytes;
	struct json why;
	struct buffer scratch; /* anybody's, between two calls */
};

void draft_init(struct draft *draft, struct arena *arena,
    const struct vocabulary *vocabulary, struct item *item);
void draft_fini(struct draft *draft);

/* What is claimed from here on is of origin; an origin comes once. */
void draft_begin(struct draft *draft, const struct origin *origin);
/*
 * Takes what a format found, as served: cleans it, leaves it out if nothing is
 * left, reads the accents of TeX in names and prose, copies *claim, and sets
 * origin and position.
 */
void draft_claim(struct draft *draft, const struct claim *claim);
/* The same for what is a string only. */
void draft_say(struct draft *draft, enum element element,
    enum qualifier qualifier, struct text value);

/* The value as it was served, but for cleaning. */
static inline struct text
claim_served(const struct claim *claim)
{
	return claim->with_tex.length > 0 ? claim->with_tex : claim->value;
}

/* "title", "date.issued" */
#define CLAIM_NAME_SIZE 64
void claim_name(const struct claim *claim, char name[CLAIM_NAME_SIZE]);
/* Are they served under one name? */
bool claim_is_named(const struct claim *claim, const struct claim *other)
    MUSTUSE;
/* The first of qualifier from claim on, claim too; NULL: none. */
const struct claim *claim_find(
    const struct claim *claim, enum qualifier qualifier);

/* An older record, which says only what no other says, while chosen is of
 * another; NULL: nothing is chosen yet. Claims behind it are late too. */
bool claim_is_late(const struct claim *claim, const struct claim *chosen);

/* One line for people. Beyond ISSUES, and what was said before: dropped. */
void draft_issue(struct draft *draft, const char *format, ...) PRINTF(2, 3);
/*
 * A value that no table knows, e.g. ("type", "foo"): ISSUES of all schemes, and
 * one with many does not hide those of others; see unmapped.c.
 */
void draft_unmapped(struct draft *draft, const char *scheme, struct text value);
/* Which claim and rule a column came from, or "no abstract" which claim was
 * refused by what rule. Once a column. */
void draft_explain(struct draft *draft, const char *column,
    const struct claim *claim, const char *rule);
/* With what else was done to what claim says: for people. */
struct text claim_rule(
    struct arena *arena, const struct claim *claim, const char *rule);

/* What is in scratch, in the arena; empties scratch. */
struct text draft_take_scratch(struct draft *draft);
/* The list as a column. */
struct text_list draft_list(const struct memory_list *list);
/* Cut to ITEM_KEY_BYTES, at a character. */
struct text draft_key(struct text text);

#endif
