#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/heap.h"
#include "command/import_private.h"
#include "command/interrupt.h"
#include "oai/request.h"

#define ESCAPED 4 /* bytes that a byte may need: \xNN */

char *
import_file_name(const char *name)
{
	size_t size = strlen(name) * ESCAPED + 1;

	return text_printable(heap_take(size), size, text_of(name));
}

void
import_place_pass(struct import_place *place, const char *printable)
{
	struct hash hash;

	hash_init(&hash);
	hash_add_number(&hash, (int64_t)place->names);
	hash_add_text(&hash, text_of(printable));
	place->names = (uint64_t)hash_result(&hash);
	place->file = text_of(printable);
}

void
reading_keep_first(char into[IMPORT_WORDS], const char *text)
{
	if (into[0] == '\0')
		(void)snprintf(into, IMPORT_WORDS, "%s", text);
}

static void
count_page(struct reading *reading, const struct page *page)
{
	reading->records += (int64_t)(page->record_count + page->reject_count);
	reading->rejected += (int64_t)page->reject_count;
	for (const struct reject *r = page->rejects; r != NULL; r = r->next)
		reading->unnamed += r->identifier.length == 0 ? 1 : 0;
	for (const struct record *r = page->records; r != NULL; r = r->next)
		reading->deleted += r->status == RECORD_DELETED ? 1 : 0;
}

/* What it says of itself; metha's name of its directory says more. */
static bool
is_foreign(const struct reading *reading)
{
	const struct import_source *source = reading->progress->source;
	const struct response_request *request =
	    response_file_request(reading->file);

	return !source->is_metha && request != NULL &&
	    metadata_prefix_is_valid(request->metadata_prefix) &&
	    !text_is(request->metadata_prefix, source->metadata_prefix);
}

/* Until the next one comes. */
static void
keep_page(struct reading *reading, struct page *page)
{
	struct page_write write;
	struct fault why;

	if (reading->progress->store == NULL) {
		page_free(page);
		return;
	}
	if (!page_ready(&write, page, &why)) {
		reading_keep_first(reading->damage, why.text);
		page_free(page);
		return;
	}
	reading_put(reading);
	reading->pending = write;
	reading->has_pending = true;
}

static void
take_page(void *context, struct page *page)
{
	struct reading *reading = context;

	reading->is_foreign = is_foreign(reading);
	if (reading->is_foreign) {
		page_free(page);
		return;
	}
	count_page(reading, page);
	keep_page(reading, page);
}

static bool
is_bad_answer(enum oai_error error)
{
	return error != OAI_ERROR_NONE && error != OAI_ERROR_NO_RECORDS_MATCH &&
	    error != OAI_ERROR_ID_DOES_NOT_EXIST;
}

static void
judge_response(struct reading *reading, const struct response_end *end,
    const struct response_request *request, const struct fault *why)
{
	char text[IMPORT_WORDS];

	if (reading->is_foreign) {
		(void)snprintf(text, sizeof(text), "it is in the format %.*s",
		    (int)request->metadata_prefix.length,
		    request->metadata_prefix.bytes);
		reading_keep_first(reading->other, text);
	} else if (why != NULL && end->other_verb.length > 0) {
		(void)snprintf(
		    text, sizeof(text), "it answers %s", end->other_verb.bytes);
		reading_keep_first(reading->other, text);
	} else if (why != NULL) {
		reading_keep_first(reading->damage, why->text);
	} else if (is_bad_answer(end->error)) {
		(void)snprintf(text, sizeof(text),
		    "the repository answered %s: %.*s",
		    oai_error_name(end->error), (int)end->error_text.length,
		    end->error_text.length > 0 ? end->error_text.bytes : "");
		reading_keep_first(reading->damage, text);
	}
}

static void
take_response(void *context, const struct response_end *end,
    const struct response_request *request, const struct fault *why)
{
	struct reading *reading = context;

	reading->responses++;
	reading->has_root = reading->has_root || end->has_root;
	for (int i = 0; i < REPAIR_COUNT; i++)
		reading->repaired += end->repairs[i];
	if (!reading->has_date && end->has_instant) {
		reading->has_date = true;
		reading->date = end->instant;
	}
	/* As metha, which ends lists where the cursor is at their end. */
	reading->goes_on = reading->responses == 1 &&
	    end->resumption_token.length > 0 &&
	    (end->cursor < 0 || end->cursor != end->complete_list_size);
	judge_response(reading, end, request, why);
	reading->is_foreign = false;
}

static const struct response_file_events events = { take_page, take_response };

static bool
open_file(struct reading *reading)
{
	const struct import_source *source = reading->progress->source;
	struct buffer path;
	struct stat what;
	int descriptor;

	buffer_init(&path, 0);
	buffer_printf(&path, "%s/%s", source->folder, reading->name);
	descriptor = open(path.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0)
		(void)snprintf(reading->damage, sizeof(reading->damage),
		    "it could not be opened: %s", strerrordesc_np(errno));
	buffer_fini(&path);
	if (descriptor < 0)
		return false;
	if (fstat(descriptor, &what) != 0 || !S_ISREG(what.st_mode)) {
		reading_keep_first(reading->damage, "it is not a file");
		(void)close(descriptor);
		return false;
	}
	reading->file = response_file_new(descriptor, &events, reading);
	return true;
}

/* False: interrupted, or nothing can be stored any more. */
static bool
read_file(struct reading *reading)
{
	struct import_progress *progress = reading->progress;
	bool is_end = false;
	struct fault why;

	if (!open_file(reading))
		return true;
	while (!is_end) {
		if (!response_file_read(reading->file, &is_end, &why)) {
			reading->is_broken = true;
			/* It explains what its responses suffered from. */
			reading->damage[0] = '\0';
			reading_keep_first(reading->damage, why.text);
		}
		if (progress->store != NULL)
			import_store_flush(progress->store);
		import_show(progress->importing, reading->records);
		if (reading->why.kind != FAULT_NONE || interrupt_came())
			return false;
	}
	return true;
}

static bool
is_named_xml(const char *name)
{
	const char *found = strcasestr(name, ".xml");

	return found != NULL && (found[4] == '\0' || found[4] == '.');
}

/* Archives are longer. */
static bool
is_empty_archive(const struct reading *reading)
{
	const char *suffix = strrchr(reading->name, '.');

	return suffix != NULL &&
	    (strcasecmp(suffix, ".gz") == 0 ||
		strcasecmp(suffix, ".zst") == 0) &&
	    response_file_taken(reading->file) == 0;
}

/* Something that other people keep in such places, and no page that is lost;
 * of what cannot be read or unpacked nobody can say so. */
static bool
is_other(const struct reading *reading)
{
	return reading->file != NULL && !reading->is_broken &&
	    !reading->has_root && !is_named_xml(reading->name) &&
	    !is_empty_archive(reading);
}

static void
judge_file(struct reading *reading)
{
	if (reading->file != NULL && reading->responses == 0 &&
	    reading->damage[0] == '\0')
		reading_keep_first(reading->damage, "it is empty");
	if (reading->damage[0] != '\0' && is_other(reading)) {
		reading_keep_first(reading->other, reading->damage);
		reading->damage[0] = '\0';
	}
}

static void
tell(const struct reading *reading, const char *text, bool is_damage)
{
	struct importing *importing = reading->progress->importing;
	struct import_problem *problem = import_note(
	    importing, reading->progress->source, reading->name, text);

	if (problem != NULL) {
		problem->is_damage = is_damage;
		problem->is_told = true;
	}
	import_tell(importing, reading->shown, text, is_damage);
}

void
import_file_end_list(struct import_progress *progress)
{
	struct import_place *place = &progress->place;
	struct importing *importing = progress->importing;

	if (!place->is_open)
		return;
	place->is_open = false;
	progress->source->tally.unfinished++;
	import_tell(importing, progress->window.date,
	    "metha's list up to that day breaks off: its last page has a "
	    "resumptionToken",
	    true);
}

/* Is this the page that the list of the file before goes on with? */
static void
follow_list(struct import_progress *progress, const char *name)
{
	struct metha_file *last = &progress->window;
	struct metha_file now;

	if (!progress->source->is_metha || !metha_read_file(name, &now))
		return;
	if (strcmp(now.date, last->date) != 0 || now.number != last->number + 1)
		import_file_end_list(progress);
	*last = now;
}

static void
forget(struct reading *reading)
{
	if (reading->has_pending)
		page_free(reading->pending.page);
	response_file_free(reading->file);
	free(reading->shown);
}

static bool
end_file(struct reading *reading, struct fault *why)
{
	struct import_progress *progress = reading->progress;
	struct import_tally *tally = &progress->source->tally;

	judge_file(reading);
	import_place_pass(&progress->place, reading->shown);
	if (reading->damage[0] != '\0') {
		tally->damaged++;
		tell(reading, reading->damage, true);
	} else if (reading->other[0] != '\0' && reading->records == 0) {
		tally->skipped++;
		tell(reading, reading->other, false);
		return true;
	} else {
		tally->read++;
	}
	follow_list(progress, reading->name);
	progress->place.is_open =
	    progress->source->is_metha && reading->goes_on;
	return reading_commit(reading, why);
}

bool
import_file(
    struct import_progress *progress, const char *name, struct fault *why)
{
	struct reading reading = { .progress = progress,
		.name = name,
		.shown = import_file_name(name) };
	bool done = true;

	if (read_file(&reading)) {
		done = end_file(&reading, why);
	} else if (reading.why.kind != FAULT_NONE) {
		*why = reading.why;
		done = false;
	}
	progress->place.file = (struct text){ 0 };
	forget(&reading);
	return done;
}
