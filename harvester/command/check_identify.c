#include <string.h>

#include "command/check.h"
#include "oai/datestamp.h"

#define SHOWN_SIZE 300
#define SET_PAGES  3 /* of ListSets that are asked for */

/* "none", or what it is in quotes. */
static void
found_text(struct check *check, const char *problem, struct text text)
{
	char shown[SHOWN_SIZE];

	if (text_trim(text).length == 0)
		check_found(check, problem, "it says none");
	else
		check_found(check, problem, "it says \"%s\"",
		    text_printable(shown, sizeof(shown), text));
}

static bool
is_one_of(struct text text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (text_is(text_trim(text), *words))
			return true;
	return false;
}

static void
judge_base_url(struct check *check)
{
	struct text said = text_trim(check->told.identity.base_url);

	if (!text_is(said, check->url.url) &&
	    !text_is(said, check->identified.url))
		found_text(check, "base_url", said);
}

static void
judge_identity(struct check *check)
{
	static const char *const policies[] = { "no", "transient", "persistent",
		NULL };
	static const char *const units[] = { "YYYY-MM-DD",
		"YYYY-MM-DDThh:mm:ssZ", NULL };
	const struct identity *identity = &check->told.identity;
	time_t ignored;

	judge_base_url(check);
	if (text_trim(identity->repository_name).length == 0)
		check_found(check, "name", NULL);
	if (text_trim(identity->admin_emails).length == 0)
		check_found(check, "admin_email", NULL);
	if (!is_one_of(identity->deleted_record, policies))
		found_text(check, "deleted_record", identity->deleted_record);
	if (!is_one_of(identity->granularity, units))
		found_text(check, "granularity", identity->granularity);
	if (!datestamp_read(identity->earliest_datestamp, &ignored))
		found_text(
		    check, "earliest_datestamp", identity->earliest_datestamp);
}

static void
judge_redirect(struct check *check)
{
	const struct response *response = &check->identified;

	if (response->redirect_status != 0 && response->has_moved)
		check_found(check, "moved", "to %s (HTTP %ld)", response->url,
		    response->redirect_status);
}

bool
check_identify(struct check *check)
{
	struct request request = { .verb = OAI_IDENTIFY };
	bool is_answered =
	    check_ask(check, "who it is", &request, &told_events, &check->told);

	check->identified = check->answer.response;
	if (!is_answered || !check->told.has_identity) {
		if (!check_is_stopped(check))
			check_tell_failure(check);
		return false;
	}
	judge_redirect(check);
	judge_identity(check);
	if (text_is(text_trim(check->told.identity.protocol_version), "2.0"))
		return true;
	found_text(
	    check, "protocol_version", check->told.identity.protocol_version);
	return false;
}

static void
judge_formats(struct check *check)
{
	bool has_dublin_core = false;
	char shown[SHOWN_SIZE];

	for (size_t i = 0; i < check->told.format_count; i++) {
		struct text prefix = check->told.formats[i].prefix;

		has_dublin_core = has_dublin_core || text_is(prefix, "oai_dc");
		if (!metadata_prefix_is_valid(prefix))
			check_found(check, "prefix_invalid", "\"%s\"",
			    text_printable(shown, sizeof(shown), prefix));
	}
	if (!has_dublin_core)
		check_found(check, "oai_dc", NULL);
}

bool
check_formats(struct check *check)
{
	struct request request = { .verb = OAI_LIST_METADATA_FORMATS };
	bool is_answered = check_ask(check, "which metadata formats it has",
	    &request, &told_events, &check->told);
	char words[SHOWN_SIZE];

	if (is_answered && check->told.format_count > 0) {
		judge_formats(check);
		return true;
	}
	if (!check_is_stopped(check))
		check_found(check, "formats_refused", "%s",
		    check_answer_words(check, words, sizeof(words)));
	return false;
}

static void
judge_sets(struct check *check)
{
	char shown[SHOWN_SIZE];

	for (size_t i = 0; i < check->told.set_count; i++)
		if (!set_spec_is_valid(check->told.sets[i].spec))
			check_found(check, "set_invalid", "\"%s\" (ListSets)",
			    text_printable(shown, sizeof(shown),
				check->told.sets[i].spec));
}

/* One page; false: there is none behind it that is of use. */
static bool
ask_sets(struct check *check)
{
	const struct request request = { .verb = OAI_LIST_SETS,
		.resumption_token = buffer_text(&check->token) };
	const struct response_end *end = &check->answer.end;
	bool is_answered = check_ask(
	    check, "which sets it has", &request, &told_events, &check->told);
	bool has_none = is_answered && end->error == OAI_ERROR_NO_SET_HIERARCHY;
	char words[SHOWN_SIZE];

	if (!is_answered || (end->error != OAI_ERROR_NONE && !has_none)) {
		if (!check_is_stopped(check))
			check_found(check, "sets_refused", "%s",
			    check_answer_words(check, words, sizeof(words)));
		return false;
	}
	check->has_sets = true;
	buffer_reset(&check->token);
	if (!has_none)
		buffer_add_text(&check->token, end->resumption_token);
	check->is_whole = check->token.length == 0;
	return !check->is_whole;
}

void
check_sets(struct check *check)
{
	int most = check->is_quick ? 1 : SET_PAGES;

	for (int page = 0; page < most; page++)
		if (!ask_sets(check))
			break;
	buffer_reset(&check->token);
	judge_sets(check);
}
