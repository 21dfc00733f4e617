#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/heap.h"
#include "command/import_file.h"
#include "command/interrupt.h"

#define SHOW_MILLISECONDS 200
#define TOLD              20 /* problems on err; the others are counted */

void
import_show(struct importing *importing, int64_t records)
{
	int64_t now = clock_milliseconds();
	struct snapshot snapshot = { .size = -1,
		.file = (int64_t)importing->file,
		.files = (int64_t)importing->file_count };

	if (now - importing->shown_at < SHOW_MILLISECONDS)
		return;
	importing->shown_at = now;
	snapshot.records = records;
	for (size_t i = 0; i < importing->source_count; i++)
		snapshot.records += importing->sources[i].tally.records;
	progress_show(&importing->progress, &snapshot);
}

/* How many files come before the one that is next; -1: they are not those that
 * were read. */
static int64_t
find_place(const struct import_source *source, const struct import_place *place)
{
	struct import_place here = { 0 };

	if (place->file.length == 0)
		return 0;
	for (size_t i = 0; i < source->count; i++) {
		char *name = import_file_name(source->files[i]);
		bool is_here;

		import_place_pass(&here, name);
		is_here = text_equals(here.file, place->file);
		free(name);
		if (is_here)
			return here.names == place->names ? (int64_t)i + 1 : -1;
	}
	return -1;
}

static struct import_order
order_of(const struct importing *importing, const struct import_source *source)
{
	return (struct import_order){
		.repository_id = importing->repository.repository_id,
		.metadata_prefix = source->metadata_prefix,
		.set_spec = source->set_spec,
		.source = source->path,
		.lease_id = importing->lease_id,
	};
}

static void
take_over(struct import_progress *progress, const struct import_taken *taken,
    const struct import_place *place, size_t next)
{
	struct import_source *source = progress->source;
	const struct import_tally *files = &place->tally;

	source->harvest_id = taken->fence.harvest_id;
	source->tally = (struct import_tally){ .read = files->read,
		.damaged = files->damaged,
		.skipped = files->skipped,
		.unfinished = files->unfinished,
		.records = taken->listed,
		.unnamed = taken->unnamed,
		.inserted = taken->inserted,
		.updated = taken->updated,
		.deleted = taken->deleted,
		.quarantined = taken->quarantined,
		.repaired = taken->repaired,
		.bytes = taken->bytes };
	progress->place = *place;
	progress->place.file = (struct text){ 0 };
	if (next > 0 && source->is_metha)
		(void)!metha_read_file(
		    source->files[next - 1], &progress->window);
}

/* Begins, or goes on where it stood; *next is the first file that is left. */
static bool
take(struct import_progress *progress, struct import_taken *taken, size_t *next,
    struct fault *why)
{
	struct importing *importing = progress->importing;
	struct import_source *source = progress->source;
	struct import_order order = order_of(importing, source);
	struct import_place place;
	int64_t found;

	if (!import_take(importing->connection, &order, taken, why))
		return false;
	found = import_place_read(&place, taken->place)
	    ? find_place(source, &place)
	    : -1;
	if (found < 0) {
		command_say(importing->context,
		    "The files are not those of the import that was stopped; "
		    "beginning again.");
		import_taken_fini(taken);
		order.is_again = true;
		if (!import_take(importing->connection, &order, taken, why))
			return false;
		place = (struct import_place){ 0 };
		found = 0;
	} else if (found > 0) {
		command_say(importing->context,
		    "Going on behind the %" PRId64 " file%s that %s read.",
		    found, found == 1 ? "" : "s", found == 1 ? "was" : "were");
	}
	*next = (size_t)found;
	take_over(progress, taken, &place, *next);
	return true;
}

static bool
read_files(struct import_progress *progress, size_t next, struct fault *why)
{
	struct importing *importing = progress->importing;
	const struct import_source *source = progress->source;

	importing->file += next;
	for (size_t i = next; i < source->count; i++) {
		importing->file++;
		if (!import_file(progress, source->files[i], why))
			return false;
		if (interrupt_came())
			return true;
	}
	import_file_end_list(progress);
	return true;
}

static bool
settle(struct import_progress *progress, struct fault *why)
{
	struct importing *importing = progress->importing;
	struct import_source *source = progress->source;
	struct import_order order = order_of(importing, source);
	struct import_verdict verdict;
	char **names = heap_array(source->count, sizeof(*names));
	bool done;

	import_decide(importing, source, &verdict);
	for (size_t i = 0; i < source->count; i++)
		names[i] = import_file_name(source->files[i]);
	verdict.files = names;
	verdict.file_count = source->count;
	done = import_settle(importing->connection, &progress->store->fence,
		   &verdict, &source->is_moved, why) &&
	    import_next(importing->connection, &order, &source->next, why);
	for (size_t i = 0; i < source->count; i++)
		free(names[i]);
	free(names);
	return done;
}

static bool
read_into_database(struct import_progress *progress, struct fault *why)
{
	struct importing *importing = progress->importing;
	struct import_source *source = progress->source;
	struct import_taken taken;
	struct import_store store;
	size_t next;
	bool done;

	if (!take(progress, &taken, &next, why))
		return false;
	import_store_init(
	    &store, importing->connection, &taken, source, &source->tally);
	import_taken_fini(&taken);
	progress->store = &store;
	done =
	    read_files(progress, next, why) && import_store_wait(&store, why);
	if (done && !interrupt_came())
		done = settle(progress, why);
	import_store_fini(&store);
	return done;
}

void
import_tell(struct importing *importing, const char *file, const char *text,
    bool is_damage)
{
	struct command_context *context = importing->context;

	importing->told++;
	if (importing->told > TOLD + 1)
		return;
	progress_clear(&importing->progress);
	if (importing->told > TOLD)
		command_say(context, "There are more of these.");
	else if (is_damage)
		(void)fprintf(
		    context->err, "sheaf import-pages: %s: %s\n", file, text);
	else
		command_say(context, "Skipped %s: %s.", file, text);
}

void
import_tell_left_out(
    struct importing *importing, const struct import_source *source)
{
	for (size_t i = 0; i < importing->problem_count; i++) {
		struct import_problem *problem = &importing->problems[i];

		if (problem->is_told ||
		    strcmp(problem->folder, source->folder) != 0)
			continue;
		problem->is_told = true;
		import_tell(importing, problem->file, problem->text, false);
	}
}

bool
import_read(struct importing *importing, struct import_source *source,
    struct fault *why)
{
	struct import_progress progress = { .importing = importing,
		.source = source };
	int64_t began = clock_milliseconds();
	struct import_verdict verdict;
	bool done;

	import_tell_left_out(importing, source);
	if (!importing->is_dry)
		done = read_into_database(&progress, why);
	else
		done = read_files(&progress, 0, why);
	if (done && importing->is_dry && !interrupt_came())
		import_decide(importing, source, &verdict);
	source->milliseconds = clock_milliseconds() - began;
	return done;
}
