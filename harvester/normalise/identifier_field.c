#include "base/limit.h"
#include "normalise/identifier.h"
#include "normalise/number.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/web_url.h"

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
	{ "urn:", identifier_urn },
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

	if (!slice_is_web(text_trim(claim->value)))
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
