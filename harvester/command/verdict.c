#include <string.h>

#include "base/json.h"
#include "base/limit.h"
#include "command/verdict.h"
#include "store/status.h"

#define SHOWN_SIZE 400

/* The numbers that add up, in the order of harvest_follow.sql. */
static const char *const count_names[] = { "records", "inserted", "updated",
	"unchanged", "deleted", "quarantined", "pages", "bytes", "requests",
	"retries" };

#define COUNTS (sizeof(count_names) / sizeof(count_names[0]))

enum {
	COUNT_RECORDS,
	COUNT_INSERTED,
	COUNT_UPDATED,
	COUNT_UNCHANGED,
	COUNT_DELETED,
	COUNT_QUARANTINED,
	COUNT_PAGES,
	COUNT_BYTES
};

/* Of one repository, over the targets first .. end - 1. */
struct sum {
	const char *name;
	const struct target *targets;
	int first;
	int end;
	int worst; /* row of the worst verdict */
	bool is_ended;
	bool is_complete;
	bool is_counted;
	int64_t counts[COUNTS];
	int64_t milliseconds; /* of the longest: they run side by side */
};

/* The verdicts, better ones first; no verdict is worse than all. */
static int
badness(const struct reply *reply, int row)
{
	const char *verdict = reply_string(reply, row, FOLLOW_VERDICT);

	if (strcmp(verdict, "complete") == 0)
		return 0;
	if (strcmp(verdict, "partial") == 0)
		return 1;
	return strcmp(verdict, "failed") == 0 ? 2 : 3;
}

/* Of all rows: where some failed and others did not, it is done in part. */
static int
exit_code_of(const struct reply *reply)
{
	int failed = 0;
	int complete = 0;
	int rows = reply_rows(reply);

	for (int row = 0; row < rows; row++) {
		failed += badness(reply, row) == 2;
		complete += badness(reply, row) == 0;
	}
	if (complete == rows)
		return COMMAND_DONE;
	return failed == rows ? COMMAND_FAILED : COMMAND_PARTIAL;
}

static void
add_row(struct sum *sum, const struct reply *reply, int row)
{
	const char *proof = reply_string(reply, row, FOLLOW_PROOF);
	int64_t milliseconds = reply_number(reply, row, FOLLOW_MILLISECONDS);

	for (size_t i = 0; i < COUNTS; i++)
		sum->counts[i] +=
		    reply_number(reply, row, FOLLOW_RECORDS + (int)i);
	if (milliseconds > sum->milliseconds)
		sum->milliseconds = milliseconds;
	if (badness(reply, row) > badness(reply, sum->worst))
		sum->worst = row;
	sum->is_ended =
	    sum->is_ended && !reply_is_null(reply, row, FOLLOW_VERDICT);
	sum->is_complete = sum->is_complete && badness(reply, row) == 0;
	sum->is_counted = sum->is_counted && strcmp(proof, "counted") == 0;
}

static struct sum
sum_from(const struct following *following, int first)
{
	const struct reply *reply = following->harvests;
	const struct target *targets = following->targets;
	struct sum sum = { .name = targets[first].name,
		.targets = targets,
		.first = first,
		.end = first,
		.worst = first,
		.is_ended = true,
		.is_complete = true,
		.is_counted = true };

	while (sum.end < reply_rows(reply) &&
	    targets[sum.end].repository_id == targets[first].repository_id)
		add_row(&sum, reply, sum.end++);
	return sum;
}

static const char *
proof_of(const struct sum *sum)
{
	if (!sum->is_complete)
		return NULL;
	return sum->is_counted ? "counted" : "ended";
}

static void
json_column(
    struct json *json, const char *key, const struct reply *reply, int at[2])
{
	json_key(json, key);
	if (reply_is_null(reply, at[0], at[1]))
		json_null(json);
	else
		json_text(json, reply_text(reply, at[0], at[1]));
}

static void
json_reason(struct json *json, const struct sum *sum, const struct reply *reply,
    int row)
{
	const char *notice = sum->targets[row].notice;

	if (notice == NULL) {
		json_column(
		    json, "reason", reply, (int[]){ row, FOLLOW_REASON });
		return;
	}
	json_key(json, "reason");
	json_string(json, notice);
}

/* Why it is not finished, and goes on only after a while; "": it is at it. */
static void
wait_format(char shown[SHOWN_SIZE], const struct reply *reply, int row)
{
	int64_t seconds = reply_number(reply, row, FOLLOW_WAIT_SECONDS);
	const char *until = reply_string(reply, row, FOLLOW_WAIT_UNTIL);

	shown[0] = '\0';
	if (!reply_is_null(reply, row, FOLLOW_VERDICT) || seconds == 0)
		return;
	if (reply_bool(reply, row, FOLLOW_IS_HOST_PAUSE))
		(void)snprintf(shown, SHOWN_SIZE,
		    "the host is not asked before %s UTC", until);
	else if (seconds > PAUSE_SECONDS)
		(void)snprintf(
		    shown, SHOWN_SIZE, "it is tried again after %s UTC", until);
}

/* A neighbour may be what the host asked to wait. */
static void
json_wait_reason(struct json *json, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	wait_format(shown, reply, row);
	if (!reply_is_null(reply, row, FOLLOW_WAIT_REASON) ||
	    shown[0] == '\0') {
		json_column(
		    json, "reason", reply, (int[]){ row, FOLLOW_WAIT_REASON });
		return;
	}
	json_key(json, "reason");
	json_string(json, shown);
}

/* How long it is left alone, until when, and why; null: it is not. */
static void
json_wait(struct json *json, const struct reply *reply, int row)
{
	int64_t seconds = reply_number(reply, row, FOLLOW_WAIT_SECONDS);

	json_key(json, "wait");
	if (!reply_is_null(reply, row, FOLLOW_VERDICT) || seconds == 0) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "until");
	json_raw(json, reply_string(reply, row, FOLLOW_WAIT_JSON));
	json_key(json, "seconds");
	json_number(json, seconds);
	json_wait_reason(json, reply, row);
	json_key(json, "host");
	json_string(json,
	    reply_bool(reply, row, FOLLOW_IS_HOST_PAUSE)
		? reply_string(reply, row, FOLLOW_HOST)
		: NULL);
	json_end(json);
}

static void
write_harvest(struct json *json, const struct sum *sum,
    const struct reply *reply, int row)
{
	json_object(json);
	json_column(
	    json, "metadata_prefix", reply, (int[]){ row, FOLLOW_PREFIX });
	json_column(json, "set_spec", reply, (int[]){ row, FOLLOW_SET });
	json_column(json, "kind", reply, (int[]){ row, FOLLOW_KIND });
	json_column(json, "verdict", reply, (int[]){ row, FOLLOW_VERDICT });
	json_column(json, "proof", reply, (int[]){ row, FOLLOW_PROOF });
	json_reason(json, sum, reply, row);
	json_wait(json, reply, row);
	for (size_t i = 0; i < COUNTS; i++) {
		json_key(json, count_names[i]);
		json_number(
		    json, reply_number(reply, row, FOLLOW_RECORDS + (int)i));
	}
	json_key(json, "seconds");
	json_real(
	    json, (double)reply_number(reply, row, FOLLOW_MILLISECONDS) / 1000);
	json_end(json);
}

static void
write_sum(struct json *json, const struct sum *sum, const struct reply *reply)
{
	json_object(json);
	json_key(json, "repository");
	json_string(json, sum->name);
	json_key(json, "verdict");
	json_string(json,
	    sum->is_ended ? reply_string(reply, sum->worst, FOLLOW_VERDICT)
			  : NULL);
	json_key(json, "proof");
	json_string(json, proof_of(sum));
	json_reason(json, sum, reply, sum->worst);
	json_wait(json, reply, sum->worst);
	for (size_t i = 0; i < COUNTS; i++) {
		json_key(json, count_names[i]);
		json_number(json, sum->counts[i]);
	}
	json_key(json, "seconds");
	json_real(json, (double)sum->milliseconds / 1000);
	json_key(json, "harvests");
	json_array(json);
	for (int row = sum->first; row < sum->end; row++)
		write_harvest(json, sum, reply, row);
	json_end(json);
	json_end(json);
}

static void
print_as_json(struct command_context *context, const struct sum *sum,
    const struct reply *reply)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	write_sum(&json, sum, reply);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

static void
print_end(FILE *out, const struct sum *sum, const struct reply *reply, int row)
{
	const char *notice = sum->targets[row].notice;
	bool is_ended = !reply_is_null(reply, row, FOLLOW_VERDICT);
	char shown[SHOWN_SIZE];

	(void)fputs(is_ended ? reply_string(reply, row, FOLLOW_VERDICT)
			     : "not finished",
	    out);
	wait_format(shown, reply, row);
	if (shown[0] != '\0')
		(void)fprintf(out, ": %s", shown);
	(void)text_printable(shown, sizeof(shown),
	    notice != NULL ? text_of(notice)
			   : reply_text(reply, row, FOLLOW_REASON));
	if (shown[0] != '\0')
		(void)fprintf(out, ", %s", shown);
}

static void
print_harvest(
    FILE *out, const struct sum *sum, const struct reply *reply, int row)
{
	char prefix[SHOWN_SIZE];
	char set[SHOWN_SIZE];

	(void)text_printable(
	    prefix, sizeof(prefix), reply_text(reply, row, FOLLOW_PREFIX));
	(void)text_printable(
	    set, sizeof(set), reply_text(reply, row, FOLLOW_SET));
	(void)fprintf(
	    out, "  %s%s%s: ", prefix, set[0] == '\0' ? "" : ", set ", set);
	print_end(out, sum, reply, row);
	(void)fputc('\n', out);
}

static void
print_sum(FILE *out, const struct sum *sum, const struct reply *reply)
{
	static const int shown[] = { COUNT_INSERTED, COUNT_UPDATED,
		COUNT_UNCHANGED, COUNT_DELETED, COUNT_QUARANTINED };
	static const char *const words[] = { "new", "changed", "unchanged",
		"deleted", "in quarantine" };
	char count[COUNT_SIZE];

	(void)fprintf(out, "%s: %s %s", sum->name,
	    count_format(count, sum->counts[COUNT_RECORDS]),
	    sum->counts[COUNT_RECORDS] == 1 ? "record" : "records");
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		if (sum->counts[shown[i]] > 0)
			(void)fprintf(out, ", %s %s",
			    count_format(count, sum->counts[shown[i]]),
			    words[i]);
	(void)fprintf(out, "; %s %s",
	    count_format(count, sum->counts[COUNT_PAGES]),
	    sum->counts[COUNT_PAGES] == 1 ? "page" : "pages");
	(void)fprintf(
	    out, ", %s", bytes_format(count, sum->counts[COUNT_BYTES]));
	(void)fprintf(out, ", %.1f s\n", (double)sum->milliseconds / 1000);
	for (int row = sum->first; row < sum->end; row++)
		print_harvest(out, sum, reply, row);
}

int
verdict_report(const struct following *following)
{
	struct command_context *context = following->context;
	const struct reply *reply = following->harvests;

	for (int first = 0; first < reply_rows(reply);) {
		struct sum sum = sum_from(following, first);

		if (context->is_json)
			print_as_json(context, &sum, reply);
		else
			print_sum(context->out, &sum, reply);
		first = sum.end;
	}
	return exit_code_of(reply);
}
