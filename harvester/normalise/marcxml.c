#include "base/array.h"
#include "normalise/marcxml.h"

/*
 * MARC 21 as XML (https://www.loc.gov/standards/marcxml/).
 */

#define NOTE  ELEMENT_DESCRIPTION, QUALIFIER_NOTE, marc_read_note
#define TOPIC ELEMENT_SUBJECT, QUALIFIER_NONE, marc_read_heading
#define CLASS ELEMENT_SUBJECT, QUALIFIER_NONE, marc_read_class

static const struct marc_row rows[] = {
	{ "020", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    marc_read_number },
	{ "020", '*', "yz", ELEMENT_IDENTIFIER, QUALIFIER_OTHER,
	    marc_read_number },
	{ "022", '*', "a", ELEMENT_SOURCE, QUALIFIER_ISSN, marc_read_issn },
	{ "022", '*', "l", ELEMENT_SOURCE, QUALIFIER_ISSN_LINKING,
	    marc_read_issn },
	{ "024", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    marc_read_identifier },
	{ "024", '*', "z", ELEMENT_IDENTIFIER, QUALIFIER_OTHER,
	    marc_read_identifier },
	{ "028", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_OTHER, NULL },
	{ "035", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_OTHER,
	    marc_read_system_number },
	{ "037", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_OTHER,
	    marc_read_report_number },
	{ "041", '*', "a", ELEMENT_LANGUAGE, QUALIFIER_NONE, NULL },
	{ "050", '*', "a", CLASS },
	{ "060", '*', "a", CLASS },
	{ "080", '*', "a", CLASS },
	{ "082", '*', "a", CLASS },
	{ "084", '*', "a", CLASS },
	{ "088", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_OTHER, NULL },
	{ "100", '*', "a", ELEMENT_CREATOR, QUALIFIER_NONE, marc_read_name },
	{ "110", '*', "a", ELEMENT_CREATOR, QUALIFIER_NONE, marc_read_name },
	{ "111", '*', "aeqndc", ELEMENT_SOURCE, QUALIFIER_CONFERENCE,
	    marc_read_joined },
	{ "130", '*', "anp", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "210", '*', "a", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "222", '*', "a", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "240", '*', "anp", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "242", '*', "abnp", ELEMENT_TITLE, QUALIFIER_TRANSLATED,
	    marc_read_title },
	{ "245", '*', "abnp", ELEMENT_TITLE, QUALIFIER_NONE, marc_read_title },
	{ "246", '*', "abnp", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "250", '*', "ab", ELEMENT_SOURCE, QUALIFIER_EDITION,
	    marc_read_joined },
	{ "260", '*', "a", NOTE },
	{ "260", '*', "b", ELEMENT_PUBLISHER, QUALIFIER_NONE,
	    marc_read_publisher },
	{ "260", '*', "c", ELEMENT_DATE, QUALIFIER_ISSUED, marc_read_date },
	{ "264", '1', "a", NOTE },
	{ "264", '1', "b", ELEMENT_PUBLISHER, QUALIFIER_NONE,
	    marc_read_publisher },
	{ "264", '1', "c", ELEMENT_DATE, QUALIFIER_ISSUED, marc_read_date },
	{ "264", '0', "c", ELEMENT_DATE, QUALIFIER_ISSUED, marc_read_date },
	{ "264", '4', "c", ELEMENT_DATE, QUALIFIER_COPYRIGHTED,
	    marc_read_date },
	{ "300", '*', "a", ELEMENT_FORMAT, QUALIFIER_EXTENT,
	    marc_read_stripped },
	{ "336", '*', "a", ELEMENT_TYPE, QUALIFIER_NONE, marc_read_term },
	{ "440", '*', "anp", ELEMENT_RELATION, QUALIFIER_SERIES,
	    marc_read_series },
	{ "490", '*', "a", ELEMENT_RELATION, QUALIFIER_SERIES,
	    marc_read_series },
	{ "502", '*', "ag", ELEMENT_DESCRIPTION, QUALIFIER_NOTE,
	    marc_read_thesis },
	{ "505", '*', "agrt", ELEMENT_DESCRIPTION, QUALIFIER_TABLE_OF_CONTENTS,
	    marc_read_joined },
	{ "506", '*', "af", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    marc_read_rights },
	{ "520", '*', "ab", ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT,
	    marc_read_joined },
	{ "524", '*', "a", ELEMENT_IDENTIFIER, QUALIFIER_CITATION, NULL },
	{ "536", '*', "a", ELEMENT_FUNDING, QUALIFIER_NONE, marc_read_grant },
	{ "540", '*', "a", ELEMENT_RIGHTS, QUALIFIER_NONE, marc_read_rights },
	/* Zenodo: "open"; in MARC the status of copyright */
	{ "542", '*', "l", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS, NULL },
	/* How it came here and where it was: of the copy, not of the work */
	{ "541", '*', "", NOTE },
	{ "561", '*', "", NOTE },
	{ "583", '*', "", NOTE },
	{ "5**", '*', "a", NOTE },
	{ "600", '*', "abcdnpqt", TOPIC },
	{ "610", '*', "abcdnpt", TOPIC },
	{ "611", '*', "acdenpqt", TOPIC },
	{ "630", '*', "adnp", TOPIC },
	{ "648", '*', "a", TOPIC },
	{ "650", '*', "abc", TOPIC },
	{ "651", '*', "a", TOPIC },
	{ "653", '*', "a", ELEMENT_SUBJECT, QUALIFIER_NONE,
	    marc_read_stripped },
	{ "655", '*', "a", ELEMENT_TYPE, QUALIFIER_NONE, marc_read_term },
	{ "700", '*', "a", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    marc_read_name },
	{ "710", '*', "a", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    marc_read_name },
	{ "711", '*', "aeqndc", ELEMENT_SOURCE, QUALIFIER_CONFERENCE,
	    marc_read_joined },
	{ "720", '*', "a", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    marc_read_name },
	{ "740", ' ', "anp", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    marc_read_title },
	{ "765", '*', "", ELEMENT_RELATION, QUALIFIER_IS_VERSION_OF,
	    marc_read_linked },
	{ "767", '*', "", ELEMENT_RELATION, QUALIFIER_HAS_VERSION,
	    marc_read_linked },
	{ "770", '*', "", ELEMENT_RELATION, QUALIFIER_IS_SUPPLEMENTED_BY,
	    marc_read_linked },
	{ "772", '*', "", ELEMENT_RELATION, QUALIFIER_IS_SUPPLEMENT_TO,
	    marc_read_linked },
	{ "773", '*', "", ELEMENT_RELATION, QUALIFIER_NONE, marc_read_host },
	{ "774", '*', "", ELEMENT_RELATION, QUALIFIER_HAS_PART,
	    marc_read_linked },
	{ "775", '*', "", ELEMENT_RELATION, QUALIFIER_HAS_VERSION,
	    marc_read_linked },
	{ "776", '*', "", ELEMENT_RELATION, QUALIFIER_HAS_FORMAT,
	    marc_read_linked },
	{ "780", '*', "", ELEMENT_RELATION, QUALIFIER_CONTINUES,
	    marc_read_linked },
	{ "785", '*', "", ELEMENT_RELATION, QUALIFIER_IS_CONTINUED_BY,
	    marc_read_linked },
	{ "786", '*', "", ELEMENT_RELATION, QUALIFIER_IS_DERIVED_FROM,
	    marc_read_linked },
	{ "787", '*', "", ELEMENT_RELATION, QUALIFIER_NONE, marc_read_linked },
	{ "830", '*', "anp", ELEMENT_RELATION, QUALIFIER_SERIES,
	    marc_read_series },
	{ "856", '*', "u", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    marc_read_location },
};

static void
claim_row(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	if (row->read != NULL) {
		row->read(draft, field, row);
		return;
	}
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, row->codes))
			draft_say(draft, row->element, row->qualifier,
			    subfield->value);
}

/* '*' stands for any, in the tag for what no row has. */
static bool
is_tag(const char *tag, struct text value)
{
	for (size_t i = 0; i < 3; i++)
		if (tag[i] != '*' && tag[i] != value.bytes[i])
			return false;
	return true;
}

static bool
is_row(const struct marc_row *row, const struct node *field, struct text tag)
{
	return is_tag(row->tag, tag) &&
	    (row->second == '*' || row->second == marc_indicator(field, 2));
}

/* The fifth block has notes of all kinds, 59X those of a library's own. */
static void
claim_field(struct draft *draft, const struct node *field)
{
	struct text tag = node_attribute(field, "tag");
	bool is_known = false;

	if (tag.length != 3)
		return;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool is_any = rows[i].tag[1] == '*';

		if (!is_row(&rows[i], field, tag) ||
		    (is_any && (is_known || tag.bytes[1] == '9')))
			continue;
		is_known = true;
		claim_row(draft, field, &rows[i]);
	}
}

/* UNIMARC is sent under the same namespace; there 200 is the title, and 100
 * is no name. */
static bool
is_unimarc(const struct node *record)
{
	bool has_title = false;

	for (const struct node *field = node_child(record, "datafield");
	     field != NULL; field = node_next(field, "datafield")) {
		if (node_matches(field, "tag=245"))
			return false;
		if (node_matches(field, "tag=200"))
			has_title = true;
	}
	return has_title;
}

/* Alone, or the first of a collection. */
void
marcxml_claim(struct draft *draft, const struct node *root)
{
	const struct node *inside = node_child(root, "record");
	const struct node *record = inside == NULL ? root : inside;

	if (is_unimarc(record)) {
		draft_issue(draft, "MARC of this kind is not read: UNIMARC");
		return;
	}
	marc_claim_dates(draft, record);
	for (const struct node *field = node_child(record, "datafield");
	     field != NULL; field = node_next(field, "datafield"))
		claim_field(draft, field);
	marc_claim_coded(draft, record);
}
