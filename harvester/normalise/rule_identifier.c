#include "normalise/clean.h"
#include "normalise/identifier.h"
#include "normalise/number.h"
#include "normalise/rule.h"
#include "normalise/web_url.h"

#define READ_WITH(name, function)                                             \
	static struct text name(                                              \
	    const struct rule_call *call, struct text input)                  \
	{                                                                     \
		return function(call->arena, clean_text(call->arena, input)); \
	}
READ_WITH(read_doi, identifier_doi)
READ_WITH(read_handle, identifier_handle)
READ_WITH(read_arxiv, identifier_arxiv)
READ_WITH(read_pmid, identifier_pmid)
READ_WITH(read_pmcid, identifier_pmcid)
READ_WITH(read_issn, number_issn_inside)
READ_WITH(read_isbn, number_isbn)
READ_WITH(read_orcid, number_orcid)
READ_WITH(read_url, web_url)

static struct text
join_scheme(struct arena *arena, const char *scheme, struct text value)
{
	return value.length == 0 ? value
				 : memory_join(arena, text_of(scheme), value);
}

static struct text
read_nbn(const struct rule_call *call, struct text input)
{
	return join_scheme(
	    call->arena, "urn:", identifier_nbn(call->arena, input));
}

static struct text
read_ark(const struct rule_call *call, struct text input)
{
	return join_scheme(call->arena, "ark:",
	    identifier_ark(call->arena, clean_text(call->arena, input)));
}

static struct text
read_kind(const struct rule_call *call, struct text input)
{
	return text_of(
	    identifier_kind(call->arena, clean_text(call->arena, input)));
}

const struct rule rule_identifiers[] = {
	{ .name = "doi", .help = "a DOI, bare", .read = read_doi },
	{ .name = "handle", .help = "a handle, bare", .read = read_handle },
	{ .name = "arxiv", .help = "an arXiv identifier", .read = read_arxiv },
	{ .name = "pmid", .help = "a PubMed identifier", .read = read_pmid },
	{ .name = "pmcid", .help = "a PMC identifier", .read = read_pmcid },
	{ .name = "issn", .help = "an ISSN", .read = read_issn },
	{ .name = "isbn", .help = "an ISBN, 13 digits", .read = read_isbn },
	{ .name = "orcid", .help = "an ORCID iD, bare", .read = read_orcid },
	{ .name = "identifier_kind",
	    .help = "what kind of identifier it is",
	    .read = read_kind },
	{ .name = "url",
	    .help = "an http, https or ftp URL",
	    .read = read_url },
	{ .name = "urn_nbn", .help = "a URN:NBN", .read = read_nbn },
	{ .name = "ark", .help = "an ARK", .read = read_ark },
	{ 0 },
};
