#include <string.h>

#include "base/hash.h"
#include "base/limit.h"
#include "normalise/date.h"
#include "normalise/identifier.h"
#include "normalise/language.h"
#include "normalise/name.h"
#include "normalise/normalise.h"
#include "normalise/oai_dc.h"
#include "normalise/rights.h"
#include "normalise/statement.h"
#include "normalise/subject.h"
#include "normalise/text_field.h"
#include "normalise/type.h"
#include "normalise/words.h"

#define YEARS_AHEAD   5    /* of the newest record, for what is in print */
#define LATEST_YEAR   2100 /* where no record says its date */
#define TM_FIRST_YEAR 1900

/* A prefix says nothing: repositories name their formats as they like. */
static const struct {
	const char *namespace;
	void (*claim)(struct draft *draft, struct text metadata_prefix,
	    const struct statements *statements);
} formats[] = {
	{ "http://www.openarchives.org/OAI/2.0/oai_dc/", oai_dc_claim },
	{ "http://www.openarchives.org/OAI/2.0/oai_dc", oai_dc_claim },
	{ "http://purl.org/dc/elements/1.1/", oai_dc_claim },
};

static void (*const fields[])(struct draft *draft) = {
	title_field,
	name_field,
	abstract_field,
	subject_field,
	date_field,
	type_field,
	language_field,
	publisher_field,
	identifier_field,
	rights_field,
};

static int
compare_instants(const struct item_source *a, const struct item_source *b)
{
	if (a->has_instant != b->has_instant)
		return a->has_instant ? -1 : 1;
	if (!a->has_instant || a->instant == b->instant)
		return 0;
	return a->instant > b->instant ? -1 : 1;
}

/* Newest first, in an order that depends on nothing else than the records. */
static int
compare(const struct item_source *a, const struct item_source *b)
{
	int order = compare_instants(a, b);

	if (order == 0)
		order =
		    text_compare(b->datestamp, a->datestamp) * !a->has_instant;
	if (order == 0)
		order = (b->status == RECORD_DELETED) -
		    (a->status == RECORD_DELETED);
	if (order == 0)
		order = text_compare(a->metadata_prefix, b->metadata_prefix);
	return order != 0 ? order : text_compare(a->metadata, b->metadata);
}

/* A few formats: by insertion. */
static const struct item_source **
sort_sources(
    struct arena *arena, const struct item_source *sources, size_t count)
{
	const struct item_source **sorted = memory_take(
	    arena, (count + 1) * sizeof(const struct item_source *));

	for (size_t i = 0; i < count; i++) {
		size_t j = i;

		while (j > 0 && compare(&sources[i], sorted[j - 1]) < 0) {
			sorted[j] = sorted[j - 1];
			j--;
		}
		sorted[j] = &sources[i];
	}
	return sorted;
}

static int
latest_year(const struct item_source *newest)
{
	struct tm broken;

	if (!newest->has_instant ||
	    gmtime_r(&newest->instant, &broken) == NULL ||
	    broken.tm_year > LATEST_YEAR)
		return LATEST_YEAR;
	return broken.tm_year + TM_FIRST_YEAR + YEARS_AHEAD;
}

static bool
has_claims(const struct draft *draft)
{
	for (int i = 0; i < ELEMENT_COUNT; i++) {
		if (draft->claims[i] != NULL)
			return true;
	}
	return false;
}

/* The newest record of a format we know speaks; older ones of it are the same
 * under another prefix. */
static void
claim_statements(struct draft *draft, const struct item_source *source,
    const struct statements *statements)
{
	struct text prefix = source->metadata_prefix;

	if (statements->is_cut)
		draft_issue(draft, "%.*s has more than %d statements",
		    (int)draft_key(prefix).length, prefix.bytes, STATEMENTS);
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (!text_is(statements->namespace, formats[i].namespace))
			continue;
		if (!has_claims(draft))
			formats[i].claim(draft, prefix, statements);
		return;
	}
	draft_issue(draft, "format not read: %.*s",
	    (int)statements->namespace.length, statements->namespace.bytes);
}

static void
read_source(struct draft *draft, const struct item_source *source)
{
	struct statements statements;
	struct fault why = { 0 };
	struct text prefix = draft_key(source->metadata_prefix);

	if (source->status == RECORD_DELETED)
		return;
	if (source->metadata.length == 0)
		draft_issue(draft, "%.*s has no metadata", (int)prefix.length,
		    prefix.bytes);
	else if (statement_read(
		     draft->arena, source->metadata, &statements, &why))
		claim_statements(draft, source, &statements);
	else
		draft_issue(draft, "%.*s: %s", (int)prefix.length, prefix.bytes,
		    why.text);
}

static void
read_sources(
    struct draft *draft, const struct item_source **sources, size_t count)
{
	size_t before = arena_held(draft->arena);
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		bytes += sources[i]->metadata.length;
		if (bytes > ITEM_BYTES ||
		    arena_held(draft->arena) - before > ITEM_READ_BYTES) {
			draft_issue(draft,
			    "metadata is too large: from %.*s on "
			    "it is not read",
			    (int)draft_key(sources[i]->metadata_prefix).length,
			    sources[i]->metadata_prefix.bytes);
			return;
		}
		read_source(draft, sources[i]);
	}
}

static struct text
write_dublin_core(struct draft *draft)
{
	struct buffer bytes;
	struct json json;
	struct text column = { 0 };

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_object(&json);
	for (int i = 0; i < ELEMENT_COUNT; i++) {
		if (draft->claims[i] == NULL)
			continue;
		json_key(&json, element_name((enum element)i));
		json_array(&json);
		for (const struct claim *claim = draft->claims[i];
		     claim != NULL; claim = claim->next)
			json_text(&json, claim->value);
		json_end(&json);
	}
	json_end(&json);
	if (has_claims(draft))
		column = memory_copy(draft->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return column;
}

static struct text
write_words(struct draft *draft)
{
	static const struct {
		enum element element;
		char weight;
	} weights[] = {
		{ ELEMENT_TITLE, 'A' },
		{ ELEMENT_CREATOR, 'B' },
		{ ELEMENT_SUBJECT, 'C' },
	};
	struct words words;
	struct text column;

	words_init(&words, draft->arena);
	for (size_t i = 0; i < sizeof(weights) / sizeof(weights[0]); i++) {
		for (const struct claim *claim =
			 draft->claims[weights[i].element];
		     claim != NULL; claim = claim->next)
			words_add(&words, claim->value, weights[i].weight);
	}
	words_add(&words, draft->item->abstract, 'D');
	column = words_text(&words);
	if (words.is_full)
		draft_issue(draft, "too many words: not all can be searched");
	words_fini(&words);
	return column;
}

static void
make_columns(struct draft *draft)
{
	struct item *item = draft->item;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		fields[i](draft);
	item->dublin_core = write_dublin_core(draft);
	item->words = write_words(draft);
	json_end(&draft->why);
	if (has_claims(draft))
		item->why =
		    memory_copy(draft->arena, buffer_text(&draft->why_bytes));
	item->unmapped = draft_list(&draft->unmapped);
}

static void
add_list(struct hash *hash, struct text_list list)
{
	hash_add_number(hash, (int64_t)list.count);
	for (size_t i = 0; i < list.count; i++)
		hash_add_text(hash, list.texts[i]);
}

static int64_t
hash_item(const struct item *item)
{
	const struct text texts[] = { item->title, item->creators,
		item->contributors, item->abstract, item->subjects,
		item->issued, item->issued_from, item->issued_to,
		item->date_quality, item->type, item->doi, item->license,
		item->landing_url, item->dublin_core, item->why, item->words };
	const struct text_list lists[] = { item->creator_keys, item->language,
		item->publisher, item->identifiers, item->rights,
		item->unmapped, item->issues };
	struct hash hash;

	hash_init(&hash);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		hash_add_text(&hash, texts[i]);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		add_list(&hash, lists[i]);
	hash_add_number(&hash, item->has_year ? item->year : 0);
	hash_add_number(&hash, item->rule_version);
	hash_add_number(&hash, item->is_deleted);
	return hash_result(&hash);
}

void
normalise_item(struct arena *arena, const struct vocabulary *vocabulary,
    const struct item_source *sources, size_t count, struct item *item)
{
	const struct item_source **sorted = sort_sources(arena, sources, count);
	struct draft draft;

	*item = (struct item){ .rule_version = RULE_VERSION };
	draft_init(&draft, arena, vocabulary, item);
	item->is_deleted = count == 0 || sorted[0]->status == RECORD_DELETED;
	if (!item->is_deleted) {
		draft.latest_year = latest_year(sorted[0]);
		read_sources(&draft, sorted, count);
		make_columns(&draft);
	}
	item->issues = draft_list(&draft.issues);
	item->hash = hash_item(item);
	draft_fini(&draft);
}
