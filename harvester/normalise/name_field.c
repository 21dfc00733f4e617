#include "base/limit.h"
#include "normalise/name_author.h"
#include "normalise/name_shape.h"
#include "normalise/number.h"
#include "normalise/slice.h"
#include "normalise/table.h"

/* Which of the columns is being made. */
struct names {
	struct draft *draft;
	enum element element;
	struct name_reader reader;
	struct author *first;
	struct author *last;
	size_t count;
	const struct claim *claim; /* that has the first name */
	struct text loose_orcid;   /* of a value that has nothing else */
	const struct claim *loose;
	size_t loose_count;
};

bool
name_is_plain_role(struct text role)
{
	return slice_is(role, "author") || slice_is(role, "creator") ||
	    slice_is(role, "contributor") || slice_is(role, "other");
}

static bool
is_author_role(struct text role)
{
	return slice_is(role, "author") || slice_is(role, "creator");
}

/* That a creator is an author goes without saying, of a contributor it says
 * something. */
static struct text
kept_role(const struct names *names, struct text role)
{
	if (names->element == ELEMENT_CONTRIBUTOR && is_author_role(role))
		return TEXT("author");
	return name_is_plain_role(role) ? (struct text){ 0 } : role;
}

/* "ths" of http://id.loc.gov/vocabulary/relators/ths. */
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

static struct text
role_of(struct names *names, struct text served)
{
	const struct text *role;

	served = code_of(served);
	if (served.length == 0 || served.length > ITEM_KEY_BYTES)
		return (struct text){ 0 };
	role = vocabulary_read(names->draft->vocabulary, SCHEME_ROLE,
	    names->draft->platform, served);
	if (role != NULL)
		return *role;
	draft_unmapped(names->draft, "role", served);
	return served;
}

static struct author *
add(struct names *names, const struct name *name, const struct claim *claim)
{
	struct draft *draft = names->draft;
	struct author *author = memory_take(draft->arena, sizeof(*author));

	author->name = *name;
	author->claim = claim;
	if (name->is_role_unknown)
		author->name.role = role_of(names, name->role);
	author->name.role = kept_role(names, author->name.role);
	if (name->affiliation.length > 0) {
		struct text *one = memory_take(draft->arena, sizeof(*one));

		*one = name->affiliation;
		author->affiliation = (struct text_list){ one, 1 };
	}
	buffer_reset(&draft->scratch);
	name_key(&draft->scratch, &author->name);
	author->key = draft_key(draft_take_scratch(draft));
	if (names->first == NULL)
		names->first = author;
	else
		names->last->next = author;
	names->last = author;
	names->count++;
	if (names->claim == NULL)
		names->claim = claim;
	return author;
}

static void
note_loose(struct names *names, struct text orcid, const struct claim *claim)
{
	names->loose_orcid = orcid;
	names->loose = claim;
	names->loose_count++;
}

/* NULL: nobody. */
static struct author *
add_served(struct names *names, struct text value, const struct claim *claim)
{
	struct name name;

	if (!name_read(&names->reader, value, &name)) {
		draft_issue(names->draft, "%s is not a name: %.*s",
		    element_name(claim->element), (int)draft_key(value).length,
		    value.bytes);
		return NULL;
	}
	if (name.served.length == 0) {
		note_loose(names, name.orcid, claim);
		return NULL;
	}
	return add(names, &name, claim);
}

/* What a format says of a person beside the name. */
static void
add_details(
    struct names *names, struct author *author, const struct person *person)
{
	struct text orcid = number_orcid(names->draft->arena, person->orcid);
	struct text role = kept_role(names, role_of(names, person->role));

	if (orcid.length > 0)
		author->name.orcid = orcid;
	if (role.length > 0)
		author->name.role = role;
	if (person->affiliation.count > 0)
		author->affiliation = person->affiliation;
}

/* Given in parts, or as an organisation: taken as it is. */
static void
add_person(struct names *names, const struct claim *claim)
{
	const struct person *person = claim->person;
	struct name name = {
		.served = claim->value,
		.family = person->given.length > 0 ? person->family
						   : (struct text){ 0 },
		.given = person->given,
		.suffix = person->suffix,
		.is_organisation = person->is_organisation,
	};
	struct name check;

	if (!name_read(&names->reader, claim->value, &check)) {
		draft_issue(names->draft, "%s is not a name: %.*s",
		    element_name(claim->element),
		    (int)draft_key(claim->value).length, claim->value.bytes);
		return;
	}
	if (name.family.length == 0)
		name.given = (struct text){ 0 };
	/* "Collaboration", "Super-Kamiokande" */
	else if (name_is_turned(&names->reader, name.family, name.given))
		name = check;
	add_details(names, add(names, &name, claim), person);
}

static void
add_claim(struct names *names, const struct claim *claim)
{
	const struct person *person = claim->person;
	struct memory_list list = { .arena = names->draft->arena };
	struct author *author = NULL;

	if (person != NULL &&
	    (person->is_organisation || person->family.length > 0)) {
		add_person(names, claim);
		return;
	}
	name_split(&names->reader, claim->value, &list, VALUES - names->count);
	for (size_t i = 0; i < list.count; i++)
		author = add_served(names, list.texts[i], claim);
	if (person != NULL && list.count == 1 && author != NULL)
		add_details(names, author, person);
}

/* A value that is an iD alone belongs to the name beside it, if there is one
 * name only. */
static void
attach_loose(struct names *names)
{
	if (names->loose_count == 0)
		return;
	if (names->loose_count == 1 && names->count == 1 &&
	    names->first->name.orcid.length == 0) {
		names->first->name.orcid = names->loose_orcid;
		names->first->other = names->loose;
	} else {
		draft_issue(names->draft, "%s: ORCID iD %.*s is nobody's",
		    element_name(names->element),
		    (int)names->loose_orcid.length, names->loose_orcid.bytes);
	}
}

/* A contributor who is named twice in the same words is one: a form was filled
 * in twice. Of authors two may well have the same name. */
static bool
is_repeated(struct table *seen, const struct claim *claim)
{
	return claim->element == ELEMENT_CONTRIBUTOR && claim->person == NULL &&
	    !table_add(seen, claim->value, seen);
}

/* All of the first origin that names anybody. */
static void
add_first(struct names *names)
{
	const struct draft *draft = names->draft;
	enum element element = names->element;
	struct table seen;

	table_init(&seen, draft->arena);
	for (const struct claim *claim = draft->claims[element];
	     claim != NULL && names->count < VALUES; claim = claim->next) {
		if (names->claim != NULL &&
		    names->claim->origin != claim->origin)
			break;
		if (!is_repeated(&seen, claim))
			add_claim(names, claim);
	}
	if (names->count == VALUES)
		draft_issue(names->draft,
		    "only the first %d of the %ss are kept", VALUES,
		    element_name(element));
	attach_loose(names);
}

static bool
says_more(const struct claim *claim)
{
	const struct person *person = claim->person;

	if (person != NULL)
		return person->orcid.length > 0 ||
		    person->affiliation.count > 0;
	return number_find_orcid(claim->value).length > 0 ||
	    slice_until(claim->value, ";").length < claim->value.length;
}

static void
index_authors(const struct names *names, struct table *table)
{
	table_init(table, names->draft->arena);
	for (struct author *author = names->first; author != NULL;
	     author = author->next) {
		struct author *same;

		if (author->key.length == 0 ||
		    table_add(table, author->key, author))
			continue;
		same = table_find(table, author->key);
		same->is_several = true;
	}
}

static void
fill(const struct table *table, const struct names *other)
{
	for (const struct author *from = other->first; from != NULL;
	     from = from->next) {
		struct author *into = table_find(table, from->key);

		if (into == NULL || into->is_several)
			continue;
		if (into->name.orcid.length == 0 &&
		    from->name.orcid.length > 0) {
			into->name.orcid = from->name.orcid;
			into->other = from->claim;
		}
		if (into->affiliation.count == 0 &&
		    from->affiliation.count > 0) {
			into->affiliation = from->affiliation;
			into->other = from->claim;
		}
	}
}

/* iDs and affiliations that other formats know of the same people. */
static void
fill_from_others(struct names *names)
{
	struct names other = { .draft = names->draft,
		.element = names->element,
		.reader = names->reader };
	struct table table;

	for (const struct claim *claim = names->draft->claims[names->element];
	     claim != NULL && other.count < VALUES; claim = claim->next)
		if (claim->origin != names->claim->origin && says_more(claim))
			add_claim(&other, claim);
	names->reader = other.reader;
	if (other.first == NULL)
		return;
	index_authors(names, &table);
	fill(&table, &other);
}

static void
gather(struct names *names)
{
	struct draft *draft = names->draft;

	name_reader_init(&names->reader, draft->arena, draft->vocabulary);
	add_first(names);
	if (names->first != NULL)
		fill_from_others(names);
	name_reader_fini(&names->reader);
}

/* "author; translator" */
static bool
is_author(const struct author *author)
{
	struct text rest = author->name.role;
	struct text role;

	while (slice_next(&rest, ";", &role))
		if (is_author_role(text_trim(role)))
			return true;
	return false;
}

/* Where no creator is named, these are: theses have all their people among the
 * contributors. */
static void
move_authors(struct names *from, struct names *into)
{
	struct author **link = &from->first;

	while (*link != NULL) {
		struct author *author = *link;

		if (!is_author(author)) {
			link = &author->next;
			continue;
		}
		*link = author->next;
		author->next = NULL;
		author->name.role = kept_role(into, author->name.role);
		if (into->first == NULL)
			into->first = author;
		else
			into->last->next = author;
		into->last = author;
		into->claim = into->claim == NULL ? author->claim : into->claim;
	}
	from->claim = from->first == NULL ? NULL : from->first->claim;
}

static void
set_creators(struct draft *draft, const struct names *creators)
{
	struct item *item = draft->item;

	if (creators->first == NULL)
		return;
	item->creators = author_column(draft->arena, creators->first);
	item->creator_keys = author_keys(draft->arena, creators->first);
	author_trace(draft, "creators", creators->first);
	author_trace_keys(draft, &item->creator_keys, creators->first);
	draft_explain(draft, "creators", creators->claim,
	    creators->claim->element == ELEMENT_CONTRIBUTOR
		? "contributors who are said to be authors"
		: "all of the first format that names any");
}

void
name_field(struct draft *draft)
{
	struct names creators = { .draft = draft, .element = ELEMENT_CREATOR };
	struct names contributors = { .draft = draft,
		.element = ELEMENT_CONTRIBUTOR };

	gather(&creators);
	gather(&contributors);
	if (creators.first == NULL)
		move_authors(&contributors, &creators);
	set_creators(draft, &creators);
	if (contributors.first == NULL)
		return;
	draft->item->contributors =
	    author_column(draft->arena, contributors.first);
	author_trace(draft, "contributors", contributors.first);
	draft_explain(draft, "contributors", contributors.claim,
	    "all of the first format that names any");
}
