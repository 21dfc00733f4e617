#include "normalise/platform.h"
#include "test.h"

static void
assert_platform(struct platform_tells tells, const char *expected)
{
	struct text platform = platform_guess(&tells);

	if (!text_is(platform, expected))
		fail_msg("%.*s, expected %s", (int)platform.length,
		    platform.bytes, expected);
	assert_true(platform.length == 0 || platform_is_known(platform));
}

static void
a_platform_is_told_by_what_it_shows(void **state)
{
	static const struct {
		const char *base_url;
		const char *identifier;
		const char *descriptions;
		const char *platform;
	} cases[] = {
		{ "https://repository.example.ac.uk/oai2", "oai:x:864z5", "",
		    "haplo" },
		{ "https://authors.example.edu/cgi/oai2", "", "", "eprints" },
		{ "https://x.org/oai", "oai:generic.eprints.org:12", "",
		    "eprints" },
		{ "https://x.edu/oai/request", "oai:x.edu:1721.1/12", "",
		    "dspace" },
		{ "https://x.edu/oai/request", "oai:x.edu:10023/12", "",
		    "dspace" },
		{ "https://x.edu/oai/request", "oai:x.edu:2142/5", "",
		    "dspace" },
		{ "http://dspace.x.nl/oai/", "hdl:1765/9", "", "dspace" },
		{ "http://x.org/dspace.html", "hdl:1765/9", "", "" },
		{ "http://dspace.x.nl/oai/", "oai:x.nl:9", "", "" },
		{ "https://www.nature.com/oai/request",
		    "oai:nature.com:10.1038/35000000", "", "" },
		{ "https://x.edu/oai/request", "", "", "" },
		{ "https://x.edu/server/oai/request", "", "", "dspace" },
		{ "https://x.org/index.php/jss/oai", "", "", "ojs" },
		{ "https://x.org/oai", "",
		    "<toolkit><title>Open Journal Systems</title></toolkit>",
		    "ojs" },
		{ "https://scholar.x.edu/do/oai/", "", "", "digital_commons" },
		{ "https://zenodo.org/oai2d", "oai:zenodo.org:1", "",
		    "invenio" },
		{ "http://export.arxiv.org/oai2", "oai:arXiv.org:0704.1", "",
		    "arxiv" },
		{ "https://openresearch.lsbu.ac.uk/oai2", "oai:x:864z5", "",
		    "haplo" },
		{ "https://x.org/oai2", "oai:x:864z5", "", "" },
		{ "https://x.org/oai", "oai:x.org:article/12", "", "" },
		{ "https://x.org/oai", "oai:x.org:1", "", "" },
		{ "", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_platform(
		    (struct platform_tells){
			.base_url = text_of(cases[i].base_url),
			.identifier = text_of(cases[i].identifier),
			.descriptions = text_of(cases[i].descriptions) },
		    cases[i].platform);
}

static void
sets_tell_too(void **state)
{
	const struct text sets[] = { TEXT("other"), TEXT("com_1_2") };

	(void)state;
	assert_platform(
	    (struct platform_tells){ .set_specs = { sets, 2 } }, "dspace");
	assert_platform(
	    (struct platform_tells){ .set_specs = { sets, 1 } }, "");
}

/* Each of them alone would be a weak sign. */
static void
two_signs_tell_together(void **state)
{
	static const struct {
		const char *identifier;
		const char *set;
		const char *platform;
	} cases[] = {
		{ "oai:x.org:article/12", "journal:ART", "ojs" },
		{ "oai:x.org:12", "journal:ART", "" },
		{ "oai:x.org:article/12", "driver", "" },
		{ "oai:x.org:864z5", "journal-article", "haplo" },
		{ "oai:x.org:864z5", "driver", "" },
		{ "oai:x.org:407", "journal-article", "" },
		{ "oai:x.org:407", "7374617475733D707562", "eprints" },
		{ "oai:x.org:407", "74797065733D61727469636C65", "eprints" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text set = text_of(cases[i].set);

		assert_platform(
		    (struct platform_tells){
			.base_url = text_of("https://x.org/oai"),
			.identifier = text_of(cases[i].identifier),
			.set_specs = { &set, 1 } },
		    cases[i].platform);
	}
}

static void
what_is_no_platform_is_not_known(void **state)
{
	(void)state;
	assert_true(platform_is_known(TEXT("eprints")));
	assert_false(platform_is_known(TEXT("eprint")));
	assert_false(platform_is_known(TEXT("")));
}

TESTS(TEST(a_platform_is_told_by_what_it_shows), TEST(sets_tell_too),
    TEST(two_signs_tell_together), TEST(what_is_no_platform_is_not_known))
