#include <string.h>

#include "base/limit.h"
#include "normalise/identifier.h"
#include "normalise/number.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/web_url.h"

static bool
is_url(struct text value)
{
	return slice_starts(value, "http://") ||
	    slice_starts(value, "https://");
}

/* Puts behind the first of the needles that occurs. */
static bool
go_behind(struct text *value, const char *const *needles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text found = slice_find(*value, needles[i]);

		if (slice_skip(&found, needles[i])) {
			*value = found;
			return true;
		}
	}
	return false;
}

#define GO_BEHIND(value, needles) \
	go_behind(value, needles, sizeof(needles) / sizeof((needles)[0]))

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

	if (!GO_BEHIND(value, resolvers))
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
	if (is_url(value)) {
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

struct text
identifier_handle(struct arena *arena, struct text value)
{
	static const char *const places[] = { "hdl.handle.net/", "/handle/" };
	const struct text none = { 0 };
	struct text prefix;

	value = text_trim(value);
	if (is_url(value)) {
		if (!GO_BEHIND(&value, places))
			return none;
		value = slice_until(value, "?#;");
	} else if (!slice_skip(&value, "hdl:") &&
	    !slice_skip(&value, "info:hdl/")) {
		return none;
	}
	value = slice_strip(value, "/ ");
	prefix = slice_until(value, "/");
	if (prefix.length + 1 >= value.length || prefix.length == 0 ||
	    !slice_is_digit(prefix.bytes[0]) || text_is(prefix, "123456789") ||
	    value.length > ITEM_KEY_BYTES ||
	    slice_until(value, " \t").length < value.length)
		return none;
	for (size_t i = 0; i < prefix.length; i++) {
		if (!slice_is_digit(prefix.bytes[i]) && prefix.bytes[i] != '.')
			return none;
	}
	return memory_copy(arena, value);
}

/* Without "v2" at the end. */
static struct text
without_version(struct text value)
{
	size_t length = value.length;

	while (length > 0 && slice_is_digit(value.bytes[length - 1]))
		length--;
	if (length > 1 && length < value.length &&
	    value.bytes[length - 1] == 'v')
		value.length = length - 1;
	return value;
}

/* "math.GT/0309136" as "math/0309136". */
static struct text
old_arxiv(struct arena *arena, struct text archive, struct text number)
{
	struct text name = slice_until(archive, ".");
	char *bytes;

	if (number.length != 7 || !slice_is_digits(number) ||
	    name.length == 0 || name.length > 16)
		return (struct text){ 0 };
	for (size_t i = 0; i < name.length; i++) {
		if (!slice_is_word(name.bytes[i]) && name.bytes[i] != '-')
			return (struct text){ 0 };
	}
	bytes = memory_take(arena, name.length + 1 + number.length);
	memcpy(bytes, name.bytes, name.length);
	bytes[name.length] = '/';
	memcpy(bytes + name.length + 1, number.bytes, number.length);
	return (struct text){ bytes, name.length + 1 + number.length };
}

struct text
identifier_arxiv(struct arena *arena, struct text value)
{
	static const char *const places[] = { "://arxiv.org/abs/",
		"://arxiv.org/pdf/", "://www.arxiv.org/abs/",
		"://www.arxiv.org/pdf/" };
	struct text archive;
	struct text number;

	value = text_trim(value);
	if (is_url(value) ? !GO_BEHIND(&value, places)
			  : !slice_skip(&value, "arxiv:"))
		return (struct text){ 0 };
	value = slice_until(slice_strip(value, " "), " ?#");
	if (slice_ends(value, ".pdf"))
		value.length -= 4;
	value = without_version(value);
	archive = slice_until(value, "/");
	if (archive.length < value.length)
		return old_arxiv(
		    arena, archive, slice_from(value, archive.length + 1));
	number = slice_from(value, 5);
	if (value.length < 9 || value.length > 10 || value.bytes[4] != '.' ||
	    !slice_is_digits((struct text){ value.bytes, 4 }) ||
	    !slice_is_digits(number))
		return (struct text){ 0 };
	return memory_copy(arena, value);
}

struct text
identifier_pmid(struct arena *arena, struct text value)
{
	static const char *const places[] = { "info:pmid/",
		"altidentifier/pmid/", "://pubmed.ncbi.nlm.nih.gov/",
		"ncbi.nlm.nih.gov/pubmed/" };

	value = text_trim(value);
	if (!slice_skip(&value, "pmid:") && !GO_BEHIND(&value, places))
		return (struct text){ 0 };
	value = slice_strip(slice_until(value, "?#"), " /");
	if (!slice_is_digits(value) || value.length > 9)
		return (struct text){ 0 };
	return memory_copy(arena, value);
}

struct text
identifier_pmcid(struct arena *arena, struct text value)
{
	static const char *const places[] = { "ncbi.nlm.nih.gov/pmc/articles/",
		"://pmc.ncbi.nlm.nih.gov/articles/", "pmcid:" };
	char *bytes;

	value = text_trim(value);
	(void)GO_BEHIND(&value, places);
	value = slice_until(slice_strip(value, " "), "/?#");
	if (!slice_skip(&value, "pmc") || !slice_is_digits(value) ||
	    value.length > 9)
		return (struct text){ 0 };
	bytes = memory_take(arena, value.length + 3);
	memcpy(bytes, "PMC", 3);
	memcpy(bytes + 3, value.bytes, value.length);
	return (struct text){ bytes, value.length + 3 };
}

struct text
identifier_nbn(struct arena *arena, struct text value)
{
	struct text urn;
	char *bytes;

	value = text_trim(value);
	urn = slice_find(value, "urn:nbn:");
	if (urn.length < value.length && !is_url(value) &&
	    !slice_starts(value, "urn:urn:nbn:"))
		return (struct text){ 0 };
	if (!slice_skip(&urn, "urn:nbn:"))
		return (struct text){ 0 };
	urn = slice_until(urn, " \t?#&");
	if (urn.length < 4 || urn.length > ITEM_KEY_BYTES)
		return (struct text){ 0 };
	bytes = memory_take(arena, urn.length + 4);
	memcpy(bytes, "nbn:", 4);
	memcpy(bytes + 4, urn.bytes, urn.length);
	return (struct text){ bytes, urn.length + 4 };
}

struct text
identifier_ark(struct arena *arena, struct text value)
{
	struct text ark;
	struct text authority;
	char *bytes;

	value = text_trim(value);
	ark = slice_find(value, "ark:");
	if (ark.length < value.length && !is_url(value))
		return (struct text){ 0 };
	(void)slice_skip(&ark, "ark:");
	ark = slice_strip(slice_until(ark, " \t?#"), "/");
	authority = slice_until(ark, "/");
	if (authority.length < 5 || !slice_is_digits(authority) ||
	    authority.length + 1 >= ark.length || ark.length > ITEM_KEY_BYTES)
		return (struct text){ 0 };
	bytes = memory_take(arena, ark.length + 1);
	bytes[0] = '/';
	memcpy(bytes + 1, ark.bytes, ark.length);
	return (struct text){ bytes, ark.length + 1 };
}

static struct text
other_urn(struct arena *arena, struct text value)
{
	value = text_trim(value);
	(void)slice_skip(&value, "urn:urn:");
	if (!slice_skip(&value, "urn:") || value.length == 0 ||
	    value.length > ITEM_KEY_BYTES ||
	    slice_until(value, " \t").length < value.length)
		return (struct text){ 0 };
	return memory_copy(arena, value);
}

/* The first that reads a value decides. */
static const struct {
	const char *scheme;
	struct text (*read)(struct arena *arena, struct text value);
} schemes[] = {
	{ "doi:", identifier_doi },
	{ "handle:", identifier_handle },
	{ "arxiv:", identifier_arxiv },
	{ "pmid:", identifier_pmid },
	{ "pmcid:", identifier_pmcid },
	{ "urn:", identifier_nbn },
	{ "ark:", identifier_ark },
	{ "isbn:", number_isbn },
	{ "issn:", number_issn },
	{ "url:", web_url },
	{ "urn:", other_urn },
};

struct identifiers {
	struct draft *draft;
	struct table seen;
	struct memory_list list;
	const struct claim *landing_claim;
	struct text landing_url;
};

static void
add(struct identifiers *identifiers, const char *scheme, struct text value)
{
	struct draft *draft = identifiers->draft;
	struct text line;

	buffer_reset(&draft->scratch);
	buffer_add_string(&draft->scratch, scheme);
	buffer_add_text(&draft->scratch, value);
	if (draft->scratch.length > ITEM_KEY_BYTES)
		return;
	line = draft_take_scratch(draft);
	if (table_add(&identifiers->seen, line, draft))
		memory_list_add(&identifiers->list, line);
}

static void
read_value(struct identifiers *identifiers, const struct claim *claim)
{
	struct draft *draft = identifiers->draft;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		struct text value = schemes[i].read(draft->arena, claim->value);

		if (value.length == 0)
			continue;
		add(identifiers, schemes[i].scheme, value);
		if (i == 0 && draft->item->doi.length == 0) {
			draft->item->doi = value;
			draft_explain(draft, "doi", claim, "first DOI");
		}
		return;
	}
}

/* The first page, or else the first file. */
static void
look_for_landing(struct identifiers *identifiers, const struct claim *claim)
{
	struct text url;

	if (!is_url(text_trim(claim->value)))
		return;
	url = web_url(identifiers->draft->arena, claim->value);
	if (url.length == 0)
		return;
	if (identifiers->landing_claim != NULL &&
	    (web_url_is_full_text(url) ||
		!web_url_is_full_text(identifiers->landing_url)))
		return;
	identifiers->landing_claim = claim;
	identifiers->landing_url = url;
}

static void
look_for_issn(struct identifiers *identifiers, enum element element)
{
	struct draft *draft = identifiers->draft;

	for (const struct claim *claim = draft->claims[element]; claim != NULL;
	     claim = claim->next) {
		struct text issn;

		if (!number_is_issn_labelled(claim->value))
			continue;
		issn = number_issn(draft->arena, claim->value);
		if (issn.length > 0)
			add(identifiers, "issn:", issn);
	}
}

void
identifier_field(struct draft *draft)
{
	struct identifiers identifiers = {
		.draft = draft,
		.list = { .arena = draft->arena },
	};

	table_init(&identifiers.seen, draft->arena);
	for (const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];
	     claim != NULL; claim = claim->next) {
		if (claim->value.length > URL_BYTES)
			continue;
		read_value(&identifiers, claim);
		look_for_landing(&identifiers, claim);
	}
	look_for_issn(&identifiers, ELEMENT_SOURCE);
	look_for_issn(&identifiers, ELEMENT_RELATION);
	draft->item->identifiers = draft_list(&identifiers.list);
	if (identifiers.landing_claim == NULL)
		return;
	draft->item->landing_url = identifiers.landing_url;
	draft_explain(draft, "landing_url", identifiers.landing_claim,
	    "first URL that is no file");
}
