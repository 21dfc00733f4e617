#include <stdlib.h>

#include "base/arena.h"
#include "base/heap.h"
#include "base/limit.h"
#include "command/told.h"

void
told_init(struct told *told)
{
	*told = (struct told){ .arena = arena_new(PROBE_BYTES) };
}

void
told_fini(struct told *told)
{
	arena_free(told->arena);
	free(told->formats);
	free(told->sets);
}

struct text
told_keep(struct told *told, struct text text)
{
	char *kept;

	if (text.bytes == NULL)
		return text;
	kept = arena_copy(told->arena, text.bytes, text.length);
	if (kept == NULL) {
		told->is_full = true;
		return (struct text){ NULL, 0 };
	}
	return (struct text){ kept, text.length };
}

/* Room for one more in a list that doubles at 1, 2, 4, ... */
static void *
grow(void *list, size_t count, size_t size)
{
	void *grown = list;

	if ((count & (count - 1)) == 0)
		grown = reallocarray(list, count == 0 ? 1 : count * 2, size);
	if (grown == NULL)
		heap_out();
	return grown;
}

static void
take_identity(void *context, const struct identity *identity)
{
	struct told *told = context;

	told->has_identity = true;
	told->identity = (struct identity){
		.repository_name = told_keep(told, identity->repository_name),
		.base_url = told_keep(told, identity->base_url),
		.protocol_version = told_keep(told, identity->protocol_version),
		.earliest_datestamp =
		    told_keep(told, identity->earliest_datestamp),
		.deleted_record = told_keep(told, identity->deleted_record),
		.granularity = told_keep(told, identity->granularity),
		.admin_emails = told_keep(told, identity->admin_emails),
		.compressions = told_keep(told, identity->compressions),
		.descriptions = told_keep(told, identity->descriptions),
	};
}

static void
take_format(void *context, const struct metadata_format *format)
{
	struct told *told = context;

	if (told->format_count >= LIST_ENTRIES)
		return;
	told->formats =
	    grow(told->formats, told->format_count, sizeof(*told->formats));
	told->formats[told->format_count++] = (struct metadata_format){
		.prefix = told_keep(told, format->prefix),
		.schema = told_keep(told, format->schema),
		.namespace = told_keep(told, format->namespace),
	};
}

static void
take_set(void *context, const struct set *set)
{
	struct told *told = context;

	if (told->set_count >= LIST_ENTRIES)
		return;
	told->sets = grow(told->sets, told->set_count, sizeof(*told->sets));
	told->sets[told->set_count++] = (struct set){
		.spec = told_keep(told, set->spec),
		.name = told_keep(told, set->name),
	};
}

const struct reader_events told_events = {
	.identity = take_identity,
	.format = take_format,
	.set = take_set,
};
