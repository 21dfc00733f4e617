#ifndef NORMALISE_MARCXML_H
#define NORMALISE_MARCXML_H

#include "normalise/format.h"

/*
 * The table of MARC 21 (https://www.loc.gov/marc/bibliographic/): what the
 * subfields of a field become, each on its own or all that read makes of them.
 */
struct marc_row {
	const char *tag;   /* "5**": all that have no row */
	char second;       /* the second indicator; '*' any */
	const char *codes; /* of subfields */
	enum element element;
	enum qualifier qualifier;
	void (*read)(struct draft *draft, const struct node *field,
	    const struct marc_row *row);
};

/* The first or second; a blank where there is none. */
char marc_indicator(const struct node *field, int which);
/* The first subfield of a code; none: there is none. */
struct text marc_subfield(const struct node *field, char code);
bool marc_is_code(const struct node *subfield, const char *codes);
/* All subfields of these codes in their order, each without the punctuation at
 * its end; or with it, and blanks between. */
struct text marc_join(struct draft *draft, const struct node *field,
    const char *codes, const char *between);
struct text marc_join_raw(
    struct draft *draft, const struct node *field, const char *codes);
/* The first of the identifiers in $0 and $1 that is a URI. */
struct text marc_uri(const struct node *field);

/* Readers of rows */
void marc_read_title(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_joined(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_stripped(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_publisher(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_note(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_term(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_date(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_number(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_issn(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_identifier(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_system_number(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_report_number(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_series(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_thesis(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_grant(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_rights(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_heading(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_class(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_location(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_name(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_host(
    struct draft *draft, const struct node *field, const struct marc_row *row);
void marc_read_linked(
    struct draft *draft, const struct node *field, const struct marc_row *row);

/* A year with unknown digits, "19uu", as dates are read: "19--". */
struct text marc_digits(struct draft *draft, struct text value);
/* Leader and 008, before and behind the fields. */
void marc_claim_dates(struct draft *draft, const struct node *record);
void marc_claim_coded(struct draft *draft, const struct node *record);
/* Type of record and bibliographic level, '\0' where there is no leader. */
char marc_record_type(const struct node *record);
char marc_level(const struct node *record);

#endif
