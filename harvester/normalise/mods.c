#include "base/limit.h"
#include "normalise/isbd.h"
#include "normalise/mods.h"
#include "normalise/slice.h"

/*
 * MODS 3 (https://www.loc.gov/standards/mods/): MARC 21 in words.
 */

struct text
mods_language(const struct node *node)
{
	struct text language = node_attribute(node, "lang");

	return language.length > 0 && language.length <= LANGUAGE_TAG_BYTES
	    ? language
	    : node->language;
}

/* "L'" and "al-" are written together with what follows. */
static void
add_article(struct buffer *into, struct text article)
{
	buffer_add_text(into, article);
	if (article.length > 0 && !slice_ends(article, "'") &&
	    !slice_ends(article, "\u2019") && !slice_ends(article, "-"))
		buffer_add_char(into, ' ');
}

static void
add_title_part(struct draft *draft, const struct node *node, bool *has_number)
{
	struct text part = isbd_strip(draft->vocabulary, node->value);

	if (node_is(node, "title")) {
		buffer_add_text(&draft->scratch, part);
	} else if (node_is(node, "subTitle")) {
		isbd_add(&draft->scratch, ": ", part);
	} else if (node_is(node, "partNumber")) {
		isbd_add(&draft->scratch, ". ", part);
		*has_number = true;
	} else if (node_is(node, "partName")) {
		isbd_add(&draft->scratch, *has_number ? ", " : ". ", part);
	}
}

struct text
mods_title(struct draft *draft, const struct node *node)
{
	bool has_number = false;

	buffer_reset(&draft->scratch);
	add_article(&draft->scratch, node_text(node, "nonSort"));
	for (node = node->first; node != NULL; node = node->next)
		add_title_part(draft, node, &has_number);
	return draft_take_scratch(draft);
}

void
mods_read_title(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = mods_title(draft, node),
		.language = mods_language(node) });
}

/* Who printed or sold it is not who published it. */
static void
read_publisher(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text event = node_attribute(node->parent, "eventType");

	if (slice_is(event, "manufacture") || slice_is(event, "distribution"))
		return;
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = isbd_strip(draft->vocabulary, node->value),
		.uri = node_attribute(node, "valueURI"),
		.language = mods_language(node) });
}

/* The kind of it in the attribute type, or else its name. */
static void
read_note(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text type = node_attribute(node, "type");

	if (slice_is(type, "preferred citation"))
		draft_say(
		    draft, ELEMENT_IDENTIFIER, QUALIFIER_CITATION, node->value);
	else
		draft_claim(draft,
		    &(struct claim){ .element = mapping->element,
			.qualifier = mapping->qualifier,
			.value = node->value,
			.language = mods_language(node),
			.scheme = type.length > 0 ? type : node->name });
}

static void
read_prose(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.language = mods_language(node) });
}

/* A term with its vocabulary. */
static void
read_term(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.language = mods_language(node),
		.scheme = node_attribute(node, "authority"),
		.uri = node_attribute(node, "valueURI") });
}

/* One language, as a code and as text; or that of a part, such as a summary. */
static void
read_language(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	const struct node *term = node_child(node, "languageTerm");
	const struct node *code = term;

	if (node_attribute(node, "objectPart").length > 0)
		return;
	while (code != NULL && !node_matches(code, "type=code"))
		code = node_next(code, "languageTerm");
	if (code != NULL)
		term = code;
	draft_say(draft, mapping->element, mapping->qualifier,
	    term == NULL ? node->value : term->value);
}

static bool
is_no_heading(const struct node *node)
{
	return node_is(node, "cartographics") ||
	    node_is(node, "geographicCode");
}

static void
add_heading(struct draft *draft, struct buffer *into, const struct node *node)
{
	if (is_no_heading(node))
		return;
	if (node->first == NULL)
		isbd_add(
		    into, " -- ", isbd_strip(draft->vocabulary, node->value));
	else if (node_is(node, "name"))
		isbd_add(into, " -- ", mods_name_heading(draft, node));
	else if (node_is(node, "titleInfo"))
		isbd_add(into, " -- ", mods_title(draft, node));
	else /* hierarchicalGeographic */
		for (node = node->first; node != NULL; node = node->next)
			isbd_add(into, " -- ", node->value);
}

/* A heading and its subdivisions: "Wool -- Scotland -- History". */
static struct text
heading_of(struct draft *draft, const struct node *subject)
{
	struct buffer heading;
	struct text text;

	if (subject->first == NULL)
		return subject->value;
	buffer_init(&heading, 0);
	for (const struct node *part = subject->first; part != NULL;
	     part = part->next)
		add_heading(draft, &heading, part);
	text = memory_copy(draft->arena, buffer_text(&heading));
	buffer_fini(&heading);
	return text;
}

static void
read_subject(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	bool is_one = node->first != NULL && node->first == node->last;
	struct text scheme = node_attribute(node, "authority");
	struct text uri = node_attribute(node, "valueURI");

	if (scheme.length == 0)
		scheme = node_attribute(node->first, "authority");
	if (uri.length == 0 && is_one)
		uri = node_attribute(node->first, "valueURI");
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = heading_of(draft, node),
		.language = mods_language(node),
		.scheme = scheme,
		.uri = uri });
}

static void
read_identifier(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	bool is_invalid = slice_is(node_attribute(node, "invalid"), "yes");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = is_invalid ? QUALIFIER_OTHER : mapping->qualifier,
		.value = node->value,
		.scheme = node_attribute(node, "type") });
}

static enum qualifier
qualify_url(const struct node *node)
{
	struct text access = node_attribute(node, "access");

	if (slice_is(access, "raw object"))
		return QUALIFIER_FULL_TEXT;
	if (slice_is(access, "preview"))
		return QUALIFIER_OTHER;
	if (slice_is(access, "object in context") ||
	    slice_starts(node_attribute(node, "usage"), "primary"))
		return QUALIFIER_LANDING;
	return QUALIFIER_NONE;
}

static void
read_url(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_say(draft, mapping->element, qualify_url(node), node->value);
}

static void
read_condition(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text type = node_attribute(node, "type");
	struct text uri = node_attribute(node, "href");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = slice_find(type, "restriction").length > 0
		    ? QUALIFIER_ACCESS_RIGHTS
		    : mapping->qualifier,
		.value = node->value.length > 0 ? node->value : uri,
		.uri = uri,
		.language = mods_language(node) });
}

static const struct mapping elements[] = {
	{ "titleInfo", "!type", ELEMENT_TITLE, QUALIFIER_NONE,
	    mods_read_title },
	{ "titleInfo", "type=translated", ELEMENT_TITLE, QUALIFIER_TRANSLATED,
	    mods_read_title },
	{ "titleInfo", "type=alternative", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    mods_read_title },
	{ "titleInfo", "type=abbreviated", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    mods_read_title },
	{ "titleInfo", "type=uniform", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE,
	    mods_read_title },
	{ "name", "", ELEMENT_CREATOR, QUALIFIER_NONE, mods_read_name },
	{ "subject", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_subject },
	{ "classification", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_term },
	{ "abstract", "", ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT, read_prose },
	{ "tableOfContents", "", ELEMENT_DESCRIPTION,
	    QUALIFIER_TABLE_OF_CONTENTS, read_prose },
	{ "note", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE, read_note },
	{ "originInfo/place/placeTerm", "!type", ELEMENT_DESCRIPTION,
	    QUALIFIER_NOTE, read_note },
	{ "originInfo/place/placeTerm", "type=text", ELEMENT_DESCRIPTION,
	    QUALIFIER_NOTE, read_note },
	{ "originInfo/publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE,
	    read_publisher },
	{ "originInfo/dateIssued", "", ELEMENT_DATE, QUALIFIER_ISSUED,
	    mods_read_date },
	{ "originInfo/dateCreated", "", ELEMENT_DATE, QUALIFIER_CREATED,
	    mods_read_date },
	{ "originInfo/copyrightDate", "", ELEMENT_DATE, QUALIFIER_COPYRIGHTED,
	    mods_read_date },
	{ "originInfo/dateModified", "", ELEMENT_DATE, QUALIFIER_MODIFIED,
	    mods_read_date },
	{ "originInfo/dateValid", "", ELEMENT_DATE, QUALIFIER_VALID,
	    mods_read_date },
	/* When it was digitised. */
	{ "originInfo/dateCaptured", "", ELEMENT_DATE, QUALIFIER_OTHER,
	    mods_read_date },
	{ "originInfo/dateOther", "", ELEMENT_DATE, QUALIFIER_OTHER,
	    mods_read_date },
	{ "originInfo/edition", "", ELEMENT_SOURCE, QUALIFIER_EDITION, NULL },
	{ "typeOfResource", "", ELEMENT_TYPE, QUALIFIER_NONE, NULL },
	{ "genre", "", ELEMENT_TYPE, QUALIFIER_NONE, read_term },
	{ "physicalDescription/extent", "", ELEMENT_FORMAT, QUALIFIER_EXTENT,
	    NULL },
	{ "physicalDescription/internetMediaType", "", ELEMENT_FORMAT,
	    QUALIFIER_NONE, NULL },
	{ "physicalDescription/form", "", ELEMENT_FORMAT, QUALIFIER_MEDIUM,
	    read_term },
	{ "identifier", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    read_identifier },
	{ "location/url", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, read_url },
	{ "part", "", ELEMENT_SOURCE, QUALIFIER_NONE, mods_read_part },
	{ "language", "", ELEMENT_LANGUAGE, QUALIFIER_NONE, read_language },
	{ "relatedItem", "", ELEMENT_RELATION, QUALIFIER_NONE,
	    mods_read_related },
	{ "subject/cartographics/coordinates", "", ELEMENT_COVERAGE,
	    QUALIFIER_SPATIAL, NULL },
	{ "accessCondition", "", ELEMENT_RIGHTS, QUALIFIER_NONE,
	    read_condition },
	/* ETD-MS inside it */
	{ "extension/degree/name", "", ELEMENT_DEGREE, QUALIFIER_NAME, NULL },
	{ "extension/degree/level", "", ELEMENT_DEGREE, QUALIFIER_LEVEL, NULL },
	{ "extension/degree/discipline", "", ELEMENT_DEGREE,
	    QUALIFIER_DISCIPLINE, NULL },
	{ "extension/degree/grantor", "", ELEMENT_DEGREE, QUALIFIER_GRANTOR,
	    NULL },
};

/* Alone, or the first of a modsCollection. */
void
mods_claim(struct draft *draft, const struct node *root)
{
	const struct node *inside = node_child(root, "mods");
	const struct node *mods = inside == NULL ? root : inside;

	FORMAT_MAP(draft, mods, elements);
	mods_claim_of_host(draft, mods);
}
