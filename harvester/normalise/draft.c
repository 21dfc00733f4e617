#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/claim_tex.h"
#include "normalise/clean.h"
#include "normalise/draft.h"

static const char *const names[ELEMENT_COUNT] = {
	[ELEMENT_TITLE] = "title",
	[ELEMENT_CREATOR] = "creator",
	[ELEMENT_SUBJECT] = "subject",
	[ELEMENT_DESCRIPTION] = "description",
	[ELEMENT_PUBLISHER] = "publisher",
	[ELEMENT_CONTRIBUTOR] = "contributor",
	[ELEMENT_DATE] = "date",
	[ELEMENT_TYPE] = "type",
	[ELEMENT_FORMAT] = "format",
	[ELEMENT_IDENTIFIER] = "identifier",
	[ELEMENT_SOURCE] = "source",
	[ELEMENT_LANGUAGE] = "language",
	[ELEMENT_RELATION] = "relation",
	[ELEMENT_COVERAGE] = "coverage",
	[ELEMENT_RIGHTS] = "rights",
	[ELEMENT_DEGREE] = "degree",
	[ELEMENT_FUNDING] = "funding",
	[ELEMENT_SET] = "setSpec",
};

static const char *const qualifiers[QUALIFIER_COUNT] = {
	[QUALIFIER_NONE] = "",
	[QUALIFIER_ALTERNATIVE] = "alternative",
	[QUALIFIER_SUBTITLE] = "subtitle",
	[QUALIFIER_TRANSLATED] = "translated",
	[QUALIFIER_ABSTRACT] = "abstract",
	[QUALIFIER_TABLE_OF_CONTENTS] = "tableOfContents",
	[QUALIFIER_NOTE] = "note",
	[QUALIFIER_SERIES_INFORMATION] = "seriesInformation",
	[QUALIFIER_ISSUED] = "issued",
	[QUALIFIER_PRINTED] = "printed",
	[QUALIFIER_ONLINE] = "online",
	[QUALIFIER_ACCEPTED] = "dateAccepted",
	[QUALIFIER_SUBMITTED] = "dateSubmitted",
	[QUALIFIER_DEPOSITED] = "deposited",
	[QUALIFIER_AVAILABLE] = "available",
	[QUALIFIER_CREATED] = "created",
	[QUALIFIER_COPYRIGHTED] = "dateCopyrighted",
	[QUALIFIER_MODIFIED] = "modified",
	[QUALIFIER_VALID] = "valid",
	[QUALIFIER_EMBARGO_END] = "embargoEnd",
	[QUALIFIER_VERSION] = "version",
	[QUALIFIER_PEER_REVIEWED] = "peerReviewed",
	[QUALIFIER_EXTENT] = "extent",
	[QUALIFIER_MEDIUM] = "medium",
	[QUALIFIER_CITATION] = "bibliographicCitation",
	[QUALIFIER_FULL_TEXT] = "fullText",
	[QUALIFIER_LANDING] = "landing",
	[QUALIFIER_OTHER] = "other",
	[QUALIFIER_CONTAINER] = "container",
	[QUALIFIER_VOLUME] = "volume",
	[QUALIFIER_ISSUE] = "issue",
	[QUALIFIER_PAGES] = "pages",
	[QUALIFIER_PAGE_START] = "pageStart",
	[QUALIFIER_PAGE_END] = "pageEnd",
	[QUALIFIER_ARTICLE_NUMBER] = "articleNumber",
	[QUALIFIER_EDITION] = "edition",
	[QUALIFIER_CONFERENCE] = "conference",
	[QUALIFIER_ISSN] = "issn",
	[QUALIFIER_ISSN_PRINT] = "issnPrint",
	[QUALIFIER_ISSN_ELECTRONIC] = "issnElectronic",
	[QUALIFIER_ISSN_LINKING] = "issnLinking",
	[QUALIFIER_ISBN] = "isbn",
	[QUALIFIER_SERIES] = "isPartOfSeries",
	[QUALIFIER_IS_PART_OF] = "isPartOf",
	[QUALIFIER_HAS_PART] = "hasPart",
	[QUALIFIER_IS_VERSION_OF] = "isVersionOf",
	[QUALIFIER_HAS_VERSION] = "hasVersion",
	[QUALIFIER_IS_FORMAT_OF] = "isFormatOf",
	[QUALIFIER_HAS_FORMAT] = "hasFormat",
	[QUALIFIER_REFERENCES] = "references",
	[QUALIFIER_IS_REFERENCED_BY] = "isReferencedBy",
	[QUALIFIER_REPLACES] = "replaces",
	[QUALIFIER_IS_REPLACED_BY] = "isReplacedBy",
	[QUALIFIER_REQUIRES] = "requires",
	[QUALIFIER_IS_REQUIRED_BY] = "isRequiredBy",
	[QUALIFIER_CONFORMS_TO] = "conformsTo",
	[QUALIFIER_IS_SUPPLEMENT_TO] = "isSupplementTo",
	[QUALIFIER_IS_SUPPLEMENTED_BY] = "isSupplementedBy",
	[QUALIFIER_IS_IDENTICAL_TO] = "isIdenticalTo",
	[QUALIFIER_DATASET] = "dataset",
	[QUALIFIER_CONTINUES] = "continues",
	[QUALIFIER_IS_CONTINUED_BY] = "isContinuedBy",
	[QUALIFIER_IS_DERIVED_FROM] = "isDerivedFrom",
	[QUALIFIER_IS_SOURCE_OF] = "isSourceOf",
	[QUALIFIER_DOCUMENTS] = "documents",
	[QUALIFIER_IS_DOCUMENTED_BY] = "isDocumentedBy",
	[QUALIFIER_REVIEWS] = "reviews",
	[QUALIFIER_IS_REVIEWED_BY] = "isReviewedBy",
	[QUALIFIER_SPATIAL] = "spatial",
	[QUALIFIER_TEMPORAL] = "temporal",
	[QUALIFIER_LICENSE] = "license",
	[QUALIFIER_ACCESS_RIGHTS] = "accessRights",
	[QUALIFIER_RIGHTS_HOLDER] = "rightsHolder",
	[QUALIFIER_FORMER_LICENSE] = "formerLicense",
	[QUALIFIER_NAME] = "name",
	[QUALIFIER_LEVEL] = "level",
	[QUALIFIER_DISCIPLINE] = "discipline",
	[QUALIFIER_GRANTOR] = "grantor",
};

const char *
element_name(enum element element)
{
	return names[element];
}

const char *
qualifier_name(enum qualifier qualifier)
{
	return qualifiers[qualifier];
}

void
draft_init(struct draft *draft, struct arena *arena,
    const struct vocabulary *vocabulary, struct item *item)
{
	*draft = (struct draft){
		.arena = arena,
		.vocabulary = vocabulary,
		.item = item,
		.unmapped = { .arena = arena },
		.issues = { .arena = arena },
	};
	buffer_init(&draft->why_bytes, 0);
	buffer_init(&draft->scratch, 0);
	json_init(&draft->why, &draft->why_bytes);
	json_object(&draft->why);
}

void
draft_fini(struct draft *draft)
{
	buffer_fini(&draft->why_bytes);
	buffer_fini(&draft->scratch);
}

/* Markup is only expected where people write prose. */
static struct text
clean(const struct draft *draft, enum element element, struct text value)
{
	if (element == ELEMENT_TITLE || element == ELEMENT_DESCRIPTION)
		return clean_markup(draft->arena, value);
	return clean_text(draft->arena, value);
}

static const struct person *
clean_person(const struct draft *draft, const struct person *person)
{
	struct person *made = memory_take(draft->arena, sizeof(*made));
	struct memory_list affiliation = { .arena = draft->arena };

	*made = *person;
	made->family = clean_text(draft->arena, person->family);
	made->given = clean_text(draft->arena, person->given);
	made->suffix = clean_text(draft->arena, person->suffix);
	made->role = clean_text(draft->arena, person->role);
	made->orcid = clean_text(draft->arena, person->orcid);
	for (size_t i = 0; i < person->affiliation.count; i++) {
		struct text one =
		    clean_text(draft->arena, person->affiliation.texts[i]);

		if (one.length > 0)
			memory_list_add(&affiliation, one);
	}
	made->affiliation = draft_list(&affiliation);
	return made;
}

static const struct grant *
clean_grant(const struct draft *draft, const struct grant *grant)
{
	struct grant *made = memory_take(draft->arena, sizeof(*made));

	*made = (struct grant){
		.funder = clean_text(draft->arena, grant->funder),
		.funder_id = clean_text(draft->arena, grant->funder_id),
		.programme = clean_text(draft->arena, grant->programme),
		.grant = clean_text(draft->arena, grant->grant),
		.title = clean_text(draft->arena, grant->title),
		.acronym = clean_text(draft->arena, grant->acronym),
		.jurisdiction = clean_text(draft->arena, grant->jurisdiction),
	};
	return made;
}

/* What to call a grant: its number, if it has one. */
static struct text
grant_value(const struct grant *grant)
{
	if (grant->grant.length > 0)
		return grant->grant;
	if (grant->title.length > 0)
		return grant->title;
	return grant->funder.length > 0 ? grant->funder : grant->funder_id;
}

/* Where only the parts were given. */
static struct text
value_of(struct draft *draft, const struct claim *claim)
{
	const struct person *person = claim->person;

	if (claim->value.length > 0)
		return claim->value;
	if (person == NULL)
		return claim->grant == NULL ? claim->value
					    : grant_value(claim->grant);
	if (person->family.length == 0 || person->given.length == 0)
		return person->family.length > 0 ? person->family
						 : person->given;
	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, person->family);
	buffer_add_string(&draft->scratch, ", ");
	buffer_add_text(&draft->scratch, person->given);
	return draft_take_scratch(draft);
}

void
draft_begin(struct draft *draft, const struct origin *origin)
{
	draft->origin = origin;
	memset(draft->positions, 0, sizeof(draft->positions));
}

static void
note_origin(struct draft *draft)
{
	size_t count = draft->origin_count;

	if (count > 0 && draft->origins[count - 1] == draft->origin)
		return;
	assert(count < ORIGINS);
	draft->origins[draft->origin_count++] = draft->origin;
}

static enum element
element_of(const struct claim *claim)
{
	return claim->is_served_as ? claim->served_element : claim->element;
}

static enum qualifier
qualifier_of(const struct claim *claim)
{
	return claim->is_served_as ? claim->served_qualifier : claim->qualifier;
}

void
draft_claim(struct draft *draft, const struct claim *claim)
{
	struct claim *copy = memory_take(draft->arena, sizeof(*copy));

	*copy = *claim;
	copy->next = NULL;
	copy->value = clean(draft, claim->element, claim->value);
	copy->scheme = clean_text(draft->arena, claim->scheme);
	copy->uri = clean_text(draft->arena, claim->uri);
	if (claim->person != NULL)
		copy->person = clean_person(draft, claim->person);
	if (claim->grant != NULL)
		copy->grant = clean_grant(draft, claim->grant);
	copy->value = value_of(draft, copy);
	if (copy->value.length == 0)
		return;
	claim_tex_read(draft, copy);
	note_origin(draft);
	copy->origin = draft->origin;
	copy->position =
	    ++draft->positions[element_of(claim)][qualifier_of(claim)];
	if (draft->last[claim->element] == NULL)
		draft->claims[claim->element] = copy;
	else
		draft->last[claim->element]->next = copy;
	draft->last[claim->element] = copy;
}

void
draft_say(struct draft *draft, enum element element, enum qualifier qualifier,
    struct text value)
{
	draft_claim(draft,
	    &(struct claim){
		.element = element, .qualifier = qualifier, .value = value });
}

void
claim_name(const struct claim *claim, char name[CLAIM_NAME_SIZE])
{
	const char *element = element_name(element_of(claim));
	const char *qualifier = qualifier_name(qualifier_of(claim));
	size_t length = strlen(element);

	memcpy(name, element, length + 1);
	if (qualifier[0] == '\0')
		return;
	assert(length + strlen(qualifier) + 2 <= CLAIM_NAME_SIZE);
	name[length] = '.';
	memcpy(name + length + 1, qualifier, strlen(qualifier) + 1);
}

bool
claim_is_named(const struct claim *claim, const struct claim *other)
{
	return element_of(claim) == element_of(other) &&
	    qualifier_of(claim) == qualifier_of(other);
}

const struct claim *
claim_find(const struct claim *claim, enum qualifier qualifier)
{
	while (claim != NULL && claim->qualifier != qualifier)
		claim = claim->next;
	return claim;
}

bool
claim_is_late(const struct claim *claim, const struct claim *chosen)
{
	return chosen != NULL && claim->origin != chosen->origin &&
	    !claim->origin->is_current;
}

/* Copied only if it is new: a record may say the same a million times. */
static void
add_line(struct draft *draft, struct memory_list *lines, struct text line)
{
	if (!memory_list_has(lines, line))
		memory_list_add(lines, memory_copy(draft->arena, line));
}

void
draft_issue(struct draft *draft, const char *format, ...)
{
	char raw[ITEM_KEY_BYTES];
	char line[ITEM_KEY_BYTES];
	va_list args;

	if (draft->issues.count == ISSUES)
		return;
	va_start(args, format);
	(void)vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	(void)text_printable(line, sizeof(line), text_of(raw));
	add_line(draft, &draft->issues, text_of(line));
}

struct text
claim_rule(struct arena *arena, const struct claim *claim, const char *rule)
{
	if (claim->with_tex.length == 0)
		return text_of(rule);
	return memory_join(
	    arena, text_of(rule), TEXT("; TeX's accents as letters"));
}

void
draft_explain(struct draft *draft, const char *column,
    const struct claim *claim, const char *rule)
{
	struct json *why = &draft->why;
	char name[CLAIM_NAME_SIZE];

	claim_name(claim, name);
	json_key(why, column);
	json_object(why);
	JSON_KEY(why, "prefix");
	json_text(why, claim->origin->metadata_prefix);
	JSON_KEY(why, "element");
	json_string(why, name);
	JSON_KEY(why, "position");
	json_number(why, claim->position);
	JSON_KEY(why, "rule");
	json_text(why, claim_rule(draft->arena, claim, rule));
	json_end(why);
}

struct text
draft_take_scratch(struct draft *draft)
{
	struct text text =
	    memory_copy(draft->arena, buffer_text(&draft->scratch));

	buffer_reset(&draft->scratch);
	return text;
}

struct text_list
draft_list(const struct memory_list *list)
{
	return (struct text_list){ list->texts, list->count };
}

struct text
draft_key(struct text text)
{
	if (text.length <= ITEM_KEY_BYTES)
		return text;
	text.length = ITEM_KEY_BYTES;
	while (text.length > 0 && (text.bytes[text.length] & 0xC0) == 0x80)
		text.length--;
	return text;
}
