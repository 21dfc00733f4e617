#include "base/array.h"
#include "claims.h"
#include "normalise/license.h"
#include "normalise/schema.h"

static struct text
parse(const char *value)
{
	return license_parse(
	    arena, vocabulary, (struct text){ 0 }, text_of(value));
}

static void
a_licence_is_known_by_url_code_or_words(void **state)
{
	static const char *const cases[][2] = {
		{ "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0" },
		{ "See (http://creativecommons.org/licenses/by-nc/3.0/us/).",
		    "CC-BY-NC-3.0-US" },
		{ "http://creativecommons.org/licenses/by/4.0.", "CC-BY-4.0" },
		{ "http://creativecommons.org/licenses/by/4.0/deed.en",
		    "CC-BY-4.0" },
		{ "http://creativecommons.org/licenses/by/4.0/de/",
		    "CC-BY-4.0" },
		{ "http://creativecommons.org/licenses/by-nd-nc/1.0",
		    "CC-BY-NC-ND-1.0" },
		{ "https://creativecommons.org/licenses/by/3.0/igo/",
		    "CC-BY-3.0-IGO" },
		{ "http://creativecommons.org/publicdomain/zero/1.0/",
		    "CC0-1.0" },
		{ "CC-BY-4.0", "CC-BY-4.0" },
		{ "cc by-sa", "CC-BY-SA" },
		/* As EPrints 3.4 has them */
		{ "cc_by_4", "CC-BY-4.0" },
		{ "cc_by_nc_nd_4", "CC-BY-NC-ND-4.0" },
		{ "CC BY-SA v3", "CC-BY-SA-3.0" },
		{ "CC BY 2", "CC-BY" }, /* 2.0, 2.1, 2.5 */
		{ "CC BY 4 pages", "CC-BY" },
		{ "Attribution 4", "" },
		{ "cc0", "CC0-1.0" },
		{ "CC BY-NC-ND v4.0", "CC-BY-NC-ND-4.0" },
		{ "Open access under CC BY 4.0.", "CC-BY-4.0" },
		{ "This work is licensed under a Creative Commons "
		  "Attribution-NonCommercial 4.0 International License.",
		    "CC-BY-NC-4.0" },
		{ "Attribution-NonCommercial-NoDerivs 3.0 United States",
		    "CC-BY-NC-ND-3.0-US" },
		{ "Creative Commons Namensnennung - Nicht kommerziell - "
		  "Keine Bearbeitungen 4.0 International",
		    "CC-BY-NC-ND-4.0" },
		{ "Licence Creative Commons Attribution - Pas "
		  "d\u2019Utilisation Commerciale - Partage dans les "
		  "M\u00EAmes Conditions 4.0 International",
		    "CC-BY-NC-SA-4.0" },
		{ "Atribuci\u00F3n-NoComercial-SinDerivadas 4.0 Internacional",
		    "CC-BY-NC-ND-4.0" },
		{ "Creative Commons Atribui\u00E7\u00E3o 3.0 Brasil",
		    "CC-BY-3.0-BR" },
		{ "Attribuzione - Non commerciale 3.0 Italia",
		    "CC-BY-NC-3.0-IT" },
		{ "Uznanie autorstwa-U\u017Cycie niekomercyjne 3.0 Polska",
		    "CC-BY-NC-3.0-PL" },
		{ "Creative Commons At\u0131f-Gayriticari 4.0 "
		  "Uluslararas\u0131 Lisans\u0131",
		    "CC-BY-NC-4.0" },
		{ "Creative Commons CC BY (Attribution)", "CC-BY" },
		{ "MIT License", "MIT" },
		{ "http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0" },
		{ "http://creativecommons.org/licenses/", "" },
		{ "http://creativecommons.org/licenses/byebye/1.0/", "" },
		{ "http://creativecommons.org/licenses/by-nd-sa/1.0/", "" },
		{ "CC BY or CC BY-NC, as you like", "" },
		{ "a Creative Commons licence by the author", "" },
		{ "Attribution", "" },
		{ "Attribution of authorship", "" },
		{ "CC BY-ND-SA", "" },
		{ "CC BY 3.0 is ours", "CC-BY-3.0" },
		{ "cc: the editor", "" },
		{ "CC", "" },
		{ "ccc", "" },
		{ "None", "" },
		{ "All rights reserved", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		claims_assert(parse(cases[i][0]), cases[i][1]);
}

static void
a_code_is_its_own_normal_form(void **state)
{
	static const char *const codes[] = { "CC-BY", "CC-BY-4.0",
		"CC-BY-NC-ND-2.0", "CC-BY-SA-2.1-JP", "CC-BY-ND-3.0-PL",
		"CC-BY-3.0-IGO", "CC0-1.0" };
	const char *text = schema_text("license");
	struct text row[SCHEMA_COLUMNS];

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		claims_assert(parse(codes[i]), codes[i]);
	while (schema_row(&text, row)) {
		struct text code;

		if (row[1].length == 0)
			continue;
		code = license_parse(
		    arena, vocabulary, (struct text){ 0 }, row[1]);
		assert_true(text_equals(code, row[1]));
		assert_true(license_uri(arena, vocabulary, code).length > 0);
	}
}

static void
a_code_with_a_version_has_a_uri(void **state)
{
	static const char *const cases[][2] = {
		{ "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/" },
		{ "CC-BY-NC-ND-3.0-US",
		    "https://creativecommons.org/licenses/by-nc-nd/3.0/us/" },
		{ "CC0-1.0",
		    "https://creativecommons.org/publicdomain/zero/1.0/" },
		{ "MIT", "https://spdx.org/licenses/MIT" },
		{ "CC-BY", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		claims_assert(
		    license_uri(arena, vocabulary, text_of(cases[i][0])),
		    cases[i][1]);
}

static void
a_version_or_a_port_is_no_contradiction(void **state)
{
	(void)state;
	assert_true(license_agrees(TEXT("CC-BY"), TEXT("CC-BY-4.0")));
	assert_true(license_agrees(TEXT("CC-BY-3.0-UK"), TEXT("CC-BY-3.0")));
	assert_false(license_agrees(TEXT("CC-BY"), TEXT("CC-BY-NC")));
	assert_false(license_agrees(TEXT("MIT"), TEXT("CC-BY")));
}

TESTS(WITH_VOCABULARY(a_licence_is_known_by_url_code_or_words),
    WITH_VOCABULARY(a_code_is_its_own_normal_form),
    WITH_VOCABULARY(a_code_with_a_version_has_a_uri),
    TEST(a_version_or_a_port_is_no_contradiction))
