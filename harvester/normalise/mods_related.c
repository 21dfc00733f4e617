#include "base/array.h"
#include "normalise/isbd.h"
#include "normalise/mods.h"
#include "normalise/slice.h"

/*
 * relatedItem. The host, unless that is a collection, is the place of
 * publication; what is related otherwise is a relation, by its identifiers or
 * else by its title.
 */

static const struct {
	const char *type;
	enum qualifier qualifier;
} relations[] = {
	{ "host", QUALIFIER_IS_PART_OF },
	{ "constituent", QUALIFIER_HAS_PART },
	{ "preceding", QUALIFIER_CONTINUES },
	{ "succeeding", QUALIFIER_IS_CONTINUED_BY },
	{ "original", QUALIFIER_IS_FORMAT_OF },
	{ "otherFormat", QUALIFIER_HAS_FORMAT },
	{ "otherVersion", QUALIFIER_HAS_VERSION },
	{ "isReferencedBy", QUALIFIER_IS_REFERENCED_BY },
	{ "references", QUALIFIER_REFERENCES },
	{ "reviewOf", QUALIFIER_REVIEWS },
};

/* Types of identifiers that say where something was published. */
static const struct {
	const char *type;
	enum qualifier qualifier;
} numbers[] = {
	{ "issn", QUALIFIER_ISSN },
	{ "pissn", QUALIFIER_ISSN_PRINT },
	{ "eissn", QUALIFIER_ISSN_ELECTRONIC },
	{ "issn-l", QUALIFIER_ISSN_LINKING },
	{ "isbn", QUALIFIER_ISBN },
};

static enum qualifier
relation_of(const struct node *node)
{
	struct text type = node_attribute(node, "type");

	for (size_t i = 0; i < COUNT(relations); i++)
		if (slice_is(type, relations[i].type))
			return relations[i].qualifier;
	return QUALIFIER_NONE;
}

static enum qualifier
number_of(const struct node *identifier)
{
	struct text type = node_attribute(identifier, "type");

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (slice_is(type, numbers[i].type))
			return numbers[i].qualifier;
	return QUALIFIER_NONE;
}

static void
say_detail(struct draft *draft, const struct node *detail)
{
	struct text type = node_attribute(detail, "type");
	struct text number = node_text(detail, "number");

	if (slice_is(type, "volume"))
		draft_say(draft, ELEMENT_SOURCE, QUALIFIER_VOLUME, number);
	else if (slice_is(type, "issue") || slice_is(type, "number"))
		draft_say(draft, ELEMENT_SOURCE, QUALIFIER_ISSUE, number);
	else if (slice_starts(type, "article"))
		draft_say(
		    draft, ELEMENT_SOURCE, QUALIFIER_ARTICLE_NUMBER, number);
	else if (slice_starts(type, "page"))
		draft_say(draft, ELEMENT_SOURCE, QUALIFIER_PAGES, number);
}

/* Of time or of lines it is no pages. */
static void
say_extent(struct draft *draft, const struct node *extent)
{
	struct text unit = node_attribute(extent, "unit");

	if (unit.length > 0 && !slice_starts(unit, "p"))
		return;
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_PAGE_START,
	    node_text(extent, "start"));
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_PAGE_END,
	    node_text(extent, "end"));
	draft_say(
	    draft, ELEMENT_SOURCE, QUALIFIER_PAGES, node_text(extent, "list"));
}

void
mods_read_part(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	(void)mapping;
	for (const struct node *inside = node->first; inside != NULL;
	     inside = inside->next) {
		if (node_is(inside, "detail"))
			say_detail(draft, inside);
		else if (node_is(inside, "extent"))
			say_extent(draft, inside);
	}
}

static void
read_number(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	enum qualifier number = number_of(node);

	if (slice_is(node_attribute(node, "invalid"), "yes"))
		return;
	if (number != QUALIFIER_NONE)
		draft_say(draft, ELEMENT_SOURCE, number, node->value);
	else
		draft_claim(draft,
		    &(struct claim){ .element = mapping->element,
			.qualifier = mapping->qualifier,
			.value = node->value,
			.scheme = node_attribute(node, "type") });
}

static const struct mapping container[] = {
	{ "titleInfo", "!type", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    mods_read_title },
	{ "part", "", ELEMENT_SOURCE, QUALIFIER_NONE, mods_read_part },
	{ "identifier", "", ELEMENT_RELATION, QUALIFIER_IS_PART_OF,
	    read_number },
	{ "location/url", "", ELEMENT_RELATION, QUALIFIER_IS_PART_OF, NULL },
};

static bool
is_collection(const struct node *node)
{
	return slice_find(node_attribute(node, "displayLabel"), "collection")
		   .length > 0 ||
	    node_matches(node_child(node, "typeOfResource"), "collection=yes");
}

static bool
is_container(const struct node *node)
{
	return node_matches(node, "type=host") && !is_collection(node);
}

/* The number of this part: "Wool studies;7" */
static void
claim_series(struct draft *draft, const struct node *node)
{
	const struct node *info = node_child(node, "titleInfo");
	struct text title =
	    info == NULL ? (struct text){ 0 } : mods_title(draft, info);
	struct text number = node_text(node_at(node, "part/detail"), "number");

	if (title.length == 0)
		return;
	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, title);
	isbd_add(&draft->scratch, ";", number);
	draft_say(draft, ELEMENT_RELATION, QUALIFIER_SERIES,
	    draft_take_scratch(draft));
}

static void
say_relation(struct draft *draft, const struct node *node,
    enum qualifier qualifier, struct text value)
{
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_RELATION,
		.qualifier = qualifier,
		.value = value,
		.scheme = node_is(node, "identifier")
		    ? node_attribute(node, "type")
		    : (struct text){ 0 } });
}

/* A number that nobody knows the kind of says less than the title. */
static bool
is_named(const struct node *related)
{
	return node_at(related, "location/url") != NULL ||
	    node_attribute(related, "href").length > 0 ||
	    node_matches(node_child(related, "identifier"), "type");
}

static void
claim_relation(struct draft *draft, const struct node *related)
{
	enum qualifier qualifier = relation_of(related);
	const struct node *info = node_child(related, "titleInfo");
	const struct node *url = node_at(related, "location/url");

	if (info != NULL && !is_named(related))
		say_relation(draft, info, qualifier, mods_title(draft, info));
	for (const struct node *id = node_child(related, "identifier");
	     id != NULL; id = node_next(id, "identifier"))
		say_relation(draft, id, qualifier, id->value);
	if (url != NULL)
		say_relation(draft, url, qualifier, url->value);
	say_relation(
	    draft, related, qualifier, node_attribute(related, "href"));
}

void
mods_read_related(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	bool has_container =
	    draft->positions[ELEMENT_SOURCE][QUALIFIER_CONTAINER] > 0;

	(void)mapping;
	if (is_container(node) && !has_container)
		FORMAT_MAP(draft, node, container);
	else if (node_matches(node, "type=series"))
		claim_series(draft, node);
	else
		claim_relation(draft, node);
}

static const struct mapping host_dates[] = {
	{ "part/date", "", ELEMENT_DATE, QUALIFIER_ISSUED, mods_read_date },
	{ "originInfo/dateIssued", "", ELEMENT_DATE, QUALIFIER_ISSUED,
	    mods_read_date },
};

static const struct mapping host_publishers[] = {
	{ "originInfo/publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE, NULL },
};

static const struct node *
host_of(const struct node *root)
{
	const struct node *node = node_child(root, "relatedItem");

	while (node != NULL && !is_container(node))
		node = node_next(node, "relatedItem");
	return node;
}

void
mods_claim_of_host(struct draft *draft, const struct node *root)
{
	const unsigned *dates = draft->positions[ELEMENT_DATE];
	const struct node *host = host_of(root);

	if (host == NULL)
		return;
	if (dates[QUALIFIER_ISSUED] + dates[QUALIFIER_CREATED] +
		dates[QUALIFIER_COPYRIGHTED] ==
	    0)
		FORMAT_MAP(draft, host, host_dates);
	if (draft->positions[ELEMENT_PUBLISHER][QUALIFIER_NONE] == 0)
		FORMAT_MAP(draft, host, host_publishers);
}
