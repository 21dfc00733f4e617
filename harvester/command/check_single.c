#include "command/check.h"

#define SHOWN_SIZE 200
#define WORDS_SIZE 300
#define NOWHERE    "oai:sheaf.invalid:no-such-record"
#define NO_TOKEN   "sheaf-check-a-token-that-nobody-gave"

static void
take_identifiers(void *context, struct page *page)
{
	(void)context;
	page_free(page);
}

static const struct reader_events no_events = { .page = take_identifiers };

void
check_identifiers(struct check *check)
{
	struct request request = check_request(check, OAI_LIST_IDENTIFIERS);
	char words[WORDS_SIZE];
	bool is_answered = check_ask(
	    check, "for identifiers alone", &request, &no_events, check);
	enum oai_error error = check->answer.end.error;

	if (is_answered &&
	    (error == OAI_ERROR_NONE ||
		(error == OAI_ERROR_NO_RECORDS_MATCH &&
		    check->listing.records == 0)))
		return;
	if (!check_is_stopped(check))
		check_found(check, "identifiers_refused", "%s",
		    check_answer_words(check, words, sizeof(words)));
}

/* The record that is asked for alone. */
struct single {
	struct check *check;
	const struct noted *noted;
	size_t count;
	bool is_it;
	bool is_same;
};

static void
take_single(void *context, struct page *page)
{
	struct single *single = context;
	const struct record *record = page->records;

	for (; record != NULL; record = record->next) {
		single->count++;
		if (!text_equals(record->identifier, single->noted->identifier))
			continue;
		single->is_it = true;
		single->is_same =
		    record->content_hash == single->noted->content_hash;
	}
	check_tell_rejects(single->check, page);
	page_free(page);
}

static const struct noted *
choose(const struct check *check)
{
	for (size_t i = 0; i < check->noted_count; i++)
		if (!check->noted[i].is_deleted)
			return &check->noted[i];
	return NULL;
}

void
check_get_record(struct check *check)
{
	static const struct reader_events events = { .page = take_single };
	struct single single = { .check = check, .noted = choose(check) };
	struct request request = { .verb = OAI_GET_RECORD,
		.metadata_prefix = check->prefix };
	char shown[SHOWN_SIZE];
	char words[WORDS_SIZE];
	bool is_answered;

	if (single.noted == NULL)
		return;
	request.identifier = single.noted->identifier;
	is_answered = check_ask(
	    check, "for one record alone", &request, &events, &single);
	if (check_is_stopped(check))
		return;
	(void)text_printable(shown, sizeof(shown), single.noted->identifier);
	if (!is_answered || check->answer.end.error != OAI_ERROR_NONE)
		check_found(check, "record_refused", "%s: %s", shown,
		    check_answer_words(check, words, sizeof(words)));
	else if (!single.is_it)
		check_found(check, "record_differs", "%s: %s", shown,
		    single.count > 0 ? "another record came" : "none came");
	else if (!single.is_same)
		check_found(check, "record_differs",
		    "%s: its metadata are others than in the list", shown);
}

/* A request that has to be answered with this error. */
static void
expect(struct check *check, const char *what, const struct request *request,
    enum oai_error due, const char *problem)
{
	char words[WORDS_SIZE];

	if (check_ask(check, what, request, &no_events, check) &&
	    check->answer.end.error == due)
		return;
	if (!check_is_stopped(check))
		check_found(check, problem, "%s is due, what came is %s",
		    oai_error_name(due),
		    check_answer_words(check, words, sizeof(words)));
}

void
check_missing_record(struct check *check)
{
	const struct request request = { .verb = OAI_GET_RECORD,
		.metadata_prefix = check->prefix,
		.identifier = TEXT(NOWHERE) };

	expect(check, "for a record that is not there", &request,
	    OAI_ERROR_ID_DOES_NOT_EXIST, "identifier_refused");
}

void
check_bad_argument(struct check *check)
{
	const struct request request = { .verb = OAI_LIST_RECORDS };

	expect(check, "in a wrong way", &request, OAI_ERROR_BAD_ARGUMENT,
	    "wrong_error");
}

void
check_bad_token(struct check *check)
{
	const struct request request = { .verb = OAI_LIST_RECORDS,
		.resumption_token = TEXT(NO_TOKEN) };
	const struct exchange_answer *answer = &check->answer;
	bool is_answered = check_ask(
	    check, "with a token that is none", &request, &no_events, check);
	char words[WORDS_SIZE];

	if (check_is_stopped(check) ||
	    (is_answered &&
		answer->end.error == OAI_ERROR_BAD_RESUMPTION_TOKEN))
		return;
	(void)check_answer_words(check, words, sizeof(words));
	if (is_answered &&
	    (answer->end.error == OAI_ERROR_NONE ||
		(answer->end.error == OAI_ERROR_NO_RECORDS_MATCH &&
		    check->listing.records > 0)))
		check_found(check, "token_anything", "%s came", words);
	else
		check_found(check, "wrong_error",
		    "badResumptionToken is due, what came is %s", words);
}
