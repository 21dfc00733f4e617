#include "normalise/marcxml.h"
#include "normalise/slice.h"

/*
 * The leader and field 008: characters in fixed places. Blanks at both ends
 * are gone.
 */
#define LEADER     24
#define LEADING    8  /* fields: the leader is the first, as a rule */
#define ENTERED    6  /* 008 begins with the day it was made, YYMMDD */
#define LANGUAGE   35 /* 008/35-37 */
#define CONTENTS   24 /* 008/24-27, of text */
#define CONFERENCE 29 /* 008/29, of text */

/* It is asked for again and again: not in all of a long record. */
static struct text
leader_of(const struct node *record)
{
	const struct node *node = record->first;

	for (int i = 0; i < LEADING && node != NULL; i++, node = node->next)
		if (node_is(node, "leader"))
			return node->value;
	return (struct text){ 0 };
}

/* From the end, where blanks at its start are gone. */
static char
leader_at(const struct node *record, size_t at)
{
	struct text leader = leader_of(record);

	if (leader.length < LEADER && slice_ends(leader, "4500")) {
		if (at + leader.length < LEADER)
			return '\0';
		at -= LEADER - leader.length;
	}
	if (at >= leader.length)
		return '\0';
	return leader.bytes[at];
}

char
marc_record_type(const struct node *record)
{
	return leader_at(record, 6);
}

char
marc_level(const struct node *record)
{
	return leader_at(record, 7);
}

/* From 008/06 on. */
static struct text
coded(const struct node *record)
{
	const struct node *field = node_child(record, "controlfield");

	while (field != NULL && !node_matches(field, "tag=008"))
		field = node_next(field, "controlfield");
	if (field == NULL || field->value.length == 0)
		return (struct text){ 0 };
	return slice_is_digit(field->value.bytes[0])
	    ? slice_from(field->value, ENTERED)
	    : field->value;
}

static struct text
place(struct text coded, size_t from, size_t length)
{
	coded = slice_from(coded, from - ENTERED);
	coded.length = coded.length < length ? 0 : length;
	return coded;
}

struct text
marc_digits(struct draft *draft, struct text value)
{
	buffer_reset(&draft->scratch);
	for (size_t i = 0; i < value.length; i++) {
		if (value.bytes[i] == 'u')
			buffer_add_char(&draft->scratch, '-');
		else
			buffer_add_char(&draft->scratch, value.bytes[i]);
	}
	return draft_take_scratch(draft);
}

/* None for "uuuu", "9999" and what is no year. */
static struct text
year(struct draft *draft, struct text coded, size_t from)
{
	struct text value = place(coded, from, 4);

	if (value.length == 0 || text_is(value, "9999") ||
	    !slice_is_digit(value.bytes[0]))
		return (struct text){ 0 };
	return marc_digits(draft, value);
}

static struct text
range(struct draft *draft, struct text first, struct text last)
{
	if (first.length == 0 || last.length == 0 || text_equals(first, last))
		return first;
	first = memory_join(draft->arena, first, TEXT("/"));
	return memory_join(draft->arena, first, last);
}

/* Month and day are in the place of a second year. */
static struct text
detailed(struct draft *draft, struct text first, struct text coded)
{
	struct text month = place(coded, 11, 2);
	struct text day = place(coded, 13, 2);

	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, first);
	if (slice_is_digits(month)) {
		buffer_add_char(&draft->scratch, '-');
		buffer_add_text(&draft->scratch, month);
	}
	if (slice_is_digits(month) && slice_is_digits(day)) {
		buffer_add_char(&draft->scratch, '-');
		buffer_add_text(&draft->scratch, day);
	}
	return draft_take_scratch(draft);
}

static void
say(struct draft *draft, enum qualifier qualifier, struct text value)
{
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_DATE,
		.qualifier = qualifier,
		.value = value,
		.scheme = TEXT("008") });
}

void
marc_claim_dates(struct draft *draft, const struct node *record)
{
	struct text codes = coded(record);
	struct text first = year(draft, codes, 7);
	struct text second = year(draft, codes, 11);

	if (first.length == 0)
		return;
	switch (codes.bytes[0]) {
	case 'b': /* before our era */
	case 'n': /* unknown */
	case '|': /* nobody looked */
		return;
	case 'i': /* of a collection: when what is in it was made */
	case 'k':
		say(draft, QUALIFIER_CREATED, range(draft, first, second));
		return;
	case 'm': /* of several volumes */
	case 'd': /* of a serial that has ended */
	case 'q': /* at some time between them */
		say(draft, QUALIFIER_ISSUED, range(draft, first, second));
		return;
	case 'e':
		say(draft, QUALIFIER_ISSUED, detailed(draft, first, codes));
		return;
	}
	say(draft, QUALIFIER_ISSUED, first);
	if (codes.bytes[0] == 't')
		say(draft, QUALIFIER_COPYRIGHTED, second);
	else if (codes.bytes[0] == 'p') /* of a film */
		say(draft, QUALIFIER_CREATED, second);
}

struct code {
	char code;
	const char *term;
};

/* MARC 21's own terms: type.tsv says what they mean. */
static const struct code record_types[] = {
	{ 'a', "language material" },
	{ 'c', "notated music" },
	{ 'd', "manuscript notated music" },
	{ 'e', "cartographic material" },
	{ 'f', "manuscript cartographic material" },
	{ 'g', "projected medium" },
	{ 'i', "nonmusical sound recording" },
	{ 'j', "musical sound recording" },
	{ 'k', "two-dimensional nonprojectable graphic" },
	{ 'm', "computer file" },
	{ 'o', "kit" },
	{ 'p', "mixed materials" },
	{ 'r', "three-dimensional artifact" },
	{ 't', "manuscript language material" },
	{ '\0', NULL },
};

/* Of language material; others are what they are at every level. */
static const struct code levels[] = {
	{ 'a', "language material, monographic component part" },
	{ 'b', "language material, serial component part" },
	{ 'm', "language material, monograph" },
	{ 's', "language material, serial" },
	{ '\0', NULL },
};

static const struct code contents[] = {
	{ 'm', "theses" },
	{ 't', "technical reports" },
	{ 'j', "patent document" },
	{ '\0', NULL },
};

static const char *
term_of(const struct code *codes, char code)
{
	while (codes->term != NULL && codes->code != code)
		codes++;
	return codes->term;
}

static void
say_type(struct draft *draft, const char *value, const char *where)
{
	if (value != NULL)
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_TYPE,
			.value = text_of(value),
			.scheme = text_of(where) });
}

static void
claim_contents(struct draft *draft, struct text codes)
{
	struct text nature = place(codes, CONTENTS, 4);

	for (size_t i = 0; i < nature.length; i++)
		say_type(draft, term_of(contents, nature.bytes[i]), "008");
	if (text_is(place(codes, CONFERENCE, 1), "1"))
		say_type(draft, "conference publication", "008");
}

static void
claim_types(struct draft *draft, const struct node *record, struct text codes)
{
	char type = marc_record_type(record);
	char level = marc_level(record);
	const char *term = NULL;

	if ((type == 'a' || type == 't') && level != 's' && level != 'b')
		claim_contents(draft, codes);
	if (type == 'a')
		term = term_of(levels, level);
	if (term == NULL)
		term = term_of(record_types, type);
	say_type(draft, term, "leader");
}

void
marc_claim_coded(struct draft *draft, const struct node *record)
{
	struct text codes = coded(record);
	struct text language = place(codes, LANGUAGE, 3);

	claim_types(draft, record, codes);
	/* 041 has it too, where there is more than one. */
	if (draft->positions[ELEMENT_LANGUAGE][QUALIFIER_NONE] > 0 ||
	    language.length == 0 || !slice_is_word(language.bytes[0]))
		return;
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_LANGUAGE,
		.value = language,
		.scheme = TEXT("008") });
}
