#include <stdio.h>

#include "base/heap.h"
#include "command/report.h"
#include "oai/quirk.h"

#define DAY          86400
#define SKEW_SECONDS 300 /* that a clock may be wrong by */

/* What a quirk says about its repository. */
static const char *
problem_of_quirk(enum quirk quirk)
{
	switch (quirk) {
	case QUIRK_GRANULARITY_DAY:
		return "seconds_refused";
	case QUIRK_GRANULARITY_SECOND:
		return "days_refused";
	case QUIRK_RAW_COLON:
	case QUIRK_UNTRIMMED_TOKEN:
	case QUIRK_ENCODED_TOKEN:
	case QUIRK_RAW_TOKEN:
		return "encoding";
	case QUIRK_CLAMP_FROM:
		return "from_refused";
	case QUIRK_FROM_EARLIEST:
		return "from_needed";
	case QUIRK_NO_WINDOWS:
		return "until_ignored";
	case QUIRK_NO_DATES:
		return "dates_refused";
	case QUIRK_LOCAL_TIME:
		return "datestamp_future";
	case QUIRK_PREFIX_WITH_TOKEN:
		return "prefix_with_token";
	case QUIRK_SINGLE_USE_TOKEN:
		return "token_once";
	case QUIRK_STATEFUL_TOKEN:
		return "token_stateful";
	case QUIRK_POST:
		return "get_refused";
	case QUIRK_IDENTITY_ENCODING:
		return "packing_broken";
	case QUIRK_NONE:
		break;
	}
	return NULL;
}

static void
judge_quirks(struct report *report)
{
	const struct reply *quirks = report->replies.quirks;

	for (int i = 0; i < reply_rows(quirks); i++) {
		const char *problem = problem_of_quirk(
		    quirk_named(reply_text(quirks, i, REPORT_QUIRK)));
		time_t since = reply_number(quirks, i, REPORT_QUIRK_SINCE);
		struct happening *happening;

		/* One that a newer version knows. */
		if (problem == NULL)
			continue;
		happening = happening_find(report, problem_kind(problem));
		happening_note_time(happening, since, since);
		happening_add_example(happening,
		    (struct happening_example){ NULL,
			happening_text(
			    reply_text(quirks, i, REPORT_QUIRK_REASON)),
			NULL });
	}
}

static void
judge_repairs(struct report *report)
{
	const struct reply *repository = report->replies.repository;
	int64_t repaired = reply_number(repository, 0, REPORT_REPAIRED);
	char count[COUNT_SIZE];
	char reason[120];
	struct happening *happening;

	if (repaired == 0)
		return;
	happening = happening_find(report, problem_kind("repairs"));
	happening->unit = "harvest";
	happening->count =
	    reply_number(repository, 0, REPORT_REPAIRED_HARVESTS);
	happening_note_time(happening,
	    reply_number(repository, 0, REPORT_REPAIRED_FIRST),
	    reply_number(repository, 0, REPORT_REPAIRED_LAST));
	(void)snprintf(reason, sizeof(reason), "%s place%s had to be mended",
	    count_format(count, repaired), repaired == 1 ? "" : "s");
	happening_add_example(happening,
	    (struct happening_example){ NULL, heap_string(reason), NULL });
}

static void
judge_clock(struct report *report)
{
	const struct reply *repository = report->replies.repository;
	int64_t skew = reply_number(repository, 0, REPORT_SKEW_SECONDS);
	char duration[COUNT_SIZE];
	char reason[120];

	if (reply_is_null(repository, 0, REPORT_SKEW_SECONDS) ||
	    (skew < SKEW_SECONDS && skew > -SKEW_SECONDS))
		return;
	/* What daemon/response_date.h puts in its place. */
	if (skew < -DAY + SKEW_SECONDS && skew > -DAY - SKEW_SECONDS) {
		happening_add_example(
		    happening_find(report, problem_kind("response_date_wrong")),
		    (struct happening_example){ NULL,
			heap_string("it is missing, unreadable, or far from "
				    "what the HTTP header Date says"),
			NULL });
		return;
	}
	(void)snprintf(reason, sizeof(reason), "responseDate is %s %s our time",
	    duration_format(duration, skew < 0 ? -skew : skew),
	    skew < 0 ? "behind" : "ahead of");
	happening_add_example(happening_find(report, problem_kind("clock")),
	    (struct happening_example){ NULL, heap_string(reason), NULL });
}

static void
judge_move(struct report *report)
{
	const struct reply *repository = report->replies.repository;
	struct buffer reason;

	if (reply_is_null(repository, 0, REPORT_MOVED_TO) ||
	    reply_number(repository, 0, REPORT_MOVED_TIMES) == 0)
		return;
	buffer_init(&reason, 0);
	buffer_printf(&reason, "it answers by redirects to %s",
	    reply_string(repository, 0, REPORT_MOVED_TO));
	happening_add_example(happening_find(report, problem_kind("moved")),
	    (struct happening_example){ NULL, buffer_take(&reason), NULL });
}

void
report_judge_behaviour(struct report *report)
{
	judge_quirks(report);
	judge_repairs(report);
	judge_clock(report);
	judge_move(report);
}
