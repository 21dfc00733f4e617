#include <stdlib.h>

#include "base/clock.h"
#include "command/progress.h"
#include "command/wrap.h"
#include "store/status.h"

#define WORTH_A_WORD_SECONDS 10
#define LINE_MILLISECONDS    10000 /* between lines that stay */
#define WAIT_MILLISECONDS    3000  /* so far apart, two ends are of two waits */
#define RATE_MILLISECONDS    1000
#define NEW_SHARE            0.3 /* of a new rate in the smoothed one */
#define LONGEST_ETA          (30 * 86400.0)

void
progress_init(struct progress *progress, struct command_context *context,
    const char *name)
{
	*progress = (struct progress){ .context = context,
		.name = name,
		.is_terminal = command_is_terminal(context->err),
		.last_at = clock_milliseconds(),
		.rated = -1,
		.rate = -1 };
}

static void
measure(struct progress *progress, int64_t records, int64_t at)
{
	int64_t passed = at - progress->rated_at;
	double rate;

	/* What an earlier run brought is not our speed. */
	if (progress->rated < 0) {
		progress->rated = records;
		progress->rated_at = at;
		return;
	}
	if (passed < RATE_MILLISECONDS)
		return;
	rate = (double)(records - progress->rated) * 1000 / (double)passed;
	if (progress->rate < 0)
		progress->rate = rate;
	else
		progress->rate =
		    NEW_SHARE * rate + (1 - NEW_SHARE) * progress->rate;
	progress->rated = records;
	progress->rated_at = at;
}

static void
add_size(struct buffer *line, const struct progress *progress,
    const struct snapshot *now)
{
	char count[COUNT_SIZE];
	int64_t left = now->size - now->listed;

	if (now->size <= 0)
		return;
	buffer_printf(line, ", %lld %% of %s",
	    (long long)(left > 0 ? now->listed * 100 / now->size : 100),
	    count_format(count, now->size));
	if (left > 0 && progress->rate > 0 && now->wait_seconds <= 0 &&
	    (double)left / progress->rate < LONGEST_ETA)
		buffer_printf(line, ", %s left",
		    duration_format(
			count, (int64_t)((double)left / progress->rate) + 1));
}

static void
add_wait(struct buffer *line, const struct snapshot *now)
{
	char shown[200];
	char wait[COUNT_SIZE];

	if (now->host.length > 0)
		buffer_printf(line, ", host %s is not asked before %s UTC",
		    text_printable(shown, sizeof(shown), now->host),
		    now->until.bytes);
	else
		buffer_printf(line, ", waiting %s before trying again",
		    duration_format(wait, now->wait_seconds));
	if (now->reason.length > 0)
		buffer_printf(line, " (%s)",
		    text_printable(shown, sizeof(shown), now->reason));
}

static void
add_stale(struct buffer *line, const struct snapshot *now)
{
	char count[COUNT_SIZE];

	if (now->stale > 0)
		buffer_printf(line, "normalising, %s%s left",
		    now->stale >= STALE_COUNTED ? "more than " : "",
		    count_format(count, now->stale));
}

static void
add_pages(struct buffer *line, const struct snapshot *now)
{
	char count[COUNT_SIZE];

	if (now->files == 0) {
		buffer_printf(line, ", %s %s", count_format(count, now->pages),
		    now->pages == 1 ? "page" : "pages");
		return;
	}
	buffer_printf(line, ", file %s", count_format(count, now->file));
	buffer_printf(line, " of %s", count_format(count, now->files));
}

static void
write_line(struct buffer *line, const struct progress *progress,
    const struct snapshot *now)
{
	char count[COUNT_SIZE];

	buffer_printf(line, "%s: ", progress->name);
	if (now->is_compared) {
		buffer_add_string(line, "looking for duplicates");
		return;
	}
	if (now->is_harvested) {
		add_stale(line, now);
		return;
	}
	buffer_printf(line, "%s %s", count_format(count, now->records),
	    now->records == 1 ? "record" : "records");
	if (progress->rate >= 0 && now->wait_seconds <= 0)
		buffer_printf(line, ", %s/s",
		    count_format(count, (int64_t)progress->rate));
	add_pages(line, now);
	add_size(line, progress, now);
	/* The ordinary pause between two requests is not worth a word. */
	if (now->wait_seconds >= WORTH_A_WORD_SECONDS ||
	    (now->wait_seconds > 0 && now->host.length > 0))
		add_wait(line, now);
}

/* A longer line would be continued, and only its last part be written over. */
static void
cut_to_terminal(struct buffer *line, FILE *terminal)
{
	size_t columns = terminal_columns(terminal);

	if (columns == 0)
		return;
	line->length = text_columns(buffer_text(line), columns - 1).length;
	line->bytes[line->length] = '\0';
}

/* Elsewhere than on a terminal a wait is said when it begins, once. */
static bool
is_due(struct progress *progress, const struct snapshot *now, int64_t at)
{
	int64_t end = at + now->wait_seconds * 1000;

	if (progress->is_terminal)
		return true;
	if (now->is_harvested || now->wait_seconds <= 0) {
		progress->wait_end = 0;
		return at - progress->last_at >= LINE_MILLISECONDS;
	}
	if (llabs(end - progress->wait_end) < WAIT_MILLISECONDS)
		return false;
	progress->wait_end = end;
	return true;
}

void
progress_show(struct progress *progress, const struct snapshot *now)
{
	FILE *err = progress->context->err;
	int64_t at = clock_milliseconds();
	struct buffer line;

	measure(progress, now->records, at);
	if (progress->context->is_quiet ||
	    (now->is_harvested && now->stale == 0 && !now->is_compared) ||
	    !is_due(progress, now, at))
		return;
	buffer_init(&line, 0);
	write_line(&line, progress, now);
	if (progress->is_terminal)
		cut_to_terminal(&line, err);
	/* ECMA-48, 8.3.41: erase to the end of the line. */
	if (progress->is_terminal)
		(void)fprintf(err, "\r%s\033[K", line.bytes);
	else
		(void)fprintf(err, "%s\n", line.bytes);
	(void)fflush(err);
	progress->is_open = progress->is_terminal;
	progress->last_at = at;
	buffer_fini(&line);
}

void
progress_keep(struct progress *progress)
{
	if (progress->is_open)
		(void)fputc('\n', progress->context->err);
	progress->is_open = false;
}

void
progress_clear(struct progress *progress)
{
	if (progress->is_open)
		(void)fputs("\r\033[K", progress->context->err);
	progress->is_open = false;
}
