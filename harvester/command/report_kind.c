#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/heap.h"
#include "command/report.h"
#include "oai/datestamp.h"
#include "oai/request.h"

#define ASKED_TO_WAIT "the repository asks to wait" /* daemon/answer.c */
#define OR_PROXY      ", or the proxy "             /* there too */
#define STRANGER      "not an OAI-PMH response: "
#define SHARE         20 /* a failure of one harvest in so many is chance */

static char *
url_of(const struct report *report, const struct request *request)
{
	struct buffer url;

	buffer_init(&url, 0);
	/* Those that are too long are told all the same. */
	(void)!request_url(&url,
	    reply_string(report->replies.repository, 0, REPORT_BASE_URL),
	    request);
	return buffer_take(&url);
}

static bool
begins(struct text text, const char *words)
{
	size_t length = strlen(words);

	return text.length >= length && memcmp(text.bytes, words, length) == 0;
}

/* What the verdict says, and no fault does. */
static const char *
problem_of_protocol(struct text error, struct text reason)
{
	if (text_is(error, "cannotDisseminateFormat"))
		return "format_missing";
	if (error.length > 0)
		return "list_refused";
	if (begins(reason, "the list goes round in circles"))
		return "token_loop";
	if (begins(reason, "the list of everything ended") ||
	    begins(reason, "the set \""))
		return "list_shrunken";
	return "list_short";
}

static bool
has(struct text text, const char *words)
{
	return text.length > 0 &&
	    memmem(text.bytes, text.length, words, strlen(words)) != NULL;
}

/* All else of the harvest was well: daemon/verdict.c. */
static bool
is_about_names(struct text reason)
{
	return has(reason, "could not be read, not even");
}

/* Our credentials may be the wrong ones, and our proxy may have answered:
 * daemon/answer.c. */
static const char *
problem_of_block(struct text reason)
{
	if (begins(reason, "a wall against bots"))
		return "bot_wall";
	return has(reason, "credentials") || has(reason, OR_PROXY)
	    ? NULL
	    : "not_let_in";
}

static const char *
problem_of_network(struct text error, struct text reason, bool is_first)
{
	const struct problem_kind *silence = problem_of_silence(reason);

	if (silence->paragraph == NULL || has(reason, OR_PROXY))
		return NULL;
	if (error.length == 0)
		return silence->name;
	return is_first ? "server_failed" : "page_broken";
}

/* What we refuse to ask may be where it redirects to; behind a proxy of ours we
 * follow less. */
static const char *
problem_of_refusal(struct text reason)
{
	bool is_redirect =
	    has(reason, "redirect") || has(reason, "https are followed");

	return is_redirect && !has(reason, " proxy ") ? "redirect_refused"
						      : NULL;
}

/* Well-formed or not, it is no response: oai/reader_scope.c. */
static const char *
problem_of_stranger(struct text reason)
{
	return has(reason, "an HTML page") ? "web_page" : "not_oai_pmh";
}

/* NULL: it is not theirs to mend. */
static const char *
problem_of_harvest(const struct reply *harvests, int row)
{
	static const struct {
		enum fault_kind fault;
		const char *first;   /* of a list */
		const char *further; /* with a token */
	} problems[] = {
		{ FAULT_BUSY, "busy", "busy" },
		{ FAULT_GONE, "not_found", "token_refused" },
		{ FAULT_MALFORMED, "list_broken", "page_broken" },
		{ FAULT_TOKEN, "token_refused", "token_refused" },
		{ FAULT_TOO_LARGE, "page_too_large", "page_too_large" },
	};
	struct text fault = reply_text(harvests, row, REPORT_HARVEST_FAULT);
	struct text error = reply_text(harvests, row, REPORT_HARVEST_ERROR);
	struct text reason = reply_text(harvests, row, REPORT_HARVEST_REASON);
	bool is_first = reply_is_null(harvests, row, REPORT_HARVEST_TOKEN);

	if (text_is(fault, "protocol"))
		return problem_of_protocol(error, reason);
	if (is_about_names(reason))
		return "records_unnamed";
	if (text_is(fault, "busy") && !begins(reason, ASKED_TO_WAIT))
		return "busy_unsaid";
	if (text_is(fault, "network"))
		return problem_of_network(error, reason, is_first);
	if (text_is(fault, "blocked"))
		return problem_of_block(reason);
	if (text_is(fault, "refused"))
		return problem_of_refusal(reason);
	if (text_is(fault, "malformed") && has(reason, STRANGER))
		return problem_of_stranger(reason);
	for (size_t i = 0; i < COUNT(problems); i++)
		if (text_is(fault, fault_name(problems[i].fault)))
			return is_first ? problems[i].first
					: problems[i].further;
	return NULL;
}

/* The request that was the last of the harvest. */
static char *
url_of_harvest(const struct report *report, int row)
{
	const struct reply *harvests = report->replies.harvests;
	const struct reply *repository = report->replies.repository;
	enum granularity unit = reply_bool(repository, 0, REPORT_SAYS_SECONDS)
	    ? GRANULARITY_SECOND
	    : GRANULARITY_DAY;
	struct text token = reply_text(harvests, row, REPORT_HARVEST_TOKEN);
	char from[DATESTAMP_SIZE] = "";
	char until[DATESTAMP_SIZE] = "";
	struct request request = {
		.verb = oai_verb_named(
		    reply_string(harvests, row, REPORT_HARVEST_VERB)),
		.metadata_prefix =
		    reply_text(harvests, row, REPORT_HARVEST_PREFIX),
	};

	if (request.verb == OAI_GET_RECORD) {
		request.identifier = token;
		return url_of(report, &request);
	}
	if (!reply_is_null(harvests, row, REPORT_HARVEST_FROM))
		datestamp_format(from,
		    reply_number(harvests, row, REPORT_HARVEST_FROM), unit);
	if (!reply_is_null(harvests, row, REPORT_HARVEST_UNTIL))
		datestamp_format(until,
		    reply_number(harvests, row, REPORT_HARVEST_UNTIL), unit);
	request.set = reply_text(harvests, row, REPORT_HARVEST_SET);
	request.from = text_of(from);
	request.until = text_of(until);
	request.resumption_token = token;
	return url_of(report, &request);
}

static void
judge_harvests(struct report *report)
{
	const struct reply *harvests = report->replies.harvests;

	for (int i = 0; i < reply_rows(harvests); i++) {
		const char *problem = problem_of_harvest(harvests, i);
		time_t when = reply_number(harvests, i, REPORT_HARVEST_AT);
		struct happening *happening;

		if (problem == NULL) {
			report->ours++;
			continue;
		}
		happening = happening_find(report, problem_kind(problem));
		happening->unit = "harvest";
		happening->count++;
		happening_note_time(happening, when, when);
		happening_add_example(happening,
		    (struct happening_example){ NULL,
			happening_text(
			    reply_text(harvests, i, REPORT_HARVEST_REASON)),
			url_of_harvest(report, i) });
	}
}

/* What happens to one harvest in many, and not to the last one, is chance. */
static void
forget_chance(struct report *report)
{
	const struct reply *repository = report->replies.repository;
	int64_t harvests = report_harvests(report);
	bool is_well = reply_bool(repository, 0, REPORT_IS_LAST_COMPLETE);
	size_t kept = 0;

	for (size_t i = 0; i < report->count; i++) {
		struct happening *happening = &report->happenings[i];

		if (!is_well || happening->count * SHARE >= harvests) {
			report->happenings[kept++] = *happening;
			continue;
		}
		happening_fini(happening);
	}
	report->count = kept;
}

static const struct problem_kind *
kind_of_rule(struct text name)
{
	for (int rule = 0; rule < RULE_COUNT; rule++)
		if (text_is(name, rule_name((enum reject_rule)rule)))
			return problem_of_rule((enum reject_rule)rule);
	return problem_of_rule(RULE_XML);
}

static void
judge_quarantine(struct report *report)
{
	const struct reply *reply = report->replies.quarantine;

	for (int i = 0; i < reply_rows(reply); i++) {
		struct text identifier =
		    reply_text(reply, i, REPORT_QUARANTINE_IDENTIFIER);
		const struct request request = { .verb = OAI_GET_RECORD,
			.metadata_prefix =
			    reply_text(reply, i, REPORT_QUARANTINE_PREFIX),
			.identifier = identifier };
		struct happening *happening = happening_find(report,
		    kind_of_rule(reply_text(reply, i, REPORT_QUARANTINE_RULE)));
		bool is_named = identifier.length > 0;

		happening->unit = "record";
		happening->count =
		    reply_number(reply, i, REPORT_QUARANTINE_RECORDS);
		happening_note_time(happening,
		    reply_number(reply, i, REPORT_QUARANTINE_FIRST),
		    reply_number(reply, i, REPORT_QUARANTINE_LAST));
		happening_add_example(happening,
		    (struct happening_example){ is_named
			    ? happening_text(identifier)
			    : heap_string("(no identifier that can be "
					  "read)"),
			happening_text(
			    reply_text(reply, i, REPORT_QUARANTINE_REASON)),
			is_named ? url_of(report, &request) : NULL });
	}
}

void
report_judge(struct report *report)
{
	judge_harvests(report);
	forget_chance(report);
	judge_quarantine(report);
	report_judge_behaviour(report);
	happenings_sort(report);
}
