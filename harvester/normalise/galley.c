#include "base/array.h"
#include "base/limit.h"
#include "normalise/galley.h"
#include "normalise/slice.h"

#define IDENTIFIERS 100 /* looked at; more are a bad record */

/* "12" of ".../article/view/12/34"; none: it is no galley. */
static struct text
article_of(struct text url)
{
	static const char *const places[] = { "/article/view/",
		"/article/download/", "/article/viewFile/" };
	struct text path = slice_until(url, "?#");

	for (size_t i = 0; i < COUNT(places); i++) {
		struct text rest = slice_find(path, places[i]);
		struct text article;
		struct text galley;

		if (!slice_skip(&rest, places[i]))
			continue;
		article = slice_until(rest, "/");
		galley = slice_from(rest, article.length + 1);
		if (galley.length > 0 &&
		    slice_until(galley, "/").length == galley.length)
			return article;
	}
	return (struct text){ 0 };
}

/* ".../article/view/12", "oai:x:article/12" */
static bool
names(struct text identifier, struct text article)
{
	struct text before = identifier;

	if (article.length == 0 || identifier.length < article.length)
		return false;
	before.length -= article.length;
	return text_equals(slice_from(identifier, before.length), article) &&
	    (slice_ends(before, "/article/view/") ||
		slice_ends(before, ":article/"));
}

bool
galley_is(const struct draft *draft, const struct claim *claim)
{
	struct text article;
	size_t count = 0;

	if (claim->qualifier != QUALIFIER_NONE ||
	    claim->value.length > URL_BYTES || !slice_is_web(claim->value))
		return false;
	article = article_of(claim->value);
	if (article.length == 0 || text_is(draft->platform, "ojs"))
		return article.length > 0;
	for (const struct claim *own = draft->claims[ELEMENT_IDENTIFIER];
	     own != NULL && count < IDENTIFIERS; own = own->next, count++)
		if (own->value.length <= URL_BYTES &&
		    names(own->value, article))
			return true;
	return false;
}

bool
galley_is_pdf(const struct draft *draft, const struct claim *claim)
{
	size_t count = 0;

	for (const struct claim *format = draft->claims[ELEMENT_FORMAT];
	     format != NULL && count < IDENTIFIERS;
	     format = format->next, count++)
		if (format->origin == claim->origin &&
		    format->position == claim->position)
			return slice_is(format->value, "application/pdf");
	return false;
}
