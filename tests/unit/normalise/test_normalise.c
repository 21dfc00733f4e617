#include <stdlib.h>
#include <string.h>

#include "made.h"
#include "words_shown.h"

static void
a_record_becomes_an_item(void **state)
{
	struct item item = normalise(
	    DC("<dc:title>Peer workers /</dc:title>"
	       "<dc:title>Zweiter Titel</dc:title>"
	       "<dc:creator>Gillard, S.</dc:creator>"
	       "<dc:creator>Holley, J.; Weaver, T.</dc:creator>"
	       "<dc:creator>Unknown</dc:creator>"
	       "<dc:contributor>Royal College</dc:contributor>"
	       "<dc:subject>mental health; recovery</dc:subject>"
	       "<dc:subject>http://id.example.org/1</dc:subject>"
	       "<dc:description>Short.</dc:description>"
	       "<dc:description>The longer \"one\", which says what was done, "
	       "how, and what came of it.</dc:description>"
	       "<dc:publisher>none</dc:publisher>"
	       "<dc:publisher>Cambridge University Press</dc:publisher>"
	       "<dc:date>2016-04-26T10:11:12Z</dc:date>"
	       "<dc:date>2014</dc:date><dc:date>2014-07</dc:date>"
	       "<dc:type>journal-article</dc:type><dc:type>foo</dc:type>"
	       "<dc:language>en</dc:language><dc:language>Elvish</dc:language>"
	       "<dc:identifier>https://example.org/file.pdf</dc:identifier>"
	       "<dc:identifier>https://example.org/1</dc:identifier>"
	       "<dc:identifier>https://doi.org/10.1192/ABC</dc:identifier>"
	       "<dc:identifier>javascript:alert(1)</dc:identifier>"
	       "<dc:relation>ISSN:1355-5146</dc:relation>"
	       "<dc:rights>All yours</dc:rights>"
	       "<dc:rights>http://creativecommons.org/licenses/by/4.0/"
	       "</dc:rights>"));
	char *words;

	(void)state;
	assert_false(item.is_deleted);
	assert_text(item.title, "Peer workers");
	assert_text(item.creators,
	    "[{\"name\":\"Gillard, S.\",\"family\":\"Gillard\","
	    "\"given\":\"S.\"},"
	    "{\"name\":\"Holley, J.\",\"family\":\"Holley\","
	    "\"given\":\"J.\"},"
	    "{\"name\":\"Weaver, T.\",\"family\":\"Weaver\","
	    "\"given\":\"T.\"}]");
	assert_list(item.creator_keys, "gillard s|holley j|weaver t");
	assert_text(item.contributors,
	    "[{\"name\":\"Royal College\",\"organisation\":true}]");
	assert_text(item.abstract,
	    "The longer \"one\", which says what was done, how, and what came "
	    "of it.");
	assert_text(item.subjects,
	    "[{\"label\":\"mental health\"},{\"label\":\"recovery\"},"
	    "{\"uri\":\"http://id.example.org/1\"}]");
	assert_text(item.issued, "2014-07");
	assert_text(item.issued_from, "2014-07-01");
	assert_text(item.issued_to, "2014-07-31");
	assert_true(item.has_year);
	assert_int_equal(item.year, 2014);
	assert_text(item.date_quality, "plain");
	assert_text(item.type, "journal article");
	assert_list(item.language, "eng");
	assert_list(item.publisher, "Cambridge University Press");
	assert_list(item.identifiers,
	    "url:https://example.org/file.pdf|url:https://example.org/1|"
	    "doi:10.1192/abc|issn:1355-5146");
	assert_text(item.doi, "10.1192/abc");
	assert_text(item.landing_url, "https://example.org/1");
	assert_list(item.rights,
	    "All yours|http://creativecommons.org/licenses/by/4.0/");
	assert_text(item.license, "CC-BY-4.0");
	assert_list(item.unmapped, "type=foo|language=Elvish");
	assert_list(item.issues, "creator is not a name: Unknown");
	assert_non_null(strstr(item.why.bytes,
	    "\"issued\":{\"prefix\":\"oai_dc\",\"element\":\"date\","
	    "\"position\":3,\"rule\":"));
	assert_non_null(strstr(item.statements.bytes,
	    "\"title\":[\"Peer workers /\",\"Zweiter Titel\"]"));
	words = words_shown(item.words);
	assert_non_null(strstr(words, "'peer':2A"));
	assert_non_null(strstr(words, "'gillard':"));
	assert_non_null(strstr(words, "'college':"));
	assert_non_null(strstr(words, "'1355':"));
	assert_non_null(strstr(words, "'5146':"));
	free(words);
}

static void
what_is_not_said_is_nothing(void **state)
{
	struct item item = normalise(
	    DC("<dc:title/><dc:creator> </dc:creator><dc:date>n.d.</dc:date>"
	       "<dc:type/><dc:language>und</dc:language>"));

	(void)state;
	assert_int_equal(item.title.length, 0);
	assert_int_equal(item.creators.length, 0);
	assert_int_equal(item.creator_keys.count, 0);
	assert_int_equal(item.issued.length, 0);
	assert_false(item.has_year);
	assert_int_equal(item.date_quality.length, 0);
	assert_int_equal(item.type.length, 0);
	assert_int_equal(item.language.count, 0);
	assert_int_equal(item.unmapped.count, 0);
	assert_int_equal(item.words.length, 4);
	assert_text(item.statements,
	    "[{\"prefix\":\"oai_dc\",\"format\":\"oai_dc\",\"statements\":"
	    "{\"date\":[\"n.d.\"],\"language\":[\"und\"]}}]");
}

/* What was served stays in the statements. */
static void
accents_of_tex_are_letters(void **state)
{
	struct item item = normalise(
	    "<arXiv xmlns='http://arxiv.org/OAI/arXiv/'>"
	    "<authors><author><keyname>Erd\\H{o}s</keyname>"
	    "<forenames>P.</forenames></author></authors>"
	    "<title>L\\'evy flights and $\\beta$-decay</title></arXiv>");
	char *words = words_shown(item.words);

	(void)state;
	assert_text(item.title, "Lévy flights and $\\beta$-decay");
	assert_text(item.title_key, "levyflightsandbetadecay");
	assert_text(item.creators,
	    "[{\"name\":\"Erdős, P.\",\"family\":\"Erdős\","
	    "\"given\":\"P.\"}]");
	assert_list(item.creator_keys, "erdos p");
	assert_non_null(strstr(words, "'levy':"));
	assert_non_null(strstr(words, "'erdos':"));
	assert_non_null(strstr(item.statements.bytes,
	    "{\"title\":[\"L\\\\'evy flights and $\\\\beta$-decay\"],"
	    "\"creator\":[\"Erd\\\\H{o}s, P.\"],"));
	assert_non_null(strstr(
	    item.why.bytes, "\"first title; TeX's accents as letters\""));
	free(words);
}

static void
time_stamps_are_never_issued(void **state)
{
	struct item item =
	    normalise(DC("<dc:date>2015-10-21T22:51:19Z</dc:date>"));

	(void)state;
	assert_int_equal(item.issued.length, 0);
	assert_list(item.issues, "no date of publication, time stamps only");
}

static void
a_year_after_the_record_is_not_believed(void **state)
{
	struct item item = normalise(DC("<dc:date>2023</dc:date>"));

	(void)state;
	assert_int_equal(item.issued.length, 0);
	item = normalise(DC("<dc:date>2022</dc:date>"));
	assert_text(item.issued, "2022");
}

static void
licences_that_differ_are_no_licence(void **state)
{
	struct item item = normalise(DC("<dc:rights>CC-BY-4.0</dc:rights>"
					"<dc:rights>CC0</dc:rights>"));

	(void)state;
	assert_int_equal(item.license.length, 0);
	assert_list(item.issues, "rights name different licences");
	item = normalise(DC("<dc:rights>CC BY</dc:rights>"
			    "<dc:rights>CC BY 4.0</dc:rights>"));
	assert_text(item.license, "CC-BY-4.0");
}

static void
metadata_that_cannot_be_read_is_an_issue(void **state)
{
	static const char *const cases[][2] = {
		{ "", "oai_dc has no metadata" },
		{ "{\"title\":\"JSON\"}",
		    "oai_dc: could not read metadata: not well-formed XML, "
		    "line 1" },
		{ "<dc xmlns='urn:other'><title>x</title></dc>",
		    "format not read: urn:other" },
		{ "<other xmlns='urn:other'>text</other>",
		    "format not read: urn:other" },
		{ DC("{\"title\": \"x\"}"),
		    "oai_dc: could not read metadata: it is JSON" },
		{ DC("no elements"),
		    "oai_dc: could not read metadata: it is text" },
		{ DC("&lt;dc:title>x"),
		    "oai_dc: could not read metadata: it is escaped XML that "
		    "is not well-formed" },
		{ DC("&lt;dc>&amp;lt;title>x&amp;lt;/title>&lt;/dc>"),
		    "oai_dc: its metadata is escaped XML" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct item item = normalise(cases[i][0]);

		assert_false(item.is_deleted);
		assert_int_equal(item.title.length, 0);
		assert_int_equal(item.statements.length, 0);
		assert_list(item.issues, cases[i][1]);
	}
}

static struct item_source
source_of(const char *prefix, time_t instant, enum record_status status,
    const char *metadata)
{
	return (struct item_source){
		.metadata_prefix = text_of(prefix),
		.has_instant = instant != 0,
		.instant = instant,
		.status = status,
		.metadata = text_of(metadata),
	};
}

static void
escaped_metadata_is_read_once_more(void **state)
{
	static const char *const cases[] = {
		"<xml>&lt;?xml version='1.0'?>&lt;oai_dc:dc "
		"xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' "
		"xmlns:dc='http://purl.org/dc/elements/1.1/'>"
		"&lt;dc:title>x&lt;/dc:title>&lt;/oai_dc:dc></xml>",
		"<xml><![CDATA[<oai_dc:dc><dc:title>x</dc:title>"
		"</oai_dc:dc>]]></xml>",
		DC("&lt;dc:title>x&lt;/dc:title>&lt;dc:date>2001&lt;/dc:date>"),
		"<dim>&lt;field mdschema='dc' element='title'>x&lt;/field>"
		"&lt;field/></dim>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct item item = normalise(cases[i]);

		assert_text(item.title, "x");
		assert_list(item.issues, "oai_dc: its metadata is escaped XML");
	}
}

static void
the_newest_record_says_whether_an_item_is_deleted(void **state)
{
	static const struct {
		time_t deleted;
		time_t live;
		bool is_deleted;
	} cases[] = {
		{ NOON, NOON - 1, true },
		{ NOON, NOON, true },
		{ NOON, NOON + 1, false },
		{ NOON, 0, true },
		{ 0, NOON, false },
		{ 0, 0, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct item_source sources[] = {
			source_of("zzz", cases[i].deleted, RECORD_DELETED, ""),
			source_of("oai_dc", cases[i].live, RECORD_LIVE,
			    DC("<dc:title>x</dc:title>")),
		};
		struct item item;

		normalise_item(arena, vocabulary,
		    &(struct normalise_what){ .sources = sources, .count = 2 },
		    &item);
		assert_int_equal(item.is_deleted, cases[i].is_deleted);
		assert_int_equal(
		    item.title.length, cases[i].is_deleted ? 0 : 1);
	}
}

static void
sets_are_those_of_records_in_force(void **state)
{
	const struct text sets[] = { TEXT("new"), TEXT("deleted"),
		TEXT("old") };
	struct item_source sources[] = {
		source_of(
		    "oai_dc", NOON, RECORD_LIVE, DC("<dc:title>x</dc:title>")),
		source_of("mods", NOON - 1, RECORD_DELETED, ""),
		source_of("rioxx", NOON - 864000, RECORD_LIVE,
		    DC("<dc:title>x</dc:title>")),
	};
	struct item item;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		sources[i].set_specs = (struct text_list){ &sets[i], 1 };
	normalise_item(arena, vocabulary,
	    &(struct normalise_what){ .sources = sources, .count = 3 }, &item);
	assert_list(item.sets, "new");
}

static void
no_record_is_a_deleted_item(void **state)
{
	struct item item;

	(void)state;
	normalise_item(arena, vocabulary, &(struct normalise_what){ 0 }, &item);
	assert_true(item.is_deleted);
}

static void
an_item_stays_when_the_next_is_made(void **state)
{
	struct item item = normalise(
	    DC("<dc:title>One</dc:title><dc:publisher>House</dc:publisher>"));
	struct item next = normalise(
	    DC("<dc:title>Two</dc:title><dc:publisher>Press</dc:publisher>"));

	(void)state;
	assert_true(text_is(item.title, "One"));
	assert_list(item.publisher, "House");
	assert_non_null(strstr(item.statements.bytes, "\"One\""));
	assert_true(text_is(next.title, "Two"));
	/* What they were made with is not kept. */
	assert_in_range(arena_held(arena), 1, (size_t)8 * 1024);
}

static void
the_order_of_the_records_does_not_matter(void **state)
{
	struct item_source sources[] = {
		source_of("oai_dc", NOON, RECORD_LIVE,
		    DC("<dc:title>one</dc:title>")),
		source_of(
		    "dc", NOON, RECORD_LIVE, DC("<dc:title>two</dc:title>")),
		source_of("mods", NOON, RECORD_LIVE, "<m xmlns='urn:m'/>"),
		source_of("broken", NOON, RECORD_LIVE, "<m"),
		source_of("old", NOON - 5, RECORD_DELETED, ""),
		source_of("odd", 0, RECORD_LIVE, DC("<dc:title>3</dc:title>")),
	};
	size_t count = sizeof(sources) / sizeof(sources[0]);
	int64_t hash = 0;

	(void)state;
	for (size_t turn = 0; turn < 720; turn++) {
		struct item_source shuffled[6];
		struct item item;
		size_t rest = turn;

		memcpy(shuffled, sources, sizeof(sources));
		for (size_t i = count; i > 1; i--) {
			struct item_source swap = shuffled[i - 1];

			shuffled[i - 1] = shuffled[rest % i];
			shuffled[rest % i] = swap;
			rest /= i;
		}
		normalise_item(arena, vocabulary,
		    &(struct normalise_what){
			.sources = shuffled, .count = count },
		    &item);
		assert_text(item.statements,
		    "[{\"prefix\":\"dc\",\"format\":\"oai_dc\","
		    "\"statements\":{\"title\":[\"two\"]}}]");
		if (turn > 0)
			assert_int_equal(item.hash, hash);
		hash = item.hash;
		arena_reset(arena);
	}
}

static void
a_hash_differs_with_the_item(void **state)
{
	int64_t one = normalise(DC("<dc:title>a</dc:title>")).hash;

	(void)state;
	assert_int_equal(one, normalise(DC("<dc:title>a</dc:title>")).hash);
	assert_int_not_equal(one, normalise(DC("<dc:title>b</dc:title>")).hash);
	assert_int_not_equal(one,
	    normalise(DC("<dc:title>a</dc:title><dc:coverage>x</dc:coverage>"))
		.hash);
}

TESTS(WITH_VOCABULARY(a_record_becomes_an_item),
    WITH_VOCABULARY(what_is_not_said_is_nothing),
    WITH_VOCABULARY(accents_of_tex_are_letters),
    WITH_VOCABULARY(time_stamps_are_never_issued),
    WITH_VOCABULARY(a_year_after_the_record_is_not_believed),
    WITH_VOCABULARY(licences_that_differ_are_no_licence),
    WITH_VOCABULARY(metadata_that_cannot_be_read_is_an_issue),
    WITH_VOCABULARY(escaped_metadata_is_read_once_more),
    WITH_VOCABULARY(the_newest_record_says_whether_an_item_is_deleted),
    WITH_VOCABULARY(no_record_is_a_deleted_item),
    WITH_VOCABULARY(an_item_stays_when_the_next_is_made),
    WITH_VOCABULARY(sets_are_those_of_records_in_force),
    WITH_VOCABULARY(the_order_of_the_records_does_not_matter),
    WITH_VOCABULARY(a_hash_differs_with_the_item))
