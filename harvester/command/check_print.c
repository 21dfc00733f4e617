#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "command/check.h"
#include "command/wrap.h"

#define SHOWN_SIZE  300
#define COLUMN      16 /* where values begin */
#define SHOWN_WORDS 12 /* of a long list */

static void PRINTF(3, 4) print_field(
    const struct check *check, const char *field, const char *format, ...)
{
	char text[2000];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	(void)fprintf(check->context->out, "  %-13s ", field);
	wrap_print(check->context, text_of(text), COLUMN);
}

static void
print_text(const struct check *check, const char *field, struct text text)
{
	char shown[SHOWN_SIZE];

	text_printable(shown, sizeof(shown), text_trim(text));
	print_field(check, field, "%s", shown[0] == '\0' ? "none" : shown);
}

/* One a line, as one line. */
static void
print_contact(const struct check *check)
{
	struct buffer line;
	char shown[SHOWN_SIZE];
	struct text rest = text_trim(check->told.identity.admin_emails);

	buffer_init(&line, 0);
	while (rest.length > 0) {
		const char *end = memchr(rest.bytes, '\n', rest.length);
		size_t length =
		    end == NULL ? rest.length : (size_t)(end - rest.bytes);

		buffer_printf(&line, "%s%s", line.length > 0 ? ", " : "",
		    text_printable(shown, sizeof(shown),
			text_trim((struct text){ rest.bytes, length })));
		rest.bytes += length;
		rest.length -= length;
		rest = text_trim(rest);
	}
	print_field(
	    check, "contact", "%s", line.length > 0 ? line.bytes : "none");
	buffer_fini(&line);
}

static void
print_formats(const struct check *check)
{
	struct buffer line;
	char shown[80];

	if (check->told.format_count == 0)
		return;
	buffer_init(&line, 0);
	for (size_t i = 0; i < check->told.format_count && i < SHOWN_WORDS; i++)
		buffer_printf(&line, "%s%s", i == 0 ? "" : ", ",
		    text_printable(
			shown, sizeof(shown), check->told.formats[i].prefix));
	if (check->told.format_count > SHOWN_WORDS)
		buffer_printf(&line, " and %zu more",
		    check->told.format_count - SHOWN_WORDS);
	print_field(check, "formats", "%s", line.bytes);
	buffer_fini(&line);
}

static void
print_sets(const struct check *check)
{
	char shown[SHOWN_SIZE];
	char count[COUNT_SIZE];

	if (!check->has_sets)
		return;
	if (check->told.set_count == 0)
		print_field(check, "sets", "none");
	else
		print_field(check, "sets", "%s%s, such as %s",
		    check->is_whole ? "" : "at least ",
		    count_format(count, (int64_t)check->told.set_count),
		    text_printable(
			shown, sizeof(shown), check->told.sets[0].spec));
}

static void
print_size(const struct check *check)
{
	const struct listing *listing = &check->listing;
	char prefix[80];
	char size[COUNT_SIZE];
	char per_page[COUNT_SIZE];
	char deleted[COUNT_SIZE];

	text_printable(prefix, sizeof(prefix), check->prefix);
	count_format(per_page, (int64_t)listing->largest);
	count_format(deleted, (int64_t)listing->deleted);
	if (listing->records == 0)
		print_field(check, "records", "none in %s%s%s", prefix,
		    check->set == NULL ? "" : " in the set ",
		    check->set == NULL ? "" : check->set);
	else if (listing->size < 0)
		print_field(check, "records",
		    "it does not say how many; %s a page in %s, %s of the "
		    "first %zu deleted",
		    per_page, prefix, deleted, listing->records);
	else
		print_field(check, "records",
		    "%s in %s, %s a page, %s of the first %zu deleted",
		    count_format(size, listing->size), prefix, per_page,
		    deleted, listing->records);
}

static void
print_speed(const struct check *check)
{
	const struct listing *listing = &check->listing;
	double seconds = (double)listing->milliseconds / 1000 / listing->pages;
	double delay = (double)check->delay_milliseconds / 1000;
	int64_t pages = check_page_count(check);
	char count[COUNT_SIZE];
	char duration[COUNT_SIZE];

	if (listing->records == 0)
		return;
	print_field(check, "speed",
	    "%.1f s a page, %.0f pages a minute with the pause of %g s before "
	    "each",
	    seconds, 60 / (seconds + delay > 0.01 ? seconds + delay : 0.01),
	    delay);
	if (pages < 0)
		print_field(check, "full harvest",
		    "nobody can say how long, since it does not say how many "
		    "records it has");
	else
		print_field(check, "full harvest", "%s page%s, about %s",
		    count_format(count, pages), pages == 1 ? "" : "s",
		    duration_format(duration, check_duration(check) + 1));
}

/* OAI-PMH 2.5.1. */
static void
print_deletions(const struct check *check)
{
	struct text policy = text_trim(check->told.identity.deleted_record);

	if (text_is(policy, "persistent"))
		print_field(check, "deletions",
		    "persistent: it says what it deleted, and goes on saying "
		    "so");
	else if (text_is(policy, "transient"))
		print_field(check, "deletions",
		    "transient: it says what it deleted, for a while; what it "
		    "no longer says is found only by comparing with the whole "
		    "list (a sweep)");
	else
		print_field(check, "deletions",
		    "no: it does not say what it deleted; that is found only "
		    "by comparing with the whole list (a sweep)");
}

static const char *
in_words(enum accepted accepted)
{
	switch (accepted) {
	case ACCEPTED_UNTRIED:
		return "not tried";
	case ACCEPTED_YES:
		return "accepted";
	case ACCEPTED_NO:
		break;
	}
	return "refused";
}

static void
print_granularity(const struct check *check)
{
	char shown[80];

	text_printable(
	    shown, sizeof(shown), text_trim(check->told.identity.granularity));
	if (check->days == ACCEPTED_UNTRIED &&
	    check->seconds == ACCEPTED_UNTRIED)
		print_field(check, "granularity", "%s, as it says",
		    shown[0] == '\0' ? "none" : shown);
	else
		print_field(check, "granularity",
		    "%s, as it says; days are %s, seconds %s",
		    shown[0] == '\0' ? "none" : shown, in_words(check->days),
		    in_words(check->seconds));
}

static void
print_clock(const struct check *check)
{
	long skew = check->skew_seconds;
	char duration[COUNT_SIZE];

	if (!check->has_clock)
		return;
	if (skew > -5 && skew < 5)
		print_field(check, "clock", "as ours");
	else
		print_field(check, "clock", "%s %s ours",
		    duration_format(duration, skew < 0 ? -skew : skew),
		    skew < 0 ? "behind" : "ahead of");
}

static void
print_transport(const struct check *check)
{
	const struct listing *listing = &check->listing;
	const struct response *response = &check->identified;
	bool is_https = strncmp(check->url.url, "https:", 6) == 0;
	char wire[COUNT_SIZE];
	char whole[COUNT_SIZE];

	if (listing->pages > 0 && listing->is_packed)
		print_field(check, "compression", "%s came as %s",
		    bytes_format(whole, (int64_t)listing->bytes),
		    bytes_format(wire, (int64_t)listing->wire_bytes));
	else if (listing->pages > 0)
		print_field(check, "compression", "none");
	print_field(check, "connection", "%s",
	    !is_https ? "http, not encrypted"
		: check->access.verify_tls == 0
		? "https, with a certificate that nobody looked at"
		: "https, with a certificate that is known");
	if (response->redirect_status != 0)
		print_field(check, "redirect", "to %s (HTTP %ld)",
		    response->url, response->redirect_status);
}

static void
print_facts(const struct check *check)
{
	print_text(check, "name", check->told.identity.repository_name);
	print_contact(check);
	print_formats(check);
	print_sets(check);
	if (check->listing.pages > 0) {
		print_size(check);
		print_speed(check);
	}
	print_deletions(check);
	print_granularity(check);
	print_clock(check);
	print_transport(check);
}

static void
print_problem(const struct check *check, const struct problem *problem)
{
	const struct problem_kind *kind = problem->kind;
	FILE *out = check->context->out;

	(void)fprintf(
	    out, "\n%s: %s", severity_words(kind->severity), kind->title);
	if (problem->count > problem->example_count)
		(void)fprintf(out, " (%zu times)", problem->count);
	(void)fputc('\n', out);
	for (size_t i = 0; i < problem->example_count; i++) {
		(void)fputs("    ", out);
		wrap_print(check->context, text_of(problem->examples[i]), 4);
	}
	print_field(check, "it means", "%s", kind->means);
	print_field(check, "Sheaf", "%s", kind->sheaf);
	if (kind->paragraph == NULL)
		print_field(check, "to mend it", "%s", kind->mend);
	else
		print_field(check, "to mend it", "%s (%s)", kind->mend,
		    kind->paragraph);
}

static void
print_verdict(const struct check *check)
{
	const struct problem_list *problems = &check->problems;
	FILE *out = check->context->out;
	size_t counts[SEVERITY_COUNT] = { 0 };
	const char *separator = ": ";

	if (problem_has(problems, SEVERITY_STOPS))
		(void)fputs("\nIt cannot be harvested as it is", out);
	else if (problem_has(problems, SEVERITY_LOSES))
		(void)fputs(
		    "\nIt can be harvested, but records would be missing", out);
	else if (!check_is_stopped(check))
		(void)fputs("\nIt can be harvested", out);
	else
		(void)fputs("\nIt was not looked at to the end", out);
	for (size_t i = 0; i < problems->count; i++)
		counts[problems->problems[i].kind->severity]++;
	for (int i = 0; i < SEVERITY_COUNT; i++) {
		if (counts[i] == 0)
			continue;
		(void)fprintf(out, "%s%zu %s", separator, counts[i],
		    severity_counted((enum severity)i, counts[i] == 1));
		separator = ", ";
	}
	(void)fputs(".\n", out);
}

void
check_print(const struct check *check)
{
	char *shown = url_masked(check->url.url);

	(void)fprintf(check->context->out, "%s\n", shown);
	free(shown);
	if (check->told.has_identity)
		print_facts(check);
	print_verdict(check);
	for (size_t i = 0; i < check->problems.count; i++)
		print_problem(check, &check->problems.problems[i]);
}
