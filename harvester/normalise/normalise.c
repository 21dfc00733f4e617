#include "base/array.h"
#include "base/hash.h"
#include "normalise/access.h"
#include "normalise/container.h"
#include "normalise/date.h"
#include "normalise/degree.h"
#include "normalise/extent.h"
#include "normalise/identifier.h"
#include "normalise/item_keep.h"
#include "normalise/item_words.h"
#include "normalise/language.h"
#include "normalise/mime.h"
#include "normalise/name.h"
#include "normalise/normalise.h"
#include "normalise/relation.h"
#include "normalise/rights.h"
#include "normalise/set_spec.h"
#include "normalise/source.h"
#include "normalise/statement.h"
#include "normalise/status.h"
#include "normalise/subject.h"
#include "normalise/text_field.h"
#include "normalise/title.h"
#include "normalise/type.h"

static void (*const fields[])(struct draft *draft) = {
	title_field,
	name_field,
	abstract_field,
	subject_field,
	type_field,
	container_field,
	date_field,
	container_year_field,
	language_field,
	publisher_field,
	identifier_field,
	cited_doi_field,
	series_field,
	issn_field,
	link_field,
	relation_field,
	funding_field,
	degree_field,
	mime_field,
	extent_field,
	set_field,
	rights_field,
	status_field,
	access_field,
};

static bool
has_claims(const struct draft *draft)
{
	for (int i = 0; i < ELEMENT_SET; i++) {
		if (draft->claims[i] != NULL)
			return true;
	}
	return false;
}

static void
make_columns(struct draft *draft)
{
	struct item *item = draft->item;

	for (size_t i = 0; i < COUNT(fields); i++)
		fields[i](draft);
	item->statements = statement_column(draft);
	item->words = item_words(draft);
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

#define HASH_TEXT(name) hash_add_text(&hash, item->name);
#define HASH_LIST(name) add_list(&hash, item->name);
#define HASH_YEAR(name) \
	hash_add_number(&hash, item->has_##name ? item->name : 0);
#define HASH_ANSWER(name) hash_add_number(&hash, item->name);
#define HASH(kind, name)  HASH_##kind(name)

static int64_t
hash_item(const struct item *item)
{
	struct hash hash;

	hash_init(&hash);
	ITEM_COLUMNS(HASH)
	hash_add_text(&hash, item->words);
	hash_add_number(&hash, item->is_deleted);
	return hash_result(&hash);
}

static void
make_item(struct arena *work, const struct vocabulary *vocabulary,
    const struct normalise_what *what, struct item *item)
{
	const struct item_source **sorted =
	    source_sort(work, what->sources, what->count);
	struct draft draft;

	*item = (struct item){ 0 };
	draft_init(&draft, work, vocabulary, item);
	draft.platform = what->platform;
	draft.trace = what->trace;
	item->is_deleted =
	    what->count == 0 || sorted[0]->status == RECORD_DELETED;
	if (!item->is_deleted) {
		draft.latest_year = source_latest_year(sorted[0]);
		source_claim(&draft, sorted, what->count);
		make_columns(&draft);
	}
	item->issues = draft_list(&draft.issues);
	item->hash = hash_item(item);
	draft_fini(&draft);
}

void
normalise_item(struct arena *arena, const struct vocabulary *vocabulary,
    const struct normalise_what *what, struct item *item)
{
	struct arena *work = vocabulary_work(vocabulary);

	arena_reset(work);
	make_item(work, vocabulary, what, item);
	if (what->known_hash != NULL && *what->known_hash == item->hash)
		*item = (struct item){ .hash = item->hash,
			.is_deleted = item->is_deleted };
	else
		item_keep(arena, item);
}
