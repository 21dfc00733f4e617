#include <string.h>

#include "base/array.h"
#include "command/tex.h"

/*
 * Commands of LaTeX's kernel, amsmath and amssymb that make a sign or dress
 * one: none that defines, reads or writes. A blank before and behind each.
 */
static const struct {
	enum tex_command kind;
	const char *names;
} commands[] = {
	{ TEX_SYMBOL,
	    " Delta Gamma Im Lambda Leftarrow Leftrightarrow "
	    "Longrightarrow Omega Phi Pi Pr Psi Re Rightarrow Sigma "
	    "Theta Upsilon Vert Xi aleph alpha amalg angle approx "
	    "arccos arcsin arctan arg ast asymp beta bigcap bigcup "
	    "bigoplus bigotimes bot bullet cal cap cdot cdots chi circ "
	    "colon complement cong coprod cos cosh cot coth csc cup "
	    "dagger dashv ddagger ddots deg delta det diamond dim div "
	    "doteq dots downarrow ell emptyset epsilon equiv eta exists "
	    "exp flat forall gamma gcd ge geq geqslant gets gg gtrless "
	    "gtrsim hbar hom hookrightarrow hslash iff iint imath in "
	    "inf infty int iota jmath kappa ker lVert lambda langle "
	    "lbrace lbrack lceil ldots le leftarrow leftrightarrow leq "
	    "leqslant lessgtr lesssim lfloor lg lim liminf limsup ll ln "
	    "log longleftarrow longmapsto longrightarrow ltimes lvert "
	    "mapsto max mid min models mp mu nabla natural ne neg neq "
	    "ni nmid notin nu odot oint omega ominus oplus oslash "
	    "otimes parallel partial perp phi pi pm prec preceq prime "
	    "prod propto psi qquad quad rVert rangle rbrace rbrack "
	    "rceil rfloor rho rightarrow rtimes rvert sec setminus "
	    "sharp sigma sim simeq sin sinh sqcap sqcup square star "
	    "subset subseteq succ succeq sum sup supset supseteq tan "
	    "tanh tau theta times to top triangle triangleq uparrow "
	    "updownarrow upsilon varepsilon varnothing varphi varpi "
	    "varrho varsigma vartheta vdash vdots vee vert wedge wp wr "
	    "xi zeta " },
	{ TEX_OPERATOR,
	    " Big acute bar big bigl bigr binom boldsymbol breve check "
	    "ddot dfrac dot frac grave hat mathbb mathbf mathcal "
	    "mathfrak mathit mathop mathrm mathsf mathtt mbox not "
	    "operatorname overline overrightarrow overset pmb sqrt "
	    "stackrel text tfrac tilde underset vec widehat widetilde " },
	{ TEX_LEFT, " left " },
	{ TEX_RIGHT, " right " },
	{ TEX_LETTER, " AA AE L O OE aa ae i j l o oe ss " },
	{ TEX_FONT, " bf em it rm sc sf sl tt " },
	{ TEX_STYLE,
	    " emph textbf textit textrm textsc textsf textsl "
	    "textsubscript textsuperscript texttt underline " },
};

static bool
has_name(const char *names, struct text name)
{
	while (*names == ' ' && names[1] != '\0') {
		size_t length = strcspn(++names, " ");

		if (text_equals((struct text){ names, length }, name))
			return true;
		names += length;
	}
	return false;
}

enum tex_command
tex_command_find(struct text name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (has_name(commands[i].names, name))
			return commands[i].kind;
	return TEX_UNKNOWN;
}
