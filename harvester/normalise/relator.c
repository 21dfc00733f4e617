#include "base/array.h"
#include "normalise/relator.h"
#include "normalise/slice.h"

static const struct {
	const char *role;
	enum relator relator;
} relators[] = {
	{ "", RELATOR_CREATOR },
	{ "aut", RELATOR_CREATOR },
	{ "author", RELATOR_CREATOR },
	{ "cre", RELATOR_CREATOR },
	{ "creator", RELATOR_CREATOR },
	{ "dis", RELATOR_CREATOR },
	{ "dissertant", RELATOR_CREATOR },
	{ "art", RELATOR_CREATOR },
	{ "artist", RELATOR_CREATOR },
	{ "pht", RELATOR_CREATOR },
	{ "photographer", RELATOR_CREATOR },
	{ "cmp", RELATOR_CREATOR },
	{ "composer", RELATOR_CREATOR },
	{ "ctg", RELATOR_CREATOR },
	{ "cartographer", RELATOR_CREATOR },
	{ "inv", RELATOR_CREATOR },
	{ "inventor", RELATOR_CREATOR },
	{ "prg", RELATOR_CREATOR },
	{ "programmer", RELATOR_CREATOR },
	{ "pbl", RELATOR_PUBLISHER },
	{ "publisher", RELATOR_PUBLISHER },
	{ "fnd", RELATOR_FUNDER },
	{ "funder", RELATOR_FUNDER },
	{ "dgg", RELATOR_GRANTOR },
	{ "degree granting institution", RELATOR_GRANTOR },
	{ "degree grantor", RELATOR_GRANTOR },
};

/* The code at the end of a URI. */
static struct text
code_of(struct text role)
{
	struct text rest = role;
	struct text part;

	if (slice_is_web(role))
		while (slice_next(&rest, "/", &part))
			role = part;
	return role;
}

enum relator
relator_read(struct text role)
{
	role = code_of(role);
	for (size_t i = 0; i < COUNT(relators); i++)
		if (slice_is(role, relators[i].role))
			return relators[i].relator;
	return RELATOR_CONTRIBUTOR;
}

static void
claim_funder(struct draft *draft, const struct claim *claim)
{
	struct grant grant = {
		.funder = claim->value,
		.funder_id = claim->uri,
	};

	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_FUNDING, .grant = &grant });
}

void
relator_claim(struct draft *draft, enum relator relator, struct claim *claim)
{
	switch (relator) {
	case RELATOR_CREATOR:
		claim->element = ELEMENT_CREATOR;
		break;
	case RELATOR_CONTRIBUTOR:
		claim->element = ELEMENT_CONTRIBUTOR;
		break;
	case RELATOR_PUBLISHER:
		claim->element = ELEMENT_PUBLISHER;
		claim->person = NULL;
		break;
	case RELATOR_GRANTOR:
		claim->element = ELEMENT_DEGREE;
		claim->qualifier = QUALIFIER_GRANTOR;
		claim->person = NULL;
		break;
	case RELATOR_FUNDER:
		claim_funder(draft, claim);
		return;
	}
	draft_claim(draft, claim);
}
