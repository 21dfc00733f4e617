#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made.h"

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

TESTS(WITH_VOCABULARY(large_and_odd_records_survive),
    WITH_VOCABULARY(a_value_of_very_many_is_cut_off),
    WITH_VOCABULARY(very_many_languages_are_cut_off),
    WITH_VOCABULARY(many_formats_with_long_names_are_cut_off))
