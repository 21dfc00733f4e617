#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "normalise/normalise.h"
#include "normalise/trace.h"
#include "with_vocabulary.h"

#define DC(inside)                                                      \
	"<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/" \
	"oai_dc/' xmlns:dc='http://purl.org/dc/elements/1.1/'>" inside  \
	"</oai_dc:dc>"
#define RIOXX(inside)                                             \
	"<rioxx xmlns='http://www.rioxx.net/schema/v2.0/rioxx/' " \
	"xmlns:dc='http://purl.org/dc/elements/1.1/' "            \
	"xmlns:rioxxterms='http://docs.rioxx.net/schema/v2.0/"    \
	"rioxxterms/'>" inside "</rioxx>"

/* Where each element of a list comes from. */

static struct item_source
source_of(const char *prefix, const char *metadata)
{
	return (struct item_source){ .metadata_prefix = text_of(prefix),
		.datestamp = TEXT("2017-07-14"),
		.has_instant = true,
		.instant = 1500000000,
		.metadata = text_of(metadata) };
}

/* Each of these pieces stands in the trace. */
static void
assert_traced(const struct item_source *sources, size_t count,
    const char *const *pieces, size_t piece_count)
{
	struct trace trace;
	struct item traced;
	struct item item;
	struct normalise_what what = { .sources = sources, .count = count };

	normalise_item(arena, vocabulary, &what, &item);
	trace_init(&trace);
	what.trace = &trace;
	normalise_item(arena, vocabulary, &what, &traced);
	assert_int_equal(traced.hash, item.hash);
	(void)trace_end(&trace);
	for (size_t i = 0; i < piece_count; i++)
		if (strstr(trace.bytes.bytes, pieces[i]) == NULL)
			fail_msg("no %s in %s", pieces[i], trace.bytes.bytes);
	trace_fini(&trace);
}

#define LINE(field, part, element, position, statement, rule)     \
	"{\"field\":\"" field "\",\"part\":\"" part               \
	"\",\"prefix\":\"oai_dc\",\"element\":\"" element         \
	"\",\"position\":" position ",\"statement\":\"" statement \
	"\",\"rule\":\"" rule "\"}"

static void
test_each_element_of_a_list_has_its_statement(void **state)
{
	static const char *const pieces[] = {
		LINE("creators", "1", "creator", "1", "Gillard, S.",
		    "family name, given name"),
		LINE("creators", "2", "creator", "2", "Ruth Smith",
		    "family and given name are a guess"),
		LINE("creator_keys", "2", "creator", "2", "Ruth Smith",
		    "family name and initial, folded"),
		LINE("subjects", "1", "subject", "1", "Fish; Ponds",
		    "a part of it"),
		LINE("subjects", "2", "subject", "1", "Fish; Ponds",
		    "a part of it"),
		LINE("subjects", "3", "subject", "2", "ddc:330",
		    "of a scheme that is known"),
		LINE("identifiers", "1", "identifier", "2",
		    "https://doi.org/10.1000/182", "by its scheme"),
		LINE("identifiers", "2", "source", "1", "ISSN 0378-5955",
		    "it is called an ISSN"),
		LINE("issn", "1", "source", "1", "ISSN 0378-5955",
		    "the check digit holds"),
		LINE("language", "2", "language", "2", "German", "ISO 639-3"),
		LINE("other_titles", "1", "title", "2", "Teiche",
		    "a title behind the first"),
		LINE("publisher", "2", "publisher", "2", "Bonn : Universum",
		    "without place"),
		LINE("types", "1", "type", "1", "Article",
		    "by the vocabulary of types"),
		LINE("relations", "1", "relation", "1",
		    "https://doi.org/10.1000/183", "it has an identifier"),
		LINE("format", "1", "format", "2", "application/pdf",
		    "a MIME type"),
		LINE("format", "2", "format", "3", "PNG",
		    "by the vocabulary of formats"),
		LINE("extent", "pages", "format", "1", "13 p.",
		    "first number of pages"),
		LINE("rights", "1", "rights", "1", "All rights reserved",
		    "as served"),
		LINE("funding", "1", "relation", "2",
		    "info:eu-repo/grantAgreement/EC/FP7/226852",
		    "a number with its funder"),
	};
	struct item_source source = source_of("oai_dc",
	    DC("<dc:title>Ponds</dc:title><dc:title>Teiche</dc:title>"
	       "<dc:creator>Gillard, S.</dc:creator>"
	       "<dc:creator>Ruth Smith</dc:creator>"
	       "<dc:subject>Fish; Ponds</dc:subject>"
	       "<dc:subject>ddc:330</dc:subject>"
	       "<dc:identifier>no 1</dc:identifier>"
	       "<dc:identifier>https://doi.org/10.1000/182</dc:identifier>"
	       "<dc:source>ISSN 0378-5955</dc:source>"
	       "<dc:language>en</dc:language>"
	       "<dc:language>German</dc:language>"
	       "<dc:publisher>Unity Press</dc:publisher>"
	       "<dc:publisher>Bonn : Universum</dc:publisher>"
	       "<dc:type>Article</dc:type>"
	       "<dc:relation>https://doi.org/10.1000/183</dc:relation>"
	       "<dc:relation>info:eu-repo/grantAgreement/EC/FP7/226852"
	       "</dc:relation>"
	       "<dc:format>13 p.</dc:format>"
	       "<dc:format>application/pdf</dc:format>"
	       "<dc:format>PNG</dc:format>"
	       "<dc:rights>All rights reserved</dc:rights>"));

	(void)state;
	assert_traced(&source, 1, pieces, COUNT(pieces));
}

static void
test_an_element_may_have_several_statements(void **state)
{
	static const char *const pieces[] = {
		"{\"field\":\"creators\",\"part\":\"1\",\"prefix\":\"rioxx\"",
		LINE("creators", "1", "creator", "1",
		    "Gillard, S. 0000-0002-1825-0097",
		    "iD or affiliation, of the same person"),
		LINE("subjects", "1", "subject", "1", "Fish", "as served"),
		LINE("subjects", "1", "subject", "2", "Fish", "as served"),
		LINE("types", "1", "type", "1", "Article",
		    "by the vocabulary of types"),
		LINE("types", "1", "type", "2", "Artikel",
		    "by the vocabulary of types"),
	};
	struct item_source sources[] = {
		source_of("oai_dc",
		    DC("<dc:creator>Gillard, S. 0000-0002-1825-0097"
		       "</dc:creator><dc:subject>Fish</dc:subject>"
		       "<dc:subject>Fish</dc:subject>"
		       "<dc:type>Article</dc:type><dc:type>Artikel</dc:type>")),
		source_of("rioxx",
		    RIOXX("<dc:title>Ponds</dc:title><rioxxterms:author>"
			  "Gillard, S.</rioxxterms:author>")),
	};

	(void)state;
	assert_traced(sources, COUNT(sources), pieces, COUNT(pieces));
}

static void
test_a_name_in_tex_says_what_was_served(void **state)
{
	static const char *const pieces[] = {
		LINE("creators", "1", "creator", "1", "L{\\\\'e}vy, P.",
		    "family name, given name; TeX's accents as letters"),
	};
	struct item_source source =
	    source_of("oai_dc", DC("<dc:creator>L{\\'e}vy, P.</dc:creator>"));

	(void)state;
	assert_traced(&source, 1, pieces, COUNT(pieces));
}

/* Of as many bytes as are told, and one more. */
static void
test_a_statement_that_is_cut_says_so(void **state)
{
	static char metadata[8192];
	static char whole[2048];
	static char cut[2048];
	static char words[ITEM_KEY_BYTES + 1];
	const char *const pieces[] = { whole, cut };
	struct item_source source;

	(void)state;
	memset(words, 'x', sizeof(words) - 1);
	(void)snprintf(metadata, sizeof(metadata),
	    DC("<dc:rights>%s</dc:rights><dc:rights>%s.</dc:rights>"), words,
	    words);
	(void)snprintf(whole, sizeof(whole),
	    "\"statement\":\"%s\",\"rule\":\"as served\"}", words);
	(void)snprintf(cut, sizeof(cut),
	    "\"statement\":\"%s\",\"rule\":\"as served\","
	    "\"is_cut\":true}",
	    words);
	source = source_of("oai_dc", metadata);
	assert_traced(&source, 1, pieces, COUNT(pieces));
}

static void
test_a_long_statement_is_cut(void **state)
{
	static char metadata[8192];
	static char piece[2048];
	static char words[4096];
	const char *const pieces[] = { piece };
	struct item_source source;

	(void)state;
	memset(words, 'x', sizeof(words) - 1);
	(void)snprintf(
	    metadata, sizeof(metadata), DC("<dc:rights>%s</dc:rights>"), words);
	(void)snprintf(piece, sizeof(piece),
	    "\"statement\":\"%.*s\",\"rule\":\"as served\"",
	    (int)ITEM_KEY_BYTES, words);
	source = source_of("oai_dc", metadata);
	assert_traced(&source, 1, pieces, COUNT(pieces));
}

TESTS(WITH_VOCABULARY(test_each_element_of_a_list_has_its_statement),
    WITH_VOCABULARY(test_an_element_may_have_several_statements),
    WITH_VOCABULARY(test_a_name_in_tex_says_what_was_served),
    WITH_VOCABULARY(test_a_long_statement_is_cut),
    WITH_VOCABULARY(test_a_statement_that_is_cut_says_so))
