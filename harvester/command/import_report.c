#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "command/import.h"

#define SHOWN_SIZE 400

/* The numbers of a tally that add up, under their names. */
static const struct count {
	const char *name;
	size_t offset;
} counts[] = {
	{ "files_read", offsetof(struct import_tally, read) },
	{ "files_damaged", offsetof(struct import_tally, damaged) },
	{ "files_skipped", offsetof(struct import_tally, skipped) },
	{ "lists_unfinished", offsetof(struct import_tally, unfinished) },
	{ "records", offsetof(struct import_tally, records) },
	{ "inserted", offsetof(struct import_tally, inserted) },
	{ "updated", offsetof(struct import_tally, updated) },
	{ "deleted", offsetof(struct import_tally, deleted) },
	{ "quarantined", offsetof(struct import_tally, quarantined) },
	{ "repaired", offsetof(struct import_tally, repaired) },
	{ "bytes", offsetof(struct import_tally, bytes) },
};

#define COUNTS (sizeof(counts) / sizeof(counts[0]))

static int64_t
number_of(const struct import_tally *tally, size_t which)
{
	int64_t number;

	memcpy(&number, (const char *)tally + counts[which].offset,
	    sizeof(number));
	return number;
}

/* A damaged file is a reject too, but no record. */
static struct import_tally
told_of(const struct import_source *source)
{
	struct import_tally tally = source->tally;

	tally.records -= tally.damaged;
	tally.quarantined -= tally.damaged;
	tally.skipped += source->left_out;
	return tally;
}

static struct import_tally
sum_of(const struct importing *importing)
{
	struct import_tally sum = { 0 };

	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_tally one = told_of(&importing->sources[i]);

		sum.read += one.read;
		sum.damaged += one.damaged;
		sum.skipped += one.skipped;
		sum.unfinished += one.unfinished;
		sum.records += one.records;
		sum.inserted += one.inserted;
		sum.updated += one.updated;
		sum.deleted += one.deleted;
		sum.quarantined += one.quarantined;
		sum.repaired += one.repaired;
		sum.bytes += one.bytes;
	}
	return sum;
}

static int64_t
unchanged_of(const struct import_tally *tally)
{
	return tally->records - tally->inserted - tally->updated -
	    tally->deleted - tally->quarantined;
}

static int64_t
milliseconds_of(const struct importing *importing)
{
	int64_t sum = 0;

	for (size_t i = 0; i < importing->source_count; i++)
		sum += importing->sources[i].milliseconds;
	return sum;
}

/* The verdicts, better ones first; none is worse than all. */
static int
badness(const struct import_source *source)
{
	if (source->verdict == NULL)
		return 3;
	if (strcmp(source->verdict, "complete") == 0)
		return 0;
	return strcmp(source->verdict, "partial") == 0 ? 1 : 2;
}

/* Sources that had no files are no imports. */
static const struct import_source *
worst_of(const struct importing *importing)
{
	const struct import_source *worst = NULL;

	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *source = &importing->sources[i];

		if (source->count > 0 &&
		    (worst == NULL || badness(source) > badness(worst)))
			worst = source;
	}
	assert(worst != NULL);
	return worst;
}

static void
write_counts(struct json *json, const struct import_tally *tally, bool is_dry)
{
	for (size_t i = 0; i < COUNTS; i++) {
		size_t offset = counts[i].offset;

		json_key(json, counts[i].name);
		/* Only the database would know. */
		if (is_dry &&
		    (offset == offsetof(struct import_tally, inserted) ||
			offset == offsetof(struct import_tally, updated)))
			json_null(json);
		else
			json_number(json, number_of(tally, i));
	}
	json_key(json, "unchanged");
	if (is_dry)
		json_null(json);
	else
		json_number(json, unchanged_of(tally));
}

static void
write_next(struct json *json, const struct import_source *source)
{
	json_key(json, "is_regular");
	json_bool(json, source->next.is_regular);
	json_key(json, "next_from");
	json_string(json, source->next.has_from ? source->next.from : NULL);
}

static void
write_source(struct json *json, const struct importing *importing,
    const struct import_source *source)
{
	const struct import_tally tally = told_of(source);

	json_object(json);
	json_key(json, "metadata_prefix");
	json_string(json, source->metadata_prefix);
	json_key(json, "set_spec");
	json_string(json, source->set_spec);
	json_key(json, "source");
	json_string(json, source->path);
	json_key(json, "verdict");
	json_string(json, source->verdict);
	json_key(json, "reason");
	json_string(json, source->verdict == NULL ? NULL : source->reason);
	write_counts(json, &tally, importing->is_dry);
	write_next(json, source);
	json_end(json);
}

static void
write_problems(struct json *json, const struct importing *importing)
{
	json_key(json, "problems");
	json_array(json);
	for (size_t i = 0; i < importing->problem_count; i++) {
		const struct import_problem *problem = &importing->problems[i];

		if (!problem->is_told)
			continue;
		json_object(json);
		json_key(json, "file");
		json_string(json, problem->file);
		json_key(json, "is_skipped");
		json_bool(json, !problem->is_damage);
		json_key(json, "problem");
		json_string(json, problem->text);
		json_end(json);
	}
	json_end(json);
}

static void
print_as_json(const struct importing *importing)
{
	const struct import_tally sum = sum_of(importing);
	const struct import_source *worst = worst_of(importing);
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, importing->name);
	json_key(&json, "is_dry_run");
	json_bool(&json, importing->is_dry);
	json_key(&json, "verdict");
	json_string(&json, worst->verdict);
	json_key(&json, "reason");
	json_string(&json, worst->verdict == NULL ? NULL : worst->reason);
	json_key(&json, "files");
	json_number(&json, (int64_t)importing->file_count);
	write_counts(&json, &sum, importing->is_dry);
	json_key(&json, "seconds");
	json_real(&json, (double)milliseconds_of(importing) / 1000);
	json_key(&json, "imports");
	json_array(&json);
	for (size_t i = 0; i < importing->source_count; i++)
		if (importing->sources[i].count > 0)
			write_source(&json, importing, &importing->sources[i]);
	json_end(&json);
	write_problems(&json, importing);
	json_end(&json);
	command_print_json(importing->context, buffer.bytes);
	buffer_fini(&buffer);
}

static void
print_source(FILE *out, const struct import_source *source)
{
	char prefix[SHOWN_SIZE];
	char set[SHOWN_SIZE];

	if (source->count == 0)
		return;
	(void)text_printable(
	    prefix, sizeof(prefix), text_of(source->metadata_prefix));
	(void)text_printable(set, sizeof(set), text_of(source->set_spec));
	(void)fprintf(out, "  %s%s%s from %s: %s%s%s\n", prefix,
	    set[0] == '\0' ? "" : ", set ", set, source->path,
	    source->verdict == NULL ? "not finished" : source->verdict,
	    source->verdict == NULL ? "" : ", ",
	    source->verdict == NULL ? "" : source->reason);
}

static void
print_numbers(FILE *out, const struct importing *importing)
{
	const struct import_tally sum = sum_of(importing);
	const struct shown {
		int64_t number;
		const char *words;
		bool is_stored;
	} shown[] = { { sum.inserted, "new", true },
		{ sum.updated, "changed", true },
		{ unchanged_of(&sum), "here already", true },
		{ sum.deleted, "deleted", false },
		{ sum.quarantined, "in quarantine", false } };
	char count[COUNT_SIZE];

	(void)fprintf(out, "%s: %s%s %s", importing->name,
	    importing->is_dry ? "there are " : "",
	    count_format(count, sum.records),
	    sum.records == 1 ? "record" : "records");
	(void)fprintf(out, " in %s %s",
	    count_format(count, sum.read + sum.damaged),
	    sum.read + sum.damaged == 1 ? "file" : "files");
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		if (shown[i].number > 0 &&
		    !(importing->is_dry && shown[i].is_stored))
			(void)fprintf(out, ", %s %s",
			    count_format(count, shown[i].number),
			    shown[i].words);
	(void)fprintf(out, "; %s", bytes_format(count, sum.bytes));
	(void)fprintf(
	    out, ", %.1f s\n", (double)milliseconds_of(importing) / 1000);
	for (size_t i = 0; i < importing->source_count; i++)
		print_source(out, &importing->sources[i]);
}

int
import_report(const struct importing *importing)
{
	bool has_good = false;
	bool has_bad = false;
	bool has_any = false;

	if (importing->context->is_json)
		print_as_json(importing);
	else
		print_numbers(importing->context->out, importing);
	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *source = &importing->sources[i];

		if (source->count == 0)
			continue;
		has_any =
		    has_any || source->tally.read + source->tally.damaged > 0;
		has_good = has_good || badness(source) < 2;
		has_bad = has_bad || badness(source) > 0;
	}
	if (!has_bad)
		return COMMAND_DONE;
	if (!has_any && !importing->is_stopped)
		return COMMAND_NOTHING;
	return has_good || importing->is_stopped ? COMMAND_PARTIAL
						 : COMMAND_FAILED;
}
