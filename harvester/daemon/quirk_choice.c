#include <string.h>

#include "daemon/question.h"
#include "daemon/quirk_choice.h"
#include "oai/fetch.h"

/* Harvests in a row that failed before dates are given up that nobody has
 * complained about: a server that is down must not look like that. */
#define FAILED_HARVESTS 2

/* Of a request that got no answer at all: servers take 2,000 at the least. */
#define LONG_URL 2000

/* The symptom, and what was asked. */
struct view {
	const struct symptom *symptom;
	struct question question;
	bool is_first; /* no token was sent */
	bool has_date;
};

/* It says that what was asked is wrong, as OAI-PMH or as HTTP knows it. */
static bool
is_refused(const struct view *view)
{
	const struct symptom *symptom = view->symptom;

	return symptom->error == OAI_ERROR_BAD_ARGUMENT ||
	    (symptom->error == OAI_ERROR_NONE && symptom->status == 400);
}

static bool
is_date_refused(const struct view *view)
{
	return view->is_first && view->has_date && is_refused(view);
}

static bool
is_early_refused(const struct view *view)
{
	return is_date_refused(view) && view->question.is_early;
}

static bool
are_seconds_refused(const struct view *view)
{
	return is_date_refused(view) && view->question.has_seconds;
}

static bool
are_days_refused(const struct view *view)
{
	return is_date_refused(view) && !view->question.has_seconds;
}

static bool
has_colon(const struct view *view)
{
	return strchr(view->symptom->list->set_spec, ':') != NULL;
}

static bool
is_colon_refused(const struct view *view)
{
	return are_seconds_refused(view) ||
	    (view->is_first && has_colon(view) && is_refused(view));
}

static bool
is_until_refused(const struct view *view)
{
	return is_date_refused(view) && view->question.request.until.length > 0;
}

/* Whatever the answer is, when it is the same time and again. */
static bool
do_dates_fail(const struct view *view)
{
	const struct symptom *symptom = view->symptom;

	if (is_date_refused(view))
		return true;
	return view->is_first && view->has_date &&
	    symptom->list->is_incremental &&
	    symptom->list->failures >= FAILED_HARVESTS &&
	    (symptom->status == 500 || symptom->error == OAI_ERROR_OTHER ||
		(symptom->status == 200 &&
		    symptom->why->kind == FAULT_MALFORMED));
}

/* A list of everything that has nothing in it, or is refused without dates;
 * not where that was found to be the truth before. */
static bool
is_nothing(const struct view *view)
{
	const struct symptom *symptom = view->symptom;

	return view->is_first && !view->has_date &&
	    (symptom->is_empty ? !symptom->list->was_empty : is_refused(view));
}

static bool
is_nothing_without_from(const struct view *view)
{
	time_t earliest;

	/* Of a set: rather there is none of that name. */
	return is_nothing(view) && view->symptom->list->set_spec[0] == '\0' &&
	    datestamp_read(
		text_of(view->symptom->list->earliest_datestamp), &earliest);
}

static bool
is_nothing_of_a_set(const struct view *view)
{
	return is_nothing(view) && has_colon(view);
}

/* What a token that came a moment ago cannot have deserved. */
static bool
is_token_refused(const struct view *view)
{
	const struct symptom *symptom = view->symptom;
	long status = symptom->status;

	return !view->is_first && symptom->is_fresh &&
	    (symptom->why->kind == FAULT_TOKEN || status == 400 ||
		status == 404 || status == 410 || status == 422);
}

static struct text
token_of(const struct view *view)
{
	return view->question.request.resumption_token;
}

static bool
is_padded_refused(const struct view *view)
{
	return is_token_refused(view) && token_is_padded(token_of(view));
}

static bool
is_encoded_refused(const struct view *view)
{
	return is_token_refused(view) && token_is_encoded(token_of(view));
}

static bool
is_token_refused_that_may_be_raw(const struct view *view)
{
	return is_token_refused(view) && token_may_be_raw(token_of(view));
}

static bool
is_prefix_missed(const struct view *view)
{
	return is_token_refused(view) &&
	    view->symptom->error == OAI_ERROR_BAD_ARGUMENT;
}

static bool
is_prefix_named(const struct view *view)
{
	char message[256];

	return is_prefix_missed(view) &&
	    strcasestr(text_printable(
			   message, sizeof(message), view->symptom->message),
		"metadataPrefix") != NULL;
}

/* Asked for, not answered, asked for again at once or a minute later. */
static bool
is_token_used_up(const struct view *view)
{
	const struct symptom *symptom = view->symptom;

	return !view->is_first && symptom->why->kind == FAULT_TOKEN &&
	    (symptom->was_repeated ||
		(symptom->list->tries == 1 &&
		    symptom->list->token_failures == 0));
}

/* Not only once, and not because it was left lying. */
static bool
do_tokens_fail(const struct view *view)
{
	const struct list_request *list = view->symptom->list;

	return !view->is_first && view->has_date &&
	    view->symptom->why->kind == FAULT_TOKEN && list->restarts > 0 &&
	    list->token_failures > 0;
}

static bool
do_tokens_fail_of_seconds(const struct view *view)
{
	return do_tokens_fail(view) && view->question.has_seconds;
}

static bool
do_tokens_fail_of_days(const struct view *view)
{
	return do_tokens_fail(view) && !view->question.has_seconds;
}

static bool
is_unpackable(const struct symptom *symptom)
{
	return strncmp(
		   symptom->why->text, FETCH_PACKED, strlen(FETCH_PACKED)) == 0;
}

static bool
is_packed_wrongly(const struct view *view)
{
	return is_unpackable(view->symptom);
}

static bool
is_url_too_long(const struct view *view)
{
	const struct symptom *symptom = view->symptom;
	struct buffer url;
	bool is_long;

	if (symptom->status == 414 || symptom->status == 431)
		return true;
	if (symptom->status != 0 || symptom->why->kind != FAULT_NETWORK ||
	    symptom->list->tries == 0)
		return false;
	buffer_init(&url, 0);
	is_long = request_url(
		      &url, symptom->list->base_url, &view->question.request) &&
	    url.length > LONG_URL;
	buffer_fini(&url);
	return is_long;
}

/* The first that fits is tried. */
static const struct candidate {
	enum quirk quirk;
	bool (*fits)(const struct view *view);
} candidates[] = {
	{ QUIRK_IDENTITY_ENCODING, is_packed_wrongly },
	{ QUIRK_POST, is_url_too_long },
	{ QUIRK_CLAMP_FROM, is_early_refused },
	{ QUIRK_GRANULARITY_DAY, are_seconds_refused },
	{ QUIRK_RAW_COLON, is_colon_refused },
	{ QUIRK_GRANULARITY_SECOND, are_days_refused },
	{ QUIRK_NO_WINDOWS, is_until_refused },
	{ QUIRK_NO_DATES, do_dates_fail },
	{ QUIRK_FROM_EARLIEST, is_nothing_without_from },
	{ QUIRK_RAW_COLON, is_nothing_of_a_set },
	{ QUIRK_SINGLE_USE_TOKEN, is_token_used_up },
	{ QUIRK_PREFIX_WITH_TOKEN, is_prefix_named },
	{ QUIRK_UNTRIMMED_TOKEN, is_padded_refused },
	{ QUIRK_ENCODED_TOKEN, is_encoded_refused },
	{ QUIRK_RAW_TOKEN, is_token_refused_that_may_be_raw },
	{ QUIRK_PREFIX_WITH_TOKEN, is_prefix_missed },
	{ QUIRK_GRANULARITY_DAY, do_tokens_fail_of_seconds },
	{ QUIRK_GRANULARITY_SECOND, do_tokens_fail_of_days },
};

/* barred: ruled out by a person, or tried for this list already. */
static enum quirk
find(const struct symptom *symptom, quirk_set quirks, quirk_set barred)
{
	struct view view = { .symptom = symptom };

	question_make(&view.question, symptom->list, quirks);
	view.is_first = symptom->list->token == NULL;
	view.has_date = view.question.request.from.length > 0 ||
	    view.question.request.until.length > 0;
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
		if (!quirk_is_in(quirks | barred, candidates[i].quirk) &&
		    candidates[i].fits(&view))
			return candidates[i].quirk;
	return QUIRK_NONE;
}

/* Nothing that says whether the quirk helps: no answer, half of one, a server
 * that is busy, a database that is away. */
static bool
is_beside_the_point(const struct symptom *symptom)
{
	switch (symptom->why->kind) {
	case FAULT_NETWORK:
		return symptom->status != 500 && !is_unpackable(symptom);
	case FAULT_BUSY:
	case FAULT_FENCED:
	case FAULT_STORE:
		return true;
	case FAULT_NONE:
	case FAULT_BLOCKED:
	case FAULT_GONE:
	case FAULT_REFUSED:
	case FAULT_MALFORMED:
	case FAULT_PROTOCOL:
	case FAULT_TOKEN:
	case FAULT_TOO_LARGE:
	case FAULT_INPUT:
		return false;
	}
	return false;
}

static bool
begins_lists(enum quirk quirk)
{
	return quirk == QUIRK_GRANULARITY_DAY ||
	    quirk == QUIRK_GRANULARITY_SECOND ||
	    quirk == QUIRK_SINGLE_USE_TOKEN;
}

struct quirk_choice
quirk_choose(const struct symptom *symptom)
{
	struct quirk_choice choice = { .helpless = QUIRK_NONE,
		.next = QUIRK_NONE };
	const struct list_request *list = symptom->list;
	quirk_set barred = quirks_named(text_of(list->quirks_off)) |
	    quirks_named(text_of(list->tried));
	quirk_set quirks = symptom->quirks;

	if (symptom->trying != QUIRK_NONE && is_beside_the_point(symptom)) {
		choice.next = symptom->trying;
		return choice;
	}
	if (symptom->trying != QUIRK_NONE) {
		choice.helpless = symptom->trying;
		barred |= QUIRK_BIT(symptom->trying);
		quirks = quirks_in_force(text_of(list->quirks));
	}
	choice.next = find(symptom, quirks, barred);
	choice.is_new = choice.next != QUIRK_NONE;
	choice.restarts = list->token != NULL && begins_lists(choice.next);
	return choice;
}
