#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "command/import.h"

/* "1 file" or "1,234 files". */
static void
add_count(
    struct buffer *line, int64_t count, const char *one, const char *several)
{
	char text[COUNT_SIZE];

	buffer_printf(line, "%s %s", count_format(text, count),
	    count == 1 ? one : several);
}

/* What nobody can name is lost: see verdict_decide(). */
static int64_t
unnamed_of(const struct import_tally *tally)
{
	return tally->unnamed - tally->damaged;
}

static bool
is_whole(const struct import_tally *tally)
{
	return tally->damaged == 0 && tally->unfinished == 0 &&
	    unnamed_of(tally) == 0;
}

static void
add_files(struct buffer *line, const struct import_tally *tally)
{
	int64_t files = tally->read + tally->damaged;

	if (files == 0)
		buffer_add_string(line, "none of the files was of use");
	else if (tally->damaged > 0) {
		char text[COUNT_SIZE];

		buffer_printf(
		    line, "%s of ", count_format(text, tally->damaged));
		add_count(line, files, "file", "files");
		buffer_add_string(line, " could not be read to the end");
	} else if (files == 1)
		buffer_add_string(line, "the file was read to its end");
	else {
		buffer_add_string(line, "all ");
		add_count(line, files, "file", "files");
		buffer_add_string(line, " were read to their end");
	}
}

static void
add_losses(struct buffer *line, const struct import_tally *tally)
{
	int64_t unnamed = unnamed_of(tally);
	int64_t named = tally->quarantined - tally->unnamed;

	if (tally->unfinished > 0) {
		buffer_add_string(line, "; ");
		add_count(line, tally->unfinished, "list of metha breaks off",
		    "lists of metha break off");
	}
	if (unnamed > 0) {
		buffer_add_string(line, "; ");
		add_count(line, unnamed,
		    "record could not be read, not even its identifier",
		    "records could not be read, not even their identifiers");
	}
	if (named > 0) {
		buffer_add_string(line, "; ");
		add_count(line, named,
		    "record could not be read and is in quarantine",
		    "records could not be read and are in quarantine");
	}
}

static void
write_reason(struct buffer *line, const struct import_source *source)
{
	const struct import_tally *tally = &source->tally;
	int64_t skipped = tally->skipped + source->left_out;

	add_files(line, tally);
	buffer_add_string(line, ": ");
	add_count(line, tally->records - tally->damaged, "record", "records");
	if (tally->repaired > 0) {
		buffer_add_string(line, ", ");
		add_count(line, tally->repaired, "repair", "repairs");
	}
	add_losses(line, tally);
	if (skipped > 0) {
		buffer_add_string(line, "; ");
		add_count(line, skipped, "other file was skipped",
		    "other files were skipped");
	}
}

static enum fault_kind
fault_of(const struct import_tally *tally)
{
	if (tally->damaged > 0 || unnamed_of(tally) > 0)
		return FAULT_MALFORMED;
	return tally->unfinished > 0 ? FAULT_PROTOCOL : FAULT_INPUT;
}

bool
import_same_list(
    const struct import_source *one, const struct import_source *other)
{
	return strcmp(one->metadata_prefix, other->metadata_prefix) == 0 &&
	    strcmp(one->set_spec, other->set_spec) == 0;
}

/* A list may be in several sources: directories, metha's http and https. What
 * the next harvest asks for moves with the last of them, if all are whole. */
static bool
ends_list(const struct importing *importing, const struct import_source *source)
{
	if (source->is_of_sets && !source->has_whole)
		return false;
	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *other = &importing->sources[i];

		if (other == source || other->count == 0 ||
		    !import_same_list(other, source))
			continue;
		if (other > source || other->verdict == NULL ||
		    strcmp(other->verdict, "complete") != 0)
			return false;
	}
	return true;
}

void
import_decide(const struct importing *importing, struct import_source *source,
    struct import_verdict *verdict)
{
	const struct import_tally *tally = &source->tally;
	bool has_read = tally->read > 0 || tally->records > tally->damaged;
	struct buffer line;

	buffer_init(&line, 0);
	write_reason(&line, source);
	free(source->reason);
	source->reason = buffer_take(&line);
	*verdict = (struct import_verdict){ .verdict = "complete",
		.proof = "ended",
		.reason = source->reason,
		.has_next_from =
		    importing->has_next_from && ends_list(importing, source),
		.next_from = importing->next_from };
	if (!has_read || !is_whole(tally)) {
		verdict->verdict = has_read ? "partial" : "failed";
		verdict->proof = NULL;
		verdict->fault = fault_name(fault_of(tally));
		verdict->has_next_from = false;
	}
	source->verdict = verdict->verdict;
}
