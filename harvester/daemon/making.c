#include <assert.h>

#include "daemon/making.h"
#include "normalise/normalise.h"

/* The records from *row on; moves on behind them. */
static void
make(const struct making *making, const struct reply *records, int *row,
    struct normalise_what *what, struct item *item)
{
	struct item_source *sources;
	int first = *row;
	size_t count;

	while (*row < reply_rows(records) &&
	    text_equals(reply_text(records, *row, 0), what->identifier))
		++*row;
	count = (size_t)(*row - first);
	sources = arena_take(making->arena, (count + 1) * sizeof(*sources));
	assert(sources != NULL);
	for (size_t i = 0; i < count; i++)
		sources[i] =
		    item_source_read(making->arena, records, first + (int)i);
	what->sources = sources;
	what->count = count;
	normalise_item(making->arena, making->vocabulary, what, item);
}

/* Whether the next of the records are of the item. */
static bool
has_records(const struct reply *records, int row, struct text identifier)
{
	return row < reply_rows(records) &&
	    text_equals(reply_text(records, row, 0), identifier);
}

void
making_item(const struct making *making, const struct reply *records, int *row,
    struct item_row *item)
{
	struct normalise_what what = { .identifier = item->identifier,
		.platform = making->platform };
	int64_t hash = 0;

	if (has_records(records, *row, item->identifier) &&
	    item_known_hash(records, *row, &hash))
		what.known_hash = &hash;
	make(making, records, row, &what, &item->item);
	item->is_known = what.known_hash != NULL && item->item.hash == hash;
}

void
making_traced(const struct making *making, const struct reply *records,
    int *row, struct item_row *item, struct trace *trace)
{
	struct normalise_what what = { .identifier = item->identifier,
		.platform = making->platform,
		.trace = trace };

	make(making, records, row, &what, &item->item);
	item->is_known = false;
}
