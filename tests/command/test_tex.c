#include <string.h>

#include "command/tex.h"
#include "test.h"

struct as_tex {
	const char *served;
	const char *written;
};

static void
check(const struct as_tex *cases, bool is_tex)
{
	for (; cases->served != NULL; cases++) {
		struct buffer buffer;

		buffer_init(&buffer, 0);
		tex_add(&buffer, text_of(cases->served), is_tex);
		buffer_add_char(&buffer, '\0');
		assert_string_equal(buffer.bytes, cases->written);
		buffer_fini(&buffer);
	}
}

static void
formulas_are_left_as_they_are(void **state)
{
	static const struct as_tex cases[] = {
		{ "$K$-theory", "$K$-theory" },
		{ "$U_q(\\mathfrak{sl}_2)$", "$U_q(\\mathfrak{sl}_2)$" },
		{ "BaTiO$_3$ and Ga$_{1-x}$Mn$_x$N",
		    "BaTiO$_3$ and Ga$_{1-x}$Mn$_x$N" },
		{ "$D_{sJ}^*(2860)$ as $c\\bar{s}$",
		    "$D_{sJ}^*(2860)$ as $c\\bar{s}$" },
		{ "$\\rm E_{6(6)}$, $p'$, $2$-Neighbour",
		    "$\\rm E_{6(6)}$, $p'$, $2$-Neighbour" },
		{ "$\\left( \\frac 1 2 \\right]$",
		    "$\\left( \\frac 1 2 \\right]$" },
		{ "some \\(l\\)-Adic", "some $l$-Adic" },
		{ "Neutron \\beta-decay", "Neutron $\\beta$-decay" },
		{ "J/\\psi in \\mathbb{R}^2", "J/$\\psi$ in $\\mathbb{R}^2$" },
		/* Escaped braces would count. */
		{ "$\\{x$", "$\\lbrace x$" },
		{ "$a=5%$", "$a=5\\%$" },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
money_is_no_formula(void **state)
{
	static const struct as_tex cases[] = {
		{ "from $5 to $10", "from \\$5 to \\$10" },
		{ "$5-$10", "\\$5-\\$10" },
		{ "the US$/A$ rate", "the US\\$/A\\$ rate" },
		{ "US$ 5 = A$ 7", "US\\$ 5 = A\\$ 7" },
		{ "$5 + tax = A$ 7", "\\$5 + tax = A\\$ 7" },
		{ "at $1 or $n$", "at \\$1 or $n$" },
		{ "only $", "only \\$" },
		{ "$$", "\\$\\$" },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
what_is_not_known_does_not_get_through(void **state)
{
	static const struct as_tex cases[] = {
		{ "$\\input x$", "\\$\\textbackslash{}input x\\$" },
		{ "\\write18 x", "\\textbackslash{}write18 x" },
		{ "$^^5cx$",
		    "\\$\\textasciicircum{}\\textasciicircum{}5cx\\$" },
		{ "$x^$", "\\$x\\textasciicircum{}\\$" },
		{ "$\\mathbb$", "\\$\\textbackslash{}mathbb\\$" },
		{ "$\\right)$", "\\$\\textbackslash{}right)\\$" },
		{ "$a}b{c$", "\\$a\\textbraceright{}b\\textbraceleft{}c\\$" },
		{ "\\emph{\\def\\x1}",
		    "\\emph{\\textbackslash{}def"
		    "\\textbackslash{}x1}" },
		{ "{\\it x", "\\textbraceleft{}\\textbackslash{}it x" },
		{ "\\", "\\textbackslash{}" },
		{ "\\(", "\\textbackslash{}(" },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
accents_and_fonts_are_tex(void **state)
{
	static const struct as_tex cases[] = {
		{ "Rayleigh-B\\'{e}nard", "Rayleigh-B{\\'{e}}nard" },
		{ "Ho\\v{r}ava", "Ho{\\v{r}}ava" },
		{ "L{\\\"o}wner, {\\v r}", "L{\\\"{o}}wner, {\\v{r}}" },
		{ "{\\it Homo sapiens}", "{\\it Homo sapiens}" },
		{ "\\emph{a & b}", "\\emph{a \\& b}" },
		{ "R\\&D", "R\\&D" },
		{ NULL, NULL },
	};

	(void)state;
	check(cases, false);
	check(cases, true);
}

static void
an_escaped_apostrophe_is_an_accent_where_tex_is_written(void **state)
{
	static const struct as_tex elsewhere[] = {
		{ "l\\'amour", "l\\textbackslash{}'amour" },
		{ "{more} ~5",
		    "\\textbraceleft{}more\\textbraceright{} "
		    "\\textasciitilde{}5" },
		{ NULL, NULL },
	};
	static const struct as_tex there[] = {
		{ "L\\'evy, Schr\\\"odinger",
		    "L{\\'{e}}vy, Schr{\\\"{o}}dinger" },
		{ "Gau\\ss{} and \\'\\i, {DNA}",
		    "Gau{\\ss} and {\\'{\\i}}, {DNA}" },
		{ "Fig.~5", "Fig.~5" },
		{ "\\'{\\ae}gir, Weierstra\\ss\\ x",
		    "{\\'{\\ae}}gir, Weierstra{\\ss} x" },
		{ "A \\\"quoted\\\"",
		    "A \\textbackslash{}\"quoted\\textbackslash{}\"" },
		{ "D\\'\\i az, na\\\"\\i{}ve",
		    "D{\\'{\\i}}az, na{\\\"{\\i}}ve" },
		{ NULL, NULL },
	};

	(void)state;
	check(elsewhere, false);
	check(there, true);
}

/* BibTeX takes nothing else for the end of a field. */
static void
braces_balance_whatever_comes(void **state)
{
	static const char signs[] = "{}$\\^_(a%' ";
	char served[7] = { 0 };
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer, 0);
	for (unsigned n = 0; n < 2 * 11 * 11 * 11 * 11 * 11 * 11; n++) {
		int depth = 0;

		for (unsigned i = 0, rest = n / 2; i < 6; i++, rest /= 11)
			served[i] = signs[rest % 11];
		buffer_reset(&buffer);
		tex_add(&buffer, text_of(served), n % 2 == 0);
		for (size_t i = 0; i < buffer.length && depth >= 0; i++)
			depth +=
			    (buffer.bytes[i] == '{') - (buffer.bytes[i] == '}');
		assert_int_equal(depth, 0);
	}
	buffer_fini(&buffer);
}

TESTS(TEST(formulas_are_left_as_they_are), TEST(money_is_no_formula),
    TEST(what_is_not_known_does_not_get_through),
    TEST(accents_and_fonts_are_tex),
    TEST(an_escaped_apostrophe_is_an_accent_where_tex_is_written),
    TEST(braces_balance_whatever_comes))
