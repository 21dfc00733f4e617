#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/check.h"
#include "oai/datestamp.h"

#define SHOWN_SIZE        200
#define WORDS_SIZE        300
#define SLOW_SECONDS      20  /* a page */
#define LIFETIME_SECONDS  600 /* of a token; a pause is soon as long */
#define FUTURE_SECONDS    120
#define DAY               86400
#define PACKED_BYTES      4096 /* worth packing */
/* As for a harvest: daemon/verdict.c. */
#define SHORTFALL_SHARE   20
#define SHORTFALL_RECORDS 4

/* A record of the list that is checked. */
static struct noted *
note(struct check *check, const struct record *record)
{
	struct noted *noted;

	if ((check->noted_count & (check->noted_count - 1)) == 0)
		check->noted = reallocarray(check->noted,
		    check->noted_count == 0 ? 1 : check->noted_count * 2,
		    sizeof(*check->noted));
	if (check->noted == NULL)
		heap_out();
	noted = &check->noted[check->noted_count];
	*noted = (struct noted){
		.identifier = told_keep(&check->told, record->identifier),
		.datestamp = told_keep(&check->told, record->datestamp),
		.has_instant = record->has_instant,
		.instant = record->instant,
		.is_deleted = record->status == RECORD_DELETED,
		.content_hash = record->content_hash,
	};
	if (check->told.is_full)
		return NULL;
	check->noted_count++;
	return noted;
}

static void
judge_form(struct check *check, const struct noted *noted)
{
	char text[DATESTAMP_SIZE];
	char identifier[SHOWN_SIZE];
	char datestamp[80];
	enum granularity unit;
	time_t ignored;
	bool is_strict = noted->datestamp.length < sizeof(text);

	if (noted->datestamp.length == 0) {
		check_found(check, "datestamp_missing", "%s",
		    text_printable(
			identifier, sizeof(identifier), noted->identifier));
		return;
	}
	if (is_strict) {
		memcpy(text, noted->datestamp.bytes, noted->datestamp.length);
		text[noted->datestamp.length] = '\0';
		is_strict = datestamp_parse(text, &ignored, &unit) &&
		    (unit == GRANULARITY_SECOND) == check_says_seconds(check);
	}
	if (!is_strict)
		check_found(check, "datestamp_form", "%s: \"%s\"",
		    text_printable(
			identifier, sizeof(identifier), noted->identifier),
		    text_printable(
			datestamp, sizeof(datestamp), noted->datestamp));
}

static void
judge_moment(struct check *check, const struct noted *noted)
{
	char identifier[SHOWN_SIZE];
	char datestamp[80];
	time_t earliest;
	time_t now = time(NULL) + check->skew_seconds + FUTURE_SECONDS;
	const char *problem = NULL;

	if (!noted->has_instant)
		return;
	/* A day has begun somewhere before it does in UTC; and of a datestamp
	 * that is a day, the second is not known. */
	if (!check_says_seconds(check))
		now += DAY;
	if (noted->instant > now)
		problem = "datestamp_future";
	else if (datestamp_read(
		     check->told.identity.earliest_datestamp, &earliest) &&
	    noted->instant < earliest / DAY * DAY)
		problem = "earliest_too_late";
	if (problem != NULL)
		check_found(check, problem, "%s: %s",
		    text_printable(
			identifier, sizeof(identifier), noted->identifier),
		    text_printable(
			datestamp, sizeof(datestamp), noted->datestamp));
}

static void
judge_record(struct check *check, const struct record *record)
{
	struct noted *noted = note(check, record);
	char spec[SHOWN_SIZE];
	char identifier[SHOWN_SIZE];

	for (size_t i = 0; i < record->set_spec_count; i++)
		if (!set_spec_is_valid(record->set_specs[i]))
			check_found(check, "set_invalid", "\"%s\" (%s)",
			    text_printable(
				spec, sizeof(spec), record->set_specs[i]),
			    text_printable(identifier, sizeof(identifier),
				record->identifier));
	if (noted == NULL)
		return;
	judge_form(check, noted);
	judge_moment(check, noted);
	if (noted->is_deleted) {
		check->listing.deleted++;
		if (text_is(
			text_trim(check->told.identity.deleted_record), "no"))
			check_found(check, "deleted_unsaid", "%s",
			    text_printable(identifier, sizeof(identifier),
				noted->identifier));
	}
}

static void
take_page(void *context, struct page *page)
{
	struct check *check = context;

	for (const struct record *record = page->records; record != NULL;
	     record = record->next)
		judge_record(check, record);
	check_tell_rejects(check, page);
	page_free(page);
}

static const struct reader_events events = { .page = take_page };

static int
compare_noted(const void *a, const void *b)
{
	return text_compare(((const struct noted *)a)->identifier,
	    ((const struct noted *)b)->identifier);
}

/* By identifier, for others to look up; the list's order is not needed any
 * more. first: where the last page begins. */
static void
judge_doubles(struct check *check, size_t first)
{
	struct noted *page = check->noted + first;
	size_t count = check->noted_count - first;
	size_t seen = 0;
	char shown[SHOWN_SIZE];

	if (count == 0)
		return;
	qsort(page, count, sizeof(*page), compare_noted);
	for (size_t i = 0; i < count; i++) {
		text_printable(shown, sizeof(shown), page[i].identifier);
		if (i > 0 && compare_noted(&page[i - 1], &page[i]) == 0)
			check_found(check, "doubled", "%s", shown);
		else if (first > 0 &&
		    bsearch(&page[i], check->noted, first, sizeof(*page),
			compare_noted) != NULL)
			seen++;
	}
	check->listing.has_looped = seen == count;
	for (size_t i = 0; i < count && seen > 0 && seen < count; i++)
		if (bsearch(&page[i], check->noted, first, sizeof(*page),
			compare_noted) != NULL)
			check_found(check, "page_shift", "%s",
			    text_printable(
				shown, sizeof(shown), page[i].identifier));
	qsort(check->noted, check->noted_count, sizeof(*page), compare_noted);
}

static void
note_size(struct check *check)
{
	const struct response_end *end = &check->answer.end;
	struct listing *listing = &check->listing;

	if (end->complete_list_size < 0)
		return;
	if (listing->size >= 0 && listing->size != end->complete_list_size)
		check_found(check, "size_changes", "%lld, then %lld",
		    (long long)listing->size,
		    (long long)end->complete_list_size);
	listing->size = end->complete_list_size;
}

static void
note_lifetime(struct check *check)
{
	const struct response_end *end = &check->answer.end;
	struct text expiration = end->expiration_date;
	time_t expires;

	if (check->listing.lifetime >= 0 || expiration.length == 0 ||
	    !end->has_instant || !datestamp_read(expiration, &expires))
		return;
	check->listing.lifetime = (int64_t)(expires - end->instant);
	if (check->listing.lifetime < 0)
		check->listing.lifetime = 0;
	if (check->listing.lifetime < LIFETIME_SECONDS)
		check_found(check, "token_lifetime", "%lld s",
		    (long long)check->listing.lifetime);
}

/* What a page brought, into the listing. */
static void
add_page(struct check *check)
{
	const struct response_end *end = &check->answer.end;
	const struct response *response = &check->answer.response;
	struct listing *listing = &check->listing;
	size_t records = end->records + end->rejects;

	listing->pages++;
	listing->records += records;
	if (records > listing->largest)
		listing->largest = records;
	listing->bytes += response->body_bytes;
	listing->wire_bytes += response->wire_bytes;
	listing->milliseconds += response->milliseconds;
	listing->is_packed = listing->is_packed || response->is_packed;
	listing->has_ended = end->resumption_token.length == 0;
	if (records == 0 && !listing->has_ended)
		check_found(check, "empty_page", "page %u", listing->pages);
	if (response->milliseconds > SLOW_SECONDS * 1000L)
		check_found(check, "slow", "page %u: %ld s", listing->pages,
		    response->milliseconds / 1000);
	note_size(check);
	note_lifetime(check);
	buffer_reset(&check->token);
	buffer_add_text(&check->token, end->resumption_token);
}

static bool
refuse_first(struct check *check)
{
	char words[WORDS_SIZE];

	if (check->answer.why.kind == FAULT_NONE)
		check_found(check,
		    check->answer.end.error ==
			    OAI_ERROR_CANNOT_DISSEMINATE_FORMAT
			? "format_missing"
			: "list_refused",
		    "%s", check_answer_words(check, words, sizeof(words)));
	else if (check->answer.response.why.kind == FAULT_NONE &&
	    check->answer.response.status == 200 &&
	    memmem(check->body.bytes, check->body.length, "OAI-PMH", 7) != NULL)
		check_found(check, "list_broken", "%s",
		    check_answer_words(check, words, sizeof(words)));
	else
		check_tell_failure(check);
	return false;
}

bool
check_first_page(struct check *check)
{
	struct request request = check_request(check, OAI_LIST_RECORDS);
	bool is_answered = check_ask(check, "for the first page of its records",
	    &request, &events, check);
	enum oai_error error = check->answer.end.error;

	if (check_is_stopped(check))
		return false;
	if (!is_answered ||
	    (error != OAI_ERROR_NONE && error != OAI_ERROR_NO_RECORDS_MATCH))
		return refuse_first(check);
	add_page(check);
	judge_doubles(check, 0);
	return true;
}

static void
refuse_next(struct check *check)
{
	const struct exchange_answer *answer = &check->answer;
	char words[WORDS_SIZE];
	bool is_token = answer->why.kind == FAULT_NONE ||
	    answer->response.status == 404 || answer->response.status == 410;

	check_found(check, is_token ? "token_refused" : "page_broken",
	    "page %u: %s", check->listing.pages + 1,
	    check_answer_words(check, words, sizeof(words)));
}

/* OAI-PMH 3.5: the last full page may have had a token. */
static bool
is_end(const struct check *check)
{
	return check->answer.end.error == OAI_ERROR_NO_RECORDS_MATCH;
}

bool
check_next_page(struct check *check)
{
	struct request request = check_request(check, OAI_LIST_RECORDS);
	size_t first = check->noted_count;
	char what[60];

	if (check->token.length == 0 || check->listing.has_looped)
		return false;
	(void)snprintf(what, sizeof(what), "for page %u of its records",
	    check->listing.pages + 1);
	request.resumption_token = buffer_text(&check->token);
	if (!check_ask(check, what, &request, &events, check) ||
	    (check->answer.end.error != OAI_ERROR_NONE && !is_end(check))) {
		if (!check_is_stopped(check))
			refuse_next(check);
		return false;
	}
	add_page(check);
	judge_doubles(check, first);
	if (check->listing.has_looped)
		check_found(check, "token_loop",
		    "page %u brings what page %u "
		    "brought",
		    check->listing.pages, check->listing.pages - 1);
	return true;
}

static void
judge_packing(struct check *check)
{
	struct text said = check->told.identity.compressions;
	char shown[80];

	if (!check->listing.is_packed && check->listing.bytes > PACKED_BYTES &&
	    said.length > 0 &&
	    (memmem(said.bytes, said.length, "gzip", 4) != NULL ||
		memmem(said.bytes, said.length, "deflate", 7) != NULL))
		check_found(check, "compression", "it says %s",
		    text_printable(shown, sizeof(shown), text_trim(said)));
}

void
check_whole_list(struct check *check)
{
	struct listing *listing = &check->listing;
	int64_t missing = listing->size - (int64_t)listing->records;

	judge_packing(check);
	if (!listing->has_ended)
		return;
	if (missing > SHORTFALL_RECORDS &&
	    missing > listing->size / SHORTFALL_SHARE)
		check_found(check, "list_short", "%zu of %lld records",
		    listing->records, (long long)listing->size);
	else
		listing->size = (int64_t)listing->records;
}

/* Only what could not be read is of interest. */
static void
take_other_page(void *context, struct page *page)
{
	check_tell_rejects(context, page);
	page_free(page);
}

void
check_other_format(struct check *check, struct text prefix)
{
	static const struct reader_events other = { .page = take_other_page };
	struct request request = check_request(check, OAI_LIST_RECORDS);
	char words[WORDS_SIZE];
	char shown[80];

	request.metadata_prefix = prefix;
	(void)text_printable(shown, sizeof(shown), prefix);
	if (check_ask(check, "for records in another format", &request, &other,
		check) &&
	    (check->answer.end.error == OAI_ERROR_NONE ||
		check->answer.end.error == OAI_ERROR_NO_RECORDS_MATCH))
		return;
	if (!check_is_stopped(check))
		check_found(check, "format_refused", "%s: %s", shown,
		    check_answer_words(check, words, sizeof(words)));
}
