#include "base/array.h"
#include "base/limit.h"
#include "normalise/format.h"
#include "normalise/source.h"

#define YEARS_AHEAD   5 /* of the newest record, for what is in print */
#define TM_FIRST_YEAR 1900
/* Datestamps of about the same time: days, and time zones, are taken for each
 * other. */
#define ABOUT_SECONDS 86400

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
const struct item_source **
source_sort(
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

int
source_latest_year(const struct item_source *newest)
{
	struct tm broken;

	if (!newest->has_instant ||
	    gmtime_r(&newest->instant, &broken) == NULL ||
	    broken.tm_year > SOURCE_LATEST_YEAR)
		return SOURCE_LATEST_YEAR;
	return broken.tm_year + TM_FIRST_YEAR + YEARS_AHEAD;
}

/* A record that was read, with how much it is believed. */
struct reading {
	const struct item_source *source;
	struct origin origin;
	const struct format *format;
	struct tree tree;
};

static bool
is_current(const struct item_source *source, const struct item_source *newest)
{
	if (!source->has_instant || !newest->has_instant)
		return !newest->has_instant;
	return newest->instant - source->instant <= ABOUT_SECONDS;
}

/*
 * XML that was escaped as if it were text: read once more, as it is or, where
 * it is several elements, as what is inside the root. False: it is none.
 */
static bool
read_escaped(struct arena *arena, struct tree *tree)
{
	const struct node *outer = tree->root;
	struct fault why = { 0 };
	struct text xml;

	if (tree_read(arena, outer->value, tree, &why))
		return true;
	xml = memory_join(arena, TEXT("<dc>"), outer->value);
	xml = memory_join(arena, xml, TEXT("</dc>"));
	if (!tree_read(arena, xml, tree, &why))
		return false;
	tree->root->namespace = outer->namespace;
	tree->root->name = outer->name;
	return true;
}

/* What the text of a root is that has no elements; NULL: what its format
 * says, which we do not know. */
static const char *
describe_text(const struct node *root)
{
	char first = root->value.bytes[0];

	if (first == '{' || first == '[')
		return "JSON";
	if (first == '<')
		return "escaped XML that is not well-formed";
	return format_find(root) != NULL ? "text" : NULL;
}

/* False: the root has text and no elements, and nobody can read it. */
static bool
read_text(struct draft *draft, struct tree *tree, struct text prefix)
{
	const char *what;

	if (tree->root->value.length == 0)
		return true;
	if (tree->root->value.bytes[0] == '<' &&
	    read_escaped(draft->arena, tree)) {
		draft_issue(draft, "%.*s: its metadata is escaped XML",
		    (int)prefix.length, prefix.bytes);
		return true;
	}
	what = describe_text(tree->root);
	if (what == NULL)
		return true;
	draft_issue(draft, "%.*s: could not read metadata: it is %s",
	    (int)prefix.length, prefix.bytes, what);
	return false;
}

/* False: it says nothing, or nobody can read it. */
static bool
read_source(struct draft *draft, struct reading *reading)
{
	struct text prefix = draft_key(reading->source->metadata_prefix);
	struct fault why = { 0 };
	struct tree *tree = &reading->tree;

	if (reading->source->metadata.length == 0) {
		draft_issue(draft, "%.*s has no metadata", (int)prefix.length,
		    prefix.bytes);
		return false;
	}
	if (!tree_read(draft->arena, reading->source->metadata, tree, &why)) {
		draft_issue(draft, "%.*s: %s", (int)prefix.length, prefix.bytes,
		    why.text);
		return false;
	}
	if (!read_text(draft, tree, prefix))
		return false;
	if (tree->is_cut)
		draft_issue(draft, "%.*s has more than %d elements",
		    (int)prefix.length, prefix.bytes, NODES);
	reading->format = format_find(tree->root);
	if (reading->format != NULL)
		return true;
	draft_issue(draft, "format not read: %.*s",
	    (int)tree->root->namespace.length, tree->root->namespace.bytes);
	return false;
}

/* Before: it is believed more. */
static bool
is_before(const struct reading *a, const struct reading *b)
{
	if (a->origin.is_current != b->origin.is_current)
		return a->origin.is_current;
	return a->origin.is_current &&
	    a->format->specificity > b->format->specificity;
}

/* Stable: among equals the newest stays first. */
static void
insert(struct reading *readings, size_t count, const struct reading *reading)
{
	size_t at = count;

	while (at > 0 && is_before(reading, &readings[at - 1])) {
		readings[at] = readings[at - 1];
		at--;
	}
	readings[at] = *reading;
}

/* How many were read. */
static size_t
read_sources(struct draft *draft, const struct item_source **sorted,
    size_t count, struct reading *readings)
{
	size_t before = arena_held(draft->arena);
	size_t bytes = 0;
	size_t read = 0;

	for (size_t i = 0; i < count; i++) {
		struct text prefix = draft_key(sorted[i]->metadata_prefix);
		struct reading reading = { .source = sorted[i] };

		if (sorted[i]->status == RECORD_DELETED)
			continue;
		bytes += sorted[i]->metadata.length;
		if (bytes > ITEM_BYTES ||
		    arena_held(draft->arena) - before > ITEM_READ_BYTES) {
			draft_issue(draft,
			    "metadata is too large: from %.*s on "
			    "it is not read",
			    (int)prefix.length, prefix.bytes);
			break;
		}
		reading.origin.is_current = is_current(sorted[i], sorted[0]);
		if (read_source(draft, &reading))
			insert(readings, read++, &reading);
	}
	return read;
}

/* Of one format, the first speaks: others are the same under another
 * metadataPrefix. */
static bool
is_said(const struct reading *readings, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (readings[j].format == readings[i].format)
			return true;
	return false;
}

/* All records of one item are in the same sets, mostly; what is deleted, or no
 * longer harvested, is in those of before. */
static void
claim_sets(struct draft *draft, const struct item_source **sorted, size_t count)
{
	static const struct origin header = {
		.metadata_prefix = { "", 0 },
		.format = "header",
		.is_current = true,
	};

	draft_begin(draft, &header);
	for (size_t i = 0; i < count; i++) {
		if (sorted[i]->status == RECORD_DELETED ||
		    !is_current(sorted[i], sorted[0]))
			continue;
		for (size_t j = 0; j < sorted[i]->set_specs.count; j++)
			draft_say(draft, ELEMENT_SET, QUALIFIER_NONE,
			    sorted[i]->set_specs.texts[j]);
	}
}

void
source_claim(
    struct draft *draft, const struct item_source **sorted, size_t count)
{
	struct reading *readings =
	    memory_take(draft->arena, (count + 1) * sizeof(*readings));
	size_t read = read_sources(draft, sorted, count, readings);

	for (size_t i = 0; i < read; i++) {
		struct reading *reading = &readings[i];

		if (is_said(readings, i))
			continue;
		reading->origin.metadata_prefix =
		    reading->source->metadata_prefix;
		reading->origin.format = reading->format->name;
		draft_begin(draft, &reading->origin);
		reading->format->claim(draft, reading->tree.root);
	}
	claim_sets(draft, sorted, count);
}
