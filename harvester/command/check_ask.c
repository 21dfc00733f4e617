#include <assert.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/limit.h"
#include "command/check.h"
#include "oai/datestamp.h"

#define SKEW_SECONDS 300 /* that a clock may be wrong by */
#define HEAD_BYTES   ((size_t)4096)

/* Shown on a terminal while it waits; elsewhere a line each. */
static void
show_progress(const struct check *check, const char *what)
{
	struct command_context *context = check->context;

	if (context->is_quiet)
		return;
	if (command_is_terminal(context->err))
		(void)fprintf(context->err, "\rAsking %s ...\033[K", what);
	else
		(void)fprintf(context->err, "Asking %s ...\n", what);
	(void)fflush(context->err);
}

void
check_found(struct check *check, const char *problem, const char *format, ...)
{
	char example[PROBLEM_EXAMPLE_SIZE];
	va_list args;

	if (format == NULL) {
		problem_add(&check->problems, problem_kind(problem), NULL);
		return;
	}
	va_start(args, format);
	(void)vsnprintf(example, sizeof(example), format, args);
	va_end(args);
	problem_add(&check->problems, problem_kind(problem), "%s", example);
}

struct request
check_request(const struct check *check, enum oai_verb verb)
{
	return (struct request){ .verb = verb,
		.metadata_prefix = check->prefix,
		.set = text_of(check->set) };
}

bool
check_says_seconds(const struct check *check)
{
	return text_is(text_trim(check->told.identity.granularity),
	    "YYYY-MM-DDThh:mm:ssZ");
}

void
check_tell_rejects(struct check *check, const struct page *page)
{
	const struct reject *reject = page->rejects;
	char identifier[200];
	char reason[180];

	for (; reject != NULL; reject = reject->next)
		problem_add(&check->problems, problem_of_rule(reject->rule),
		    "%s: %s",
		    reject->identifier.length == 0
			? "no identifier could be read"
			: text_printable(identifier, sizeof(identifier),
			      reject->identifier),
		    text_printable(reason, sizeof(reason), reject->reason));
}

/* Parameters behind ";" are nobody's business. */
static bool
is_type(const char *given, const char *wanted)
{
	size_t length = strcspn(given, "; ");

	return length == strlen(wanted) &&
	    strncasecmp(given, wanted, length) == 0;
}

/* What is wrong with HTTP, where the response is OAI-PMH all the same. */
static void
tell_http(struct check *check)
{
	const struct response *response = &check->answer.response;

	if (response->status != 200)
		check_found(check, "http_status", "%s: HTTP %ld", check->verb,
		    response->status);
	if (!is_type(response->content_type, "text/xml"))
		check_found(check, "content_type", "%s: %s", check->verb,
		    response->content_type[0] == '\0' ? "none"
						      : response->content_type);
	if (check->answer.end.has_trailing_bytes)
		check_found(check, "trailing_bytes", "%s", check->verb);
}

/* REPAIR_UTF8 loses what was there; the others do not. */
static void
tell_repairs(struct check *check)
{
	static const char *const problems[REPAIR_COUNT] = {
		[REPAIR_CONTROL] = "repair_control",
		[REPAIR_REFERENCE] = "repair_reference",
		[REPAIR_UTF8] = "letters_lost",
		[REPAIR_HTML_ENTITY] = "repair_html_entity",
		[REPAIR_AMPERSAND] = "repair_ampersand",
		[REPAIR_DECLARATION] = "repair_declaration",
		[REPAIR_PREFIX] = "repair_prefix",
	};

	static_assert(REPAIR_COUNT == REPAIR_PREFIX + 1, "one is not told");
	for (int i = 0; i < REPAIR_COUNT; i++)
		if (check->answer.end.repairs[i] > 0)
			check_found(check, problems[i], "in %s, %u time%s",
			    check->verb, check->answer.end.repairs[i],
			    check->answer.end.repairs[i] == 1 ? "" : "s");
}

static void
tell_clock(struct check *check)
{
	const struct response_end *end = &check->answer.end;
	char shown[60];

	if (!end->has_instant) {
		check_found(check, "response_date", "%s: %s%s%s", check->verb,
		    end->response_date.length == 0 ? "none" : "\"",
		    text_printable(shown, sizeof(shown), end->response_date),
		    end->response_date.length == 0 ? "" : "\"");
		return;
	}
	if (check->has_clock)
		return;
	check->has_clock = true;
	check->skew_seconds = (long)(end->instant - time(NULL) +
	    check->answer.response.milliseconds / 1000);
	if (check->skew_seconds > SKEW_SECONDS ||
	    check->skew_seconds < -SKEW_SECONDS)
		check_found(check, "clock", "responseDate is %s",
		    text_printable(shown, sizeof(shown), end->response_date));
}

/* Then it is not well-formed as it came, and what is wrong is told. */
static bool
was_mended(const struct response_end *end)
{
	bool is_so = end->rejects > 0 || end->has_trailing_bytes;

	for (int i = 0; i < REPAIR_COUNT; i++)
		is_so = is_so || end->repairs[i] > 0;
	return is_so;
}

static void
take_finding(void *context, const struct strict_finding *finding)
{
	struct check *check = context;

	if (finding->element[0] == '\0' && was_mended(&check->answer.end))
		return;
	check_found(check, "strict", "%s, line %ld%s%s: %s", check->verb,
	    finding->line, finding->element[0] == '\0' ? "" : ", element ",
	    finding->element, finding->text);
}

/* What is longer than we keep is not whole. */
static void
tell_findings(struct check *check)
{
	if (!check->body.is_over && check->body.length > 0)
		(void)strict_check(check->strict, buffer_text(&check->body),
		    take_finding, check);
}

/* HTTP says it; an error of OAI-PMH is an answer, whatever the status. */
static bool
is_busy(const struct check *check)
{
	const struct exchange_answer *answer = &check->answer;

	return answer->response.why.kind == FAULT_NONE &&
	    answer->why.kind != FAULT_NONE &&
	    answer->why.kind != FAULT_BLOCKED &&
	    (answer->response.status == 429 || answer->response.status == 503);
}

/* Ctrl-C ends the sleep. */
static bool
wait_as_asked(struct check *check)
{
	struct timespec left = { check->answer.response.retry_after_seconds,
		0 };

	if (left.tv_sec < 0 || left.tv_sec > PROBE_SECONDS)
		return false;
	if (left.tv_sec > 0)
		command_say(check->context,
		    "It is busy, and asks to wait %ld s ...",
		    (long)left.tv_sec);
	(void)nanosleep(&left, NULL);
	return !check_is_stopped(check);
}

static void
ask_once(struct check *check, const struct request *request,
    const struct reader_events *events, void *context)
{
	check->requests++;
	buffer_reset(&check->body);
	exchange_ask(check->exchange, request, events, context, &check->body,
	    &check->answer);
}

bool
check_ask(struct check *check, const char *what, const struct request *request,
    const struct reader_events *events, void *context)
{
	if (check_is_stopped(check))
		return false;
	show_progress(check, what);
	check->verb = oai_verb_name(request->verb);
	ask_once(check, request, events, context);
	if (is_busy(check) && wait_as_asked(check))
		ask_once(check, request, events, context);
	if (is_busy(check) && !check_is_stopped(check)) {
		check_tell_failure(check);
		check->has_to_wait = true;
	}
	if (check->answer.why.kind != FAULT_NONE)
		return false;
	tell_http(check);
	tell_repairs(check);
	tell_clock(check);
	tell_findings(check);
	return true;
}

static struct text
head_of(const struct check *check)
{
	struct text head = text_trim(buffer_text(&check->body));

	if (head.length > HEAD_BYTES)
		head.length = HEAD_BYTES;
	return head;
}

static bool
has(struct text text, const char *words)
{
	return text.length > 0 &&
	    memmem(text.bytes, text.length, words, strlen(words)) != NULL;
}

static bool
looks_like_html(struct text head)
{
	static const char *const starts[] = { "<!doctype html", "<html" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (head.length >= strlen(starts[i]) &&
		    strncasecmp(head.bytes, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* An answer with HTTP 200, or one that says nothing. */
static const char *
problem_of_body(const struct check *check)
{
	struct text head = head_of(check);

	if (looks_like_html(head))
		return "web_page";
	if (has(head, "http://www.openarchives.org/OAI/1."))
		return "oai_1";
	if (has(head, "http://www.openarchives.org/OAI/2.0/static-repository"))
		return "static_repository";
	return "not_oai_pmh";
}

static const char *
problem_of_connection(const struct check *check)
{
	const struct response *response = &check->answer.response;
	const char *problem =
	    problem_of_silence(text_of(response->why.text))->name;

	switch (response->why.kind) {
	case FAULT_GONE:
		return "not_found";
	case FAULT_REFUSED:
		return response->was_asked ? "redirect_refused" : "not_asked";
	case FAULT_INPUT:
		return strcmp(problem, "proxy") == 0 ? problem : "not_asked";
	case FAULT_TOO_LARGE:
		return check->told.has_identity ? "page_too_large"
						: "not_oai_pmh";
	default:
		return problem;
	}
}

static const char *
problem_of_status(const struct check *check)
{
	const struct response *response = &check->answer.response;

	if (response->why.kind != FAULT_NONE)
		return problem_of_connection(check);
	if (check->answer.why.kind == FAULT_BLOCKED)
		return "bot_wall";
	switch (response->status) {
	case 401:
	case 403:
	case 451:
		return "not_let_in";
	case 404:
	case 410:
		return "not_found";
	case 429:
	case 503:
		if (check->listing.pages > 0)
			return "busy_later";
		return response->retry_after_seconds < 0 ? "busy_unsaid"
							 : "busy";
	default:
		return response->status >= 500 ? "server_failed"
					       : problem_of_body(check);
	}
}

const char *
check_answer_words(const struct check *check, char *into, size_t size)
{
	const struct exchange_answer *answer = &check->answer;
	const struct response *response = &answer->response;
	char shown[160];

	if (response->why.kind != FAULT_NONE ||
	    answer->why.kind == FAULT_BLOCKED)
		(void)snprintf(into, size, "%s", answer->why.text);
	else if (answer->why.kind != FAULT_NONE &&
	    (response->status == 429 || response->status == 503) &&
	    response->retry_after_seconds >= 0)
		(void)snprintf(into, size,
		    "HTTP %ld, and to come back in %ld s", response->status,
		    response->retry_after_seconds);
	else if (answer->why.kind != FAULT_NONE && response->status != 200)
		(void)snprintf(into, size, "HTTP %ld", response->status);
	else if (answer->why.kind != FAULT_NONE)
		(void)snprintf(into, size, "%s", answer->why.text);
	else if (answer->end.error == OAI_ERROR_NONE)
		(void)snprintf(into, size, "%u records", answer->end.records);
	else
		(void)snprintf(into, size, "%s%s%s",
		    oai_error_name(answer->end.error),
		    answer->end.error_text.length > 0 ? ": " : "",
		    text_printable(
			shown, sizeof(shown), answer->end.error_text));
	return into;
}

void
check_tell_failure(struct check *check)
{
	char words[PROBLEM_EXAMPLE_SIZE];

	check_found(check, problem_of_status(check), "%s: %s", check->verb,
	    check_answer_words(check, words, sizeof(words)));
}
