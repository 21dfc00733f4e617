#include "normalise/extent.h"
#include "normalise/mime.h"
#include "normalise/set_spec.h"
#include "said.h"

static void
a_format_is_a_mime_type(void **state)
{
	static const char *const cases[][2] = {
		{ "Application/PDF", "application/pdf" },
		{ "text/html; charset=UTF-8", "text/html" },
		{ "application/pdf, https://example.org/a?b=c",
		    "application/pdf" },
		{ "application/pdf https://example.org/a b.pdf",
		    "application/pdf" },
		{ "xlsx (Microsoft Excel)",
		    "application/vnd.openxmlformats-officedocument."
		    "spreadsheetml.sheet" },
		{ "image/jp2;", "image/jp2" },
		{ "image/x.djvu", "image/vnd.djvu" },
		{ ".pdf", "application/pdf" },
		{ "Thesis/Dissertation", "" },
		{ "text/", "" },
		{ "image/<b>", "" },
		{ "electronic", "" },
		{ "20 x 25 cm.", "" },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text type = mime_read(&said.draft, text_of(cases[i][0]));

		assert_said(type, cases[i][1]);
		assert_said(mime_read(&said.draft, type), cases[i][1]);
	}
	said_end(&said);
}

static void
an_extent_is_a_number_of_pages_or_bytes(void **state)
{
	static const struct {
		const char *value;
		int64_t pages;
		int64_t bytes;
	} cases[] = {
		{ "One PDF file: 17 pp.", 17, 0 },
		{ "XLVIII, 577 f., 30 cm", 577, 0 },
		{ "1 v. (200 p.)", 200, 0 },
		{ "XII, 345 S.", 345, 0 },
		{ "30 s", 0, 0 },
		{ "12Seiten", 12, 0 },
		{ "300-315 p.", 0, 0 },
		{ "300 - 315 p.", 0, 0 },
		{ "2.1 bytes", 0, 0 },
		{ "309199 Bytes", 0, 309199 },
		{ "124928", 0, 124928 },
		{ "1972", 0, 0 },
		{ "9999999999999999999 bytes", 0, 0 },
		{ "20 x 25 cm.", 0, 0 },
		{ "pages", 0, 0 },
		{ "", 0, 0 },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct extent extent;
		bool is_read =
		    extent_read(&said.draft, text_of(cases[i].value), &extent);

		assert_int_equal(extent.pages, cases[i].pages);
		assert_int_equal(extent.bytes, cases[i].bytes);
		assert_int_equal(is_read, cases[i].pages + cases[i].bytes > 0);
	}
	said_end(&said);
}

static void
types_and_extents_are_told_apart(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "PDF");
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "application/pdf");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "4711 bytes");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "81712 bytes");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "13 p.");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "14 p.");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "Gold Medal");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "1 Poster");
	mime_field(&said.draft);
	extent_field(&said.draft);
	assert_all_said(said.item.format, "application/pdf");
	assert_said(said.item.extent, "{\"pages\":13,\"bytes\":81712}");
	assert_int_equal(said.draft.unmapped.count, 1);
	assert_said(said.draft.unmapped.texts[0], "format=Gold Medal");
	said_end(&said);
}

static void
a_set_spec_that_is_encoded_can_be_read(void **state)
{
	static const char *const cases[][2] = {
		{ "7374617475733D707562:zz", "7374617475733D707562:zz" },
		{ "613D0A", "613D0A" },
		{ "613DFF", "613DFF" },
		{ "613d62", "a=b" },
		{ "613D6", "613D6" },
		{ "a=b", "a=b" },
		{ "613D:", "613D:" },
		{ "TENDOkVudmlyb25tZW50YWwgc2NpZW5jZXM~",
		    "LCC:Environmental sciences" },
		{ "TENDOlNvY2lhbCBTY2llbmNlcw~~", "LCC:Social Sciences" },
		{ "TENDOk1lZGljaW5l", "LCC:Medicine" },
		{ "TENDOk1lZGljaW5", "TENDOk1lZGljaW5" },
		{ "bGNjOk1lZGljaW5l", "bGNjOk1lZGljaW5l" },
		{ "TENDOgpN", "TENDOgpN" },
		{ "TENDOv9N", "TENDOv9N" },
		{ "TENDOg~~", "TENDOg~~" },
		{ "physics~", "physics~" },
		{ "~~~~", "~~~~" },
		{ "", "" },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_said(set_spec_read(said.arena, text_of(cases[i][0])),
		    cases[i][1]);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_SET, QUALIFIER_NONE, "7374617475733D707562");
	say(&said, ELEMENT_SET, QUALIFIER_NONE, "status=pub");
	say(&said, ELEMENT_SET, QUALIFIER_NONE, "com_1");
	set_field(&said.draft);
	assert_all_said(said.item.sets, "status=pub|com_1");
	said_end(&said);
}

TESTS(TEST(a_format_is_a_mime_type),
    TEST(an_extent_is_a_number_of_pages_or_bytes),
    TEST(types_and_extents_are_told_apart),
    TEST(a_set_spec_that_is_encoded_can_be_read))
