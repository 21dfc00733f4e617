#include <string.h>

#include "base/item.h"
#include "normalise/identifier.h"
#include "normalise/slice.h"

static struct text
decode_percent(struct arena *arena, struct text text)
{
	char *bytes = memory_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		bool is_triple = text.bytes[i] == '%' && i + 2 < text.length &&
		    slice_digit(text.bytes[i + 1]) >= 0 &&
		    slice_digit(text.bytes[i + 2]) >= 0;

		if (is_triple) {
			bytes[length++] =
			    (char)(slice_digit(text.bytes[i + 1]) * 16 +
				slice_digit(text.bytes[i + 2]));
			i += 2;
		} else {
			bytes[length++] = text.bytes[i];
		}
	}
	return (struct text){ bytes, length };
}

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

static bool
is_unbalanced(struct text text, char opening, char closing)
{
	int depth = 0;

	if (text.bytes[text.length - 1] != closing)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		depth += text.bytes[i] == opening;
		depth -= text.bytes[i] == closing;
	}
	return depth < 0;
}

static struct text
without_tail(struct text text)
{
	size_t before;

	do {
		before = text.length;
		while (text.length > 0 &&
		    strchr(".,;/\"'", text.bytes[text.length - 1]) != NULL)
			text.length--;
		if (text.length > 0 &&
		    (is_unbalanced(text, '(', ')') ||
			is_unbalanced(text, '[', ']') ||
			is_unbalanced(text, '<', '>') ||
			is_unbalanced(text, '{', '}')))
			text.length--;
	} while (text.length > 0 && text.length < before);
	return text;
}

static bool
find_doi_in_url(struct text *value)
{
	static const char *const resolvers[] = { "://doi.org/",
		"://dx.doi.org/", "://www.doi.org/", "://hdl.handle.net/",
		"/doi/abs/", "/doi/full/", "/doi/pdf/", "/doi/epdf/",
		"/doi/pdfplus/", "/doi/" };
	static const char *const tails[] = { "/abstract", "/full", "/pdf",
		"/epdf", "/fulltext" };

	if (!SLICE_GO_BEHIND(value, resolvers))
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
		value = decode_percent(arena, value);
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
