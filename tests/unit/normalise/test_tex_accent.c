#include <stdlib.h>

#include "claims.h"
#include "normalise/container.h"
#include "normalise/relation.h"
#include "normalise/subject.h"
#include "normalise/tex_accent.h"
#include "normalise/text_field.h"
#include "normalise/title.h"

struct as_read {
	const char *served;
	const char *read; /* NULL: the same */
};

static void
check(const struct as_read *cases, bool is_tex)
{
	for (; cases->served != NULL; cases++) {
		const char *expected =
		    cases->read == NULL ? cases->served : cases->read;
		struct text once =
		    tex_read(arena, text_of(cases->served), is_tex);

		claims_assert(once, expected);
		claims_assert(tex_read(arena, once, is_tex), expected);
	}
}

static void
accents_in_braces_are_tex(void **state)
{
	static const struct as_read cases[] = {
		{ "Rayleigh-B\\'{e}nard", "Rayleigh-Bénard" },
		{ "Gr{\\\"o}bner", "Gröbner" },
		{ "Ho\\v{r}ava and {\\v S}tef{\\'{a}}n", "Hořava and Štefán" },
		{ "Erd{\\H{o}}s, F{\\\"u}redi", "Erdős, Füredi" },
		{ "Ambj{\\o}rn, {\\AA}rhus, Stra\\ss{}e",
		    "Ambjørn, Århus, Straße" },
		{ "Mart{\\'{\\i}}nez, M\\'{\\i}n", "Martínez, Mín" },
		{ "\\c{C}a\\u{g}r\\i{} \\k{a} \\d{s} \\b{z} \\r{u} \\.{z}",
		    "Çağrı ą ṣ ẕ ů ż" },
		{ "\\`{e} \\^{e} \\~{n} \\={a}", "è ê ñ ā" },
		{ "\\'{\\ae}gir, \\'{\\o}, \\'{\\i }", "ǽgir, ǿ, í" },
		/* Nothing is composed of these. */
		{ "\\\"{q}", "q\u0308" },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
others_stay_as_they_are(void **state)
{
	static const struct as_read cases[] = {
		{ "Neutron \\beta-decay", NULL },
		{ "$\\beta$-decay of $\\bar{p}$, Gr$\\ddot{u}$n", NULL },
		{ "$\\'{e}$ \\(\\'{e}\\) \\[{\\o}\\] $$\\v{r}$$", NULL },
		{ "\\emph{\\ss{}} and {DNA}, {\\it x}",
		    "\\emph{ß} and {DNA}, {\\it x}" },
		{ "R\\&D \\$5 \\{x\\} a\\\\'e", NULL },
		{ "\\vec{v} \\cal{H} \\bar{b} \\d{12} \\u{e9}", NULL },
		{ "\\'{e", NULL },
		{ "\\~{} \\^{}", NULL },
		{ "\\", NULL },
		{ "{\\", NULL },
		{ "$5 and no end, \\'{e}", "$5 and no end, é" },
		{ "\\( and no end, {\\o}", "\\( and no end, ø" },
		{ "", NULL },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
accents_without_braces_are_where_tex_is_written(void **state)
{
	static const struct as_read elsewhere[] = {
		{ "{\\'e", NULL },
		{ "l\\'amour, \\\"old\\\" C:\\o", NULL },
		{ NULL, NULL },
	};
	static const struct as_read there[] = {
		{ "Poincar\\'e, Schr\\\"odinger", "Poincaré, Schrödinger" },
		{ "It\\^o, d'apr\\`es, \\'\\i", "Itô, d'après, í" },
		{ "Ho\\v rava, Gau\\ss, \\O re, \\L{}",
		    "Hořava, Gauß, Øre, Ł" },
		{ "Garc\\'\\i a-Mart\\'\\i nez, D\\'\\i az, na\\\"\\i ve",
		    "García-Martínez, Díaz, naïve" },
		{ "Mar\\'\\i{}a, b\\'\\i, {\\'\\i }x", "María, bí, íx" },
		{ "\\emph{\\\"U}", "\\emph{Ü}" },
		{ "Weierstra\\ss\\ principle, Poincar\\'e\\ maps",
		    "Weierstraß principle, Poincaré maps" },
		{ "{\\o}\\ re, \\'\\ae gir", "ø re, ǽgir" },
		/* No letter has these: they are quotation marks. */
		{ "A \\\"quoted\\\" title, {\\\"q}", NULL },
		{ "x\\ y, \\alpha\\ z, \\'\\oint", NULL },
		{ "\\ell-adic \\int \\oint \\dot", NULL },
		{ "\\~no http://example.edu/\\~smith/code",
		    "ño http://example.edu/\\~smith/code" },
		{ NULL, NULL },
	};

	(void)state;
	check(elsewhere, false);
	check(there, true);
}

static void (*const fields[])(struct draft *draft) = { title_field, NULL };

static void
a_title_of_arxiv_has_letters(void **state)
{
	static const struct said said[] = {
		SAID("oai_dc", TITLE, NONE, "On L\\'evy and $\\'x$"),
		{ 0 },
	};
	static const struct said other[] = {
		SAID("arxiv", TITLE, NONE, "On L\\'evy"),
		{ 0 },
	};

	(void)state;
	claims_assert(
	    claims_make(said, "arxiv", fields).title, "On Lévy and $\\'x$");
	claims_assert(
	    claims_make(said, "arxiv", fields).title_key, "onlevyandx");
	claims_assert(claims_make(said, "eprints", fields).title,
	    "On L\\'evy and $\\'x$");
	claims_assert(claims_make(other, NULL, fields).title, "On Lévy");
}

static void (*const others[])(struct draft *draft) = { subject_field,
	publisher_field, container_field, NULL };

static void
journals_subjects_and_publishers_have_letters(void **state)
{
	static const struct said said[] = {
		SAID("oai_dc", SOURCE, NONE,
		    "Ann. Inst. H. Poincar\\'e Probab. Statist. 45 (2009), "
		    "23-41"),
		SAID("oai_dc", SUBJECT, NONE, "Poincar\\'e maps"),
		SAID("oai_dc", PUBLISHER, NONE, "Universit\\\"at Z\\\"urich"),
		{ 0 },
	};
	static const struct said cited[] = {
		SAID("oai_dc", IDENTIFIER, CITATION,
		    "Ann. Inst. H. Poincar{\\'e} 45 (2009), 23-41"),
		{ 0 },
	};
	struct item item = claims_make(said, "arxiv", others);

	(void)state;
	claims_assert(
	    item.container, "Ann. Inst. H. Poincaré Probab. Statist.");
	claims_assert(item.publisher.texts[0], "Universität Zürich");
	assert_true(slice_has(item.subjects, "\"Poincaré maps\""));
	assert_true(
	    slice_has(item.why, "without place; TeX's accents as letters"));
	claims_assert(claims_make(cited, "eprints", others).container,
	    "Ann. Inst. H. Poincaré");
}

static void (*const relations[])(
    struct draft *draft) = { relation_field, NULL };

static void
addresses_stay_as_they_are(void **state)
{
	static const struct said said[] = {
		SAID("oai_dc", RELATION, NONE, "https://example.edu/a\\\"o"),
		{ 0 },
	};

	(void)state;
	claims_assert(claims_make(said, "arxiv", relations).relations,
	    "[{\"rel\":\"relation\",\"scheme\":\"url\","
	    "\"value\":\"https://example.edu/a%5C%22o\"}]");
}

/* Formulas that never end are not looked for again and again. */
static void
a_long_text_takes_no_long_time(void **state)
{
	size_t length = 4000000;
	char *bytes = malloc(length);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < length; i++)
		bytes[i] = "\\(\\[$1{"[i % 7];
	(void)tex_read(arena, (struct text){ bytes, length - 1 }, true);
	free(bytes);
}

TESTS(WITH_VOCABULARY(accents_in_braces_are_tex),
    WITH_VOCABULARY(others_stay_as_they_are),
    WITH_VOCABULARY(accents_without_braces_are_where_tex_is_written),
    WITH_VOCABULARY(a_title_of_arxiv_has_letters),
    WITH_VOCABULARY(journals_subjects_and_publishers_have_letters),
    WITH_VOCABULARY(addresses_stay_as_they_are),
    WITH_VOCABULARY(a_long_text_takes_no_long_time))
