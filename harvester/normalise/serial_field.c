#include "base/array.h"
#include "base/limit.h"
#include "normalise/citation.h"
#include "normalise/container.h"
#include "normalise/locator.h"
#include "normalise/number.h"
#include "normalise/slice.h"
#include "normalise/trace.h"

#define MEDIA 4 /* of a journal, in one value */

/* What an ISSN is of, and where that was said. */
struct serial {
	struct text issn;
	const char *medium; /* NULL: it is not said */
};

struct serials {
	struct draft *draft;
	struct serial list[SERIALS];
	size_t count;
	const struct claim *first;
};

static void
trace_issn(struct serials *serials, size_t n, const struct claim *claim)
{
	if (serials->draft->trace != NULL)
		trace_element(serials->draft, "issn", n, claim,
		    claim->value.length > ISSN_BYTES
			? "in the citation of the work"
			: "the check digit holds");
}

static void
add_issn(struct serials *serials, struct text issn, const char *medium,
    const struct claim *claim)
{
	struct serial *serial;

	if (issn.length == 0)
		return;
	for (size_t i = 0; i < serials->count; i++) {
		serial = &serials->list[i];
		if (!text_equals(serial->issn, issn))
			continue;
		if (serial->medium == NULL)
			serial->medium = medium;
		trace_issn(serials, i, claim);
		return;
	}
	if (serials->count == SERIALS)
		return;
	if (serials->first == NULL)
		serials->first = claim;
	serials->list[serials->count++] = (struct serial){ issn, medium };
	trace_issn(serials, serials->count - 1, claim);
}

/* Of a label before the number, or a note behind it. */
static const char *
medium_of(struct text value)
{
	static const struct {
		const char *word;
		const char *medium;
	} words[] = {
		{ "eissn", "electronic" },
		{ "e-issn", "electronic" },
		{ "online", "electronic" },
		{ "electronic", "electronic" },
		{ "pissn", "print" },
		{ "p-issn", "print" },
		{ "print", "print" },
		{ "issn-l", "linking" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_find(value, words[i].word).length > 0)
			return words[i].medium;
	return NULL;
}

/* By its element; NULL: by none. */
static const char *
medium_named(const struct claim *claim)
{
	switch ((int)claim->qualifier) {
	case QUALIFIER_ISSN_PRINT:
		return "print";
	case QUALIFIER_ISSN_ELECTRONIC:
		return "electronic";
	case QUALIFIER_ISSN_LINKING:
		return "linking";
	}
	return claim->scheme.length > 0 ? medium_of(claim->scheme) : NULL;
}

static const char *
medium_said(const struct claim *claim)
{
	const char *medium = medium_named(claim);

	return medium == NULL && claim->scheme.length == 0
	    ? medium_of(claim->value)
	    : medium;
}

static bool
says_issn(const struct claim *claim)
{
	return (claim->qualifier >= QUALIFIER_ISSN &&
		   claim->qualifier <= QUALIFIER_ISSN_LINKING) ||
	    slice_ends(claim->scheme, "issn");
}

/* Worth a look for more than one: it is said to be an ISSN, or begins so. */
static bool
may_be_several(const struct claim *claim)
{
	struct text value = claim->value;

	if (value.length < sizeof("0000-0000 0000-0000") - 1)
		return false;
	if (says_issn(claim) || number_is_issn_labelled(value))
		return true;
	return claim->qualifier == QUALIFIER_NONE &&
	    claim->element != ELEMENT_RELATION && value.bytes[4] == '-' &&
	    slice_is_digits((struct text){ value.bytes, 4 });
}

/* One of several in a value, and what stands before it. */
struct listed {
	struct text issn;
	struct text before;
};

/*
 * Where several stand in a value, the medium of each is said before it, as in
 * "pISSN 1355-5146, eISSN 1472-1481", or behind, as in "1355-5146 (print),
 * 1472-1481 (online)". False: there are no two.
 */
static bool
find_several(struct serials *serials, const struct claim *claim)
{
	struct listed list[MEDIA + 1] = { 0 };
	struct text rest = claim->value;
	bool is_before;
	size_t count = 0;

	while (count < MEDIA &&
	    number_next_issn(serials->draft->arena, &rest, &list[count].before,
		&list[count].issn))
		count++;
	if (count < 2)
		return false;
	list[count].before = rest;
	is_before = medium_of(list[0].before) != NULL;
	for (size_t i = 0; i < count; i++) {
		const char *medium = medium_named(claim);

		if (medium == NULL)
			medium = medium_of(list[is_before ? i : i + 1].before);
		add_issn(serials, list[i].issn, medium, claim);
	}
	return true;
}

/* A bare one may stand where a journal is named, and DSpace has it among the
 * identifiers; a relation says that it is one. */
static void
find_issn(struct serials *serials, const struct claim *claim)
{
	struct arena *arena = serials->draft->arena;
	struct text issn = { 0 };

	if (claim->value.length > ISSN_BYTES ||
	    (may_be_several(claim) && find_several(serials, claim)))
		return;
	if (says_issn(claim))
		issn = number_issn_inside(arena, claim->value);
	else if (claim->qualifier != QUALIFIER_NONE &&
	    claim->qualifier != QUALIFIER_IS_PART_OF)
		return;
	else if (claim->element != ELEMENT_RELATION ||
	    number_is_issn_labelled(claim->value))
		issn = number_issn(arena, claim->value);
	if (issn.length > 0)
		add_issn(serials, issn, medium_said(claim), claim);
}

static void
find_all_issns(struct serials *serials, enum element element)
{
	for (const struct claim *claim = serials->draft->claims[element];
	     claim != NULL; claim = claim->next)
		find_issn(serials, claim);
}

/* "Iranian Biomedical Journal (IBJ); ISSN 1028-852X": of the journal that the
 * work is in. */
static void
find_source_issn(struct serials *serials)
{
	struct draft *draft = serials->draft;
	struct text container = draft->item->container;

	for (const struct claim *claim = draft->claims[ELEMENT_SOURCE];
	     claim != NULL; claim = claim->next) {
		struct text issn = slice_find(claim->value, "; issn");

		if (claim->qualifier != QUALIFIER_NONE || issn.length == 0 ||
		    container.length == 0 || issn.length > ISSN_BYTES ||
		    container.length >= claim->value.length ||
		    memcmp(claim->value.bytes, container.bytes,
			container.length) != 0)
			continue;
		issn = slice_from(issn, 2);
		add_issn(serials, number_issn(draft->arena, issn), NULL, claim);
	}
}

/* In the citation of the work. */
static void
find_cited_issn(struct serials *serials)
{
	struct draft *draft = serials->draft;
	struct citation_reader reader = { draft->arena, draft->vocabulary };
	const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];
	struct citation citation;

	for (size_t i = 0; claim != NULL && i < CITATIONS;
	     claim = claim->next) {
		if (draft->item->title.length == 0 ||
		    claim->value.length <= draft->item->title.length ||
		    slice_find(claim->value, "issn").length == 0)
			continue;
		i++;
		if (citation_read(
			&reader, claim->value, draft->item->title, &citation))
			add_issn(serials, citation.issn, NULL, claim);
	}
}

static struct text
write_issns(const struct serials *serials)
{
	struct draft *draft = serials->draft;
	struct json json;

	buffer_reset(&draft->scratch);
	json_init(&json, &draft->scratch);
	json_array(&json);
	for (size_t i = 0; i < serials->count; i++) {
		json_object(&json);
		json_key(&json, "issn");
		json_text(&json, serials->list[i].issn);
		if (serials->list[i].medium != NULL) {
			json_key(&json, "medium");
			json_string(&json, serials->list[i].medium);
		}
		json_end(&json);
	}
	json_end(&json);
	return draft_take_scratch(draft);
}

void
issn_field(struct draft *draft)
{
	struct serials serials;

	serials.draft = draft;
	serials.count = 0;
	serials.first = NULL;
	find_all_issns(&serials, ELEMENT_SOURCE);
	find_all_issns(&serials, ELEMENT_RELATION);
	find_all_issns(&serials, ELEMENT_IDENTIFIER);
	find_source_issn(&serials);
	find_cited_issn(&serials);
	if (serials.count == 0)
		return;
	draft->item->issn = write_issns(&serials);
	draft_explain(draft, "issn", serials.first, "the check digit holds");
}

struct series_list {
	struct draft *draft;
	struct json json;
	struct buffer bytes;
	struct memory_list seen;
	const struct claim *first;
};

static void
add_series(struct series_list *list, struct text name, struct text number,
    const struct claim *claim)
{
	struct text line = memory_join(list->draft->arena, name, number);

	if (list->seen.count == SERIALS || memory_list_has(&list->seen, line))
		return;
	memory_list_add(&list->seen, line);
	if (list->first == NULL)
		list->first = claim;
	if (list->draft->trace != NULL)
		trace_element(list->draft, "series", list->seen.count - 1,
		    claim, number.length > 0 ? "name and number" : "a name");
	json_object(&list->json);
	json_key(&list->json, "series");
	json_text(&list->json, name);
	if (number.length > 0) {
		json_key(&list->json, "number");
		json_text(&list->json, number);
	}
	json_end(&list->json);
}

/* The columns of the container have it: "Journal;Vol. 51, no 9" */
static bool
is_container(const struct draft *draft, struct text value)
{
	return draft->item->container.length > 0 &&
	    text_equals(
		text_trim(slice_until(value, ";")), draft->item->container);
}

/* Of a submission to DSpace: "Workflow;14334". */
static bool
is_workflow(struct text name)
{
	return slice_is(name, "workflow");
}

/* "23 September 2006": when it appeared is no part of the number. */
static struct text
without_date(const struct citation_reader *reader, struct text number)
{
	struct text bare = slice_until(number, " ");
	struct text date = text_trim(slice_from(number, bare.length));

	if (slice_is_digits(bare) && date.length > strlen("2006") &&
	    locator_year(reader, date).length > 0)
		return bare;
	return number;
}

/* Said to be a series; or, of DSpace, written as it writes them. */
static void
find_series(struct series_list *list, const struct claim *claim)
{
	struct draft *draft = list->draft;
	struct citation_reader reader = { draft->arena, draft->vocabulary };
	bool is_said = claim->qualifier == QUALIFIER_SERIES;
	struct text name;
	struct text number = { 0 };

	if (!is_said &&
	    (claim->qualifier != QUALIFIER_NONE ||
		!text_is(draft->platform, "dspace")))
		return;
	if (claim->value.length > LOCATOR_BYTES || slice_is_web(claim->value) ||
	    is_container(draft, claim->value))
		return;
	if (citation_series(&reader, claim->value, &name, &number)) {
		if (is_workflow(name))
			return;
		add_series(list, name, without_date(&reader, number), claim);
	} else if (is_said) {
		name = slice_strip(claim->value, " ;,:");
		if (name.length > 0)
			add_series(list, name, (struct text){ 0 }, claim);
	}
}

void
series_field(struct draft *draft)
{
	struct series_list list = { .draft = draft,
		.seen = { .arena = draft->arena } };

	if (draft->claims[ELEMENT_RELATION] == NULL)
		return;
	buffer_init(&list.bytes, 0);
	json_init(&list.json, &list.bytes);
	json_array(&list.json);
	for (const struct claim *claim = draft->claims[ELEMENT_RELATION];
	     claim != NULL; claim = claim->next)
		find_series(&list, claim);
	json_end(&list.json);
	if (list.seen.count > 0) {
		draft->item->series =
		    memory_copy(draft->arena, buffer_text(&list.bytes));
		draft_explain(draft, "series", list.first, "name and number");
	}
	buffer_fini(&list.bytes);
}
