#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/galley.h"
#include "normalise/identifier.h"
#include "normalise/slice.h"
#include "normalise/web_url.h"

/*
 * Which link is taken, the first row first; in a row the first that is
 * served. A format that says what a link is for knows best; a handle is the
 * repository's own, a DOI or a page elsewhere need not be.
 */
enum rank {
	RANK_SAID,
	RANK_HANDLE,
	RANK_PAGE,
	RANK_RELATION,
	RANK_ELSEWHERE,
	RANK_DOI,
	RANK_URN,
	RANK_LOCAL_HANDLE,
	RANK_FILE,
	RANK_NONE,
};

static const char *const landing_rules[] = {
	[RANK_SAID] = "said to be its page",
	[RANK_HANDLE] = "first handle",
	[RANK_PAGE] = "first URL that is no file",
	[RANK_RELATION] = "related page on the repository's host",
	[RANK_ELSEWHERE] = "first page elsewhere",
	[RANK_DOI] = "address of a DOI",
	[RANK_URN] = "address of a URN",
	[RANK_LOCAL_HANDLE] = "handle that is not registered",
	[RANK_FILE] = "first URL",
};

/* A galley that is a PDF goes before others. */
static const char *const file_rules[] = {
	[RANK_SAID] = "said to be its full text",
	[RANK_PAGE] = "galley that is a PDF",
	[RANK_RELATION] = "first galley",
	[RANK_FILE] = "first file",
};

struct link {
	enum rank rank;
	struct text url;
	const struct claim *claim;
};

struct links {
	struct draft *draft;
	struct link landing;
	struct link file;
	struct text host; /* of the first file: the repository's */
};

static void
offer(struct link *link, enum rank rank, struct text url,
    const struct claim *claim)
{
	if (rank < link->rank)
		*link = (struct link){ rank, url, claim };
}

static void
offer_file(struct links *links, enum rank rank, struct text url,
    const struct claim *claim)
{
	offer(&links->file, rank, url, claim);
	offer(&links->landing, RANK_FILE, url, claim);
	if (links->host.length == 0)
		links->host = web_url_host(url);
}

static enum rank
rank_of(const struct identified *read, struct text url)
{
	static const struct {
		const char *scheme;
		enum rank rank;
	} ranks[] = {
		{ "doi", RANK_DOI },
		{ "urn", RANK_URN },
		{ "handle", RANK_HANDLE },
		{ "arxiv", RANK_ELSEWHERE },
		{ "pmid", RANK_ELSEWHERE },
		{ "pmcid", RANK_ELSEWHERE },
	};

	for (size_t i = 0; read->scheme != NULL && i < COUNT(ranks); i++)
		if (strcmp(read->scheme, ranks[i].scheme) == 0)
			return ranks[i].rank;
	/* Nobody resolves a handle under DSpace's default prefix. */
	if (slice_is(web_url_host(url), "hdl.handle.net"))
		return RANK_LOCAL_HANDLE;
	return RANK_PAGE;
}

static void
look_at(struct links *links, const struct claim *claim)
{
	struct arena *arena = links->draft->arena;
	struct text url;
	struct identified read;

	if (claim->value.length > URL_BYTES || !slice_is_web(claim->value) ||
	    claim->qualifier == QUALIFIER_OTHER)
		return;
	url = web_url(arena, claim->value);
	if (url.length == 0)
		return;
	if (claim->qualifier == QUALIFIER_LANDING) {
		offer(&links->landing, RANK_SAID, url, claim);
	} else if (claim->qualifier == QUALIFIER_FULL_TEXT) {
		offer_file(links, RANK_SAID, url, claim);
	} else if (web_url_is_full_text(url)) {
		offer_file(links, RANK_FILE, url, claim);
	} else {
		read = identifier_read(arena, claim->value);
		offer(&links->landing, rank_of(&read, url), url, claim);
	}
}

/* "application/pdf https://ep.eur.nl/retrieve/2101/ei200350.pdf" */
static void
look_at_format(struct links *links, const struct claim *claim)
{
	struct text behind =
	    slice_from(claim->value, slice_until(claim->value, " ").length + 1);
	struct text url;

	if (behind.length > URL_BYTES || !slice_is_web(behind) ||
	    slice_starts(claim->value, "image/"))
		return;
	url = web_url(links->draft->arena, behind);
	if (url.length > 0)
		offer_file(links, RANK_FILE, url, claim);
}

/* Platforms that have their own page in dc:relation. */
static bool
has_page_in_relation(const struct draft *draft)
{
	return text_is(draft->platform, "eprints") ||
	    text_is(draft->platform, "haplo") ||
	    text_is(draft->platform, "figshare");
}

static void
look_at_galley(struct links *links, const struct claim *claim)
{
	struct text url = web_url(links->draft->arena, claim->value);

	if (url.length > 0)
		offer_file(links,
		    galley_is_pdf(links->draft, claim) ? RANK_PAGE
						       : RANK_RELATION,
		    url, claim);
}

static void
look_at_relation(struct links *links, const struct claim *claim)
{
	struct draft *draft = links->draft;
	struct identified read;

	if (claim->value.length > URL_BYTES || !slice_is_web(claim->value) ||
	    claim->qualifier != QUALIFIER_NONE)
		return;
	if (galley_is(draft, claim)) {
		look_at_galley(links, claim);
		return;
	}
	read = identifier_read(draft->arena, claim->value);
	if (read.scheme == NULL || strcmp(read.scheme, "url") != 0 ||
	    web_url_is_full_text(read.value))
		return;
	if (links->host.length > 0
		? text_equals(web_url_host(read.value), links->host)
		: has_page_in_relation(draft))
		offer(&links->landing, RANK_RELATION, read.value, claim);
}

static void
look_at_all(struct links *links, enum element element,
    void (*look)(struct links *links, const struct claim *claim))
{
	for (const struct claim *claim = links->draft->claims[element];
	     claim != NULL; claim = claim->next)
		look(links, claim);
}

void
link_field(struct draft *draft)
{
	struct links links = { .draft = draft,
		.landing = { .rank = RANK_NONE },
		.file = { .rank = RANK_NONE } };

	look_at_all(&links, ELEMENT_IDENTIFIER, look_at);
	look_at_all(&links, ELEMENT_FORMAT, look_at_format);
	look_at_all(&links, ELEMENT_RELATION, look_at_relation);
	/* What CiteSeerX found on the web. */
	if (text_is(draft->platform, "citeseerx"))
		look_at_all(&links, ELEMENT_SOURCE, look_at);
	draft->item->landing_url = links.landing.url;
	draft->item->full_text_url = links.file.url;
	if (links.landing.claim != NULL)
		draft_explain(draft, "landing_url", links.landing.claim,
		    landing_rules[links.landing.rank]);
	if (links.file.claim != NULL)
		draft_explain(draft, "full_text_url", links.file.claim,
		    file_rules[links.file.rank]);
}
