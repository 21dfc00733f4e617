#include <string.h>

#include "base/item.h"
#include "normalise/identifier.h"
#include "normalise/slice.h"

/* 10. and four to nine digits, dots and digits, a slash, something. */
static bool
is_doi(struct text text)
{
	struct text registrant = slice_until(text, "/");

	if (!slice_starts(text, "10.") ||
	    registrant.length + 1 >= text.length ||
	    text.length > ITEM_KEY_BYTES)
		return false;
	registrant = slice_until(slice_from(registrant, 3), ".");
	if (registrant.length < 4 || registrant.length > 9 ||
	    !slice_is_digits(registrant))
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if ((unsigned char)text.bytes[i] <= ' ' ||
		    text.bytes[i] == 0x7F)
			return false;
	}
	return text_is_utf8(text);
}

#define BRACKETS 4

/* How many more of each kind are opened than closed; counted once, for a
 * stranger may write a thousand of them. */
static void
count_brackets(struct text text, int depth[BRACKETS])
{
	static const char opening[] = "([<{";
	static const char closing[] = ")]>}";

	for (size_t i = 0; i < text.length; i++) {
		const char *opened = strchr(opening, text.bytes[i]);
		const char *closed = strchr(closing, text.bytes[i]);

		if (text.bytes[i] == '\0')
			continue;
		if (opened != NULL)
			depth[opened - opening]++;
		else if (closed != NULL)
			depth[closed - closing]--;
	}
}

/* Without punctuation, and brackets that have no other half. */
static struct text
without_tail(struct text text)
{
	static const char opening[] = "([<{";
	static const char closing[] = ")]>}";
	int depth[BRACKETS] = { 0 };

	count_brackets(text, depth);
	while (text.length > 0) {
		char last = text.bytes[text.length - 1];
		const char *opened = strchr(opening, last);
		const char *closed = strchr(closing, last);

		if (last == '\0')
			break;
		if (opened != NULL)
			depth[opened - opening]--;
		else if (closed != NULL && depth[closed - closing] < 0)
			depth[closed - closing]++;
		else if (closed != NULL || strchr(".,;/\"'", last) == NULL)
			break;
		text.length--;
	}
	return text;
}

static bool
find_doi_in_url(struct text *value)
{
	static const char *const resolvers[] = { "://doi.org/",
		"://dx.doi.org/", "://www.doi.org/", "://doi.acm.org/",
		"://doi.ieeecomputersociety.org/", "://hdl.handle.net/",
		"/doi/abs/", "/doi/full/", "/doi/pdf/", "/doi/epdf/",
		"/doi/pdfplus/", "/doi/" };
	static const char *const tails[] = { "/abstract", "/full", "/pdf",
		"/epdf", "/fulltext" };

	if (!(slice_has(*value, "doi") || slice_has(*value, "://hdl.")) ||
	    !SLICE_GO_BEHIND(value, resolvers))
		return false;
	*value = slice_until(*value, "?#");
	value->length -= slice_find(*value, ";jsessionid").length;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if (slice_ends(*value, tails[i]))
			value->length -= strlen(tails[i]);
	}
	return true;
}

static struct text
skip_doi_prefix(struct text value)
{
	static const char *const prefixes[] = { "info:doi/",
		"urn:doi:", "info:eu-repo/semantics/altidentifier/doi/",
		"doi:", "doi ", "doi.org/", "dx.doi.org/" };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (slice_skip(&value, prefixes[i]))
			value = slice_strip(value, " /");
	}
	return value;
}

struct text
identifier_doi(struct arena *arena, struct text value)
{
	const struct text none = { 0 };
	struct text doi;

	value = slice_strip(value, " \t\r\n([<");
	if (slice_is_web(value)) {
		if (!find_doi_in_url(&value))
			return none;
		value = slice_decode_percent(arena, value);
	}
	value = skip_doi_prefix(value);
	doi = slice_until(value, " \t\r\n");
	/* Behind a blank, only the same again in angle brackets. */
	value = text_trim(slice_from(value, doi.length));
	if (value.length > 0 && value.bytes[0] != '<')
		return none;
	doi = without_tail(doi);
	return is_doi(doi) ? slice_lower(arena, doi) : none;
}

struct text
identifier_doi_inside(struct arena *arena, struct text value)
{
	struct text found = { 0 };
	struct text rest = value;

	while ((rest = slice_find(rest, "10.")).length > 0) {
		struct text token = slice_until(rest, " \t");
		bool is_inside_word =
		    rest.bytes > value.bytes && slice_is_word(rest.bytes[-1]);
		struct text doi = { 0 };

		/* The rest of it begins no other: 10.1/10.2/10.3 is one. */
		rest = slice_from(rest, token.length);
		if (!is_inside_word)
			doi = identifier_doi(arena, token);
		if (doi.length == 0)
			continue;
		if (found.length > 0 && !text_equals(found, doi))
			return (struct text){ 0 };
		found = doi;
	}
	return found;
}
