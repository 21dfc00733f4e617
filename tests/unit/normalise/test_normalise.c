#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/normalise.h"
#include "test.h"
#include "words_shown.h"

#define DC(inside)                                                      \
	"<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/" \
	"oai_dc/' xmlns:dc='http://purl.org/dc/elements/1.1/'>" inside  \
	"</oai_dc:dc>"
#define NOON 1500000000 /* in 2017 */

static struct arena *arena;
static struct vocabulary *vocabulary;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new(NORMALISE_ARENA_BYTES);
	vocabulary = vocabulary_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	vocabulary_free(vocabulary);
	arena_free(arena);
	return 0;
}

static struct item
normalise(const char *metadata)
{
	struct item_source source = {
		.metadata_prefix = TEXT("oai_dc"),
		.datestamp = TEXT("2017-07-14"),
		.has_instant = true,
		.instant = NOON,
		.metadata = text_of(metadata),
	};
	struct item item;

	normalise_item(arena, vocabulary,
	    &(struct normalise_what){ .sources = &source, .count = 1 }, &item);
	return item;
}

static void
assert_list(struct text_list list, const char *joined)
{
	struct buffer bytes;

	buffer_init(&bytes, 0);
	for (size_t i = 0; i < list.count; i++) {
		if (i > 0)
			buffer_add_char(&bytes, '|');
		buffer_add_text(&bytes, list.texts[i]);
	}
	buffer_add_char(&bytes, '\0');
	assert_string_equal(bytes.bytes, joined);
	buffer_fini(&bytes);
}

static void
assert_text(struct text text, const char *expected)
{
	char *copy = calloc(1, text.length + 1);

	assert_non_null(copy);
	if (text.length > 0)
		memcpy(copy, text.bytes, text.length);
	assert_string_equal(copy, expected);
	free(copy);
}

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

/* start, count times piece with its number, end */
static char *
make(const char *piece, int count)
{
	struct buffer bytes;

	buffer_init(&bytes, 0);
	buffer_add_string(&bytes,
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/'>");
	for (int i = 0; i < count; i++)
		buffer_printf(&bytes, "<dc:%s%d</dc:%.*s>", piece, i,
		    (int)strcspn(piece, ">"), piece);
	buffer_add_string(&bytes, "</dc>");
	return buffer_take(&bytes);
}

static void
large_and_odd_records_survive(void **state)
{
	char *subjects = make("subject>topic ", 1505);
	char *creators = make("creator>Smith, A", 60000);
	char *many = make("coverage>t", 70000);
	char *letters = calloc(1, 1000000 + 200);
	struct item item;

	(void)state;
	item = normalise(subjects);
	assert_non_null(strstr(item.subjects.bytes, "\"topic 1504\""));
	item = normalise(creators);
	assert_list(item.creator_keys, "smith a");
	item = normalise(many);
	assert_list(item.issues, "oai_dc has more than 65536 elements");

	assert_non_null(letters);
	(void)snprintf(letters, 200, "%s",
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>");
	memset(letters + strlen(letters), 'x', 1000000);
	strcat(letters, "</dc:title></dc>");
	item = normalise(letters);
	assert_int_equal(item.title.length, 1000000);
	assert_in_range(item.words.length, 63, 80);

	item = normalise(DC("<dc:title>a\u202Eb&#1;\xC2\x85"
			    "c\u200Bd</dc:title>"));
	assert_int_equal(item.title.length, 0);
	item = normalise(DC("<dc:title>a\u202Eb\xC2\x85"
			    "c\u200Bd</dc:title>"));
	assert_text(item.title, "ab cd");
	free(subjects);
	free(creators);
	free(many);
	free(letters);
}

/* One value in one element: what number 0, 1, 2 ... say, of letters. */
static char *
make_list(const char *element, const char *behind, int count)
{
	struct buffer bytes;

	buffer_init(&bytes, 0);
	buffer_printf(&bytes,
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:%s>",
	    element);
	for (int i = 0; i < count; i++)
		buffer_printf(&bytes, "%c%c%c%c%s", 'a' + i % 26,
		    'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576 % 26,
		    behind);
	buffer_printf(&bytes, "</dc:%s></dc>", element);
	return buffer_take(&bytes);
}

static void
a_value_of_very_many_is_cut_off(void **state)
{
	char *subjects = make_list("subject", ";", 400000);
	char *creators = make_list("creator", ",x;", 400000);
	struct item item;

	(void)state;
	item = normalise(subjects);
	assert_text(item.issues.texts[0],
	    "only the first 65536 of the subjects are kept");
	assert_in_range(item.subjects.length, 1, 2 * MIB);
	item = normalise(creators);
	assert_text(item.issues.texts[0],
	    "only the first 65536 of the creators are kept");
	assert_int_equal(item.creator_keys.count, VALUES);
	free(subjects);
	free(creators);
}

/* Looking through all codes for each would take a minute. */
static void
very_many_languages_are_cut_off(void **state)
{
	struct buffer bytes;
	struct item item;

	(void)state;
	buffer_init(&bytes, 0);
	buffer_add_string(&bytes,
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/'>");
	for (int i = 0; i < 500000; i++)
		buffer_printf(&bytes, "%s%c%c%c,%s",
		    i % 64 == 0 ? "<dc:language>" : "", 'a' + i % 26,
		    'a' + i / 26 % 26, 'a' + i / 676 % 26,
		    i % 64 == 63 || i == 499999 ? "</dc:language>" : "");
	buffer_add_string(&bytes, "</dc>");
	item = normalise(bytes.bytes);
	assert_int_equal(item.language.count, LANGUAGES);
	buffer_fini(&bytes);
}

/* Each is within its limits; all together they would be 2 GiB. */
static void
many_formats_with_long_names_are_cut_off(void **state)
{
	struct item_source sources[32];
	struct buffer xml;
	struct item item;
	char name[NAMESPACE_BYTES - 1];

	(void)state;
	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	buffer_init(&xml, 0);
	buffer_printf(&xml, "<r><%s>", name);
	while (xml.length < ITEM_BYTES / 32 - 2 * sizeof(name))
		buffer_add_string(&xml, "<a>1</a>");
	buffer_printf(&xml, "</%s></r>", name);
	for (size_t i = 0; i < 32; i++)
		sources[i] = (struct item_source){
			.metadata_prefix = TEXT("long"),
			.metadata = buffer_text(&xml),
		};
	normalise_item(arena, vocabulary,
	    &(struct normalise_what){ .sources = sources, .count = 32 }, &item);
	assert_list(item.issues,
	    "format not read: |metadata is too large: from long on it is not "
	    "read");
	assert_in_range(arena_held(vocabulary_work(vocabulary)),
	    ITEM_READ_BYTES, NORMALISE_ARENA_BYTES / 3);
	buffer_fini(&xml);
}

#define SET_UP(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

TESTS(SET_UP(a_record_becomes_an_item), SET_UP(what_is_not_said_is_nothing),
    SET_UP(time_stamps_are_never_issued),
    SET_UP(a_year_after_the_record_is_not_believed),
    SET_UP(licences_that_differ_are_no_licence),
    SET_UP(metadata_that_cannot_be_read_is_an_issue),
    SET_UP(escaped_metadata_is_read_once_more),
    SET_UP(the_newest_record_says_whether_an_item_is_deleted),
    SET_UP(no_record_is_a_deleted_item),
    SET_UP(an_item_stays_when_the_next_is_made),
    SET_UP(sets_are_those_of_records_in_force),
    SET_UP(the_order_of_the_records_does_not_matter),
    SET_UP(a_hash_differs_with_the_item), SET_UP(large_and_odd_records_survive),
    SET_UP(a_value_of_very_many_is_cut_off),
    SET_UP(very_many_languages_are_cut_off),
    SET_UP(many_formats_with_long_names_are_cut_off))
