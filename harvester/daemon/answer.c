#include <stdio.h>
#include <string.h>

#include "daemon/answer.h"

#define WHO_SIZE 140

/* By a proxy's answer nobody can tell which of the two it is. */
static const char *
who(char into[WHO_SIZE], const struct response *response, const char *whose)
{
	(void)snprintf(into, WHO_SIZE,
	    response->proxy == NULL ? "the repository%s"
				    : "the repository%s, or the proxy %.80s,",
	    whose, response->proxy);
	return into;
}

static bool
judge_refusal(const struct response *response, struct fault *why)
{
	const char *file = response->credentials;
	char name[WHO_SIZE];

	return fault_set(why, FAULT_BLOCKED,
	    "%s refuses us%s%.100s (HTTP %ld)%s", who(name, response, ""),
	    file == NULL ? "" : " and the credentials in ",
	    file == NULL ? "" : file, response->status,
	    response->is_withheld
		? "; it redirects to another host, which is told no "
		  "credentials"
		: "");
}

/* OAI-PMH 3.1.2.2: what HTTP itself says, when there is no OAI-PMH in it. In
 * mid-list what is not there is the token: its list was found at its start. */
static bool
judge_status(const struct response *response, bool is_first, struct fault *why)
{
	char name[WHO_SIZE];

	switch (response->status) {
	case 429:
	case 503:
		if (response->retry_after_seconds >= 0)
			return fault_set(why, FAULT_BUSY,
			    "the repository asks to wait %ld s (HTTP %ld)",
			    response->retry_after_seconds, response->status);
		return fault_set(why, FAULT_BUSY,
		    "the repository is busy (HTTP %ld) and does not say for "
		    "how long",
		    response->status);
	case 401:
	case 403:
	case 451:
		return judge_refusal(response, why);
	case 404:
	case 410:
		if (!is_first)
			return fault_set(why, FAULT_TOKEN,
			    "the repository answers its own resumptionToken "
			    "with HTTP %ld",
			    response->status);
		return fault_set(why, FAULT_GONE,
		    "nothing is at the base URL (HTTP %ld)", response->status);
	case 413:
		return fault_set(why, FAULT_TOO_LARGE,
		    "the repository says that this is too much at once "
		    "(HTTP 413)");
	default:
		break;
	}
	if (response->status >= 500)
		return fault_set(why, FAULT_NETWORK, "%s failed (HTTP %ld)",
		    who(name, response, "'s server"), response->status);
	if (response->status > 300 && response->status < 400)
		return fault_set(why, FAULT_MALFORMED,
		    "the repository redirects, but does not say where to "
		    "(HTTP %ld without a Location)",
		    response->status);
	if (response->status < 200 || response->status > 299)
		return fault_set(why, FAULT_MALFORMED,
		    "the repository answered with HTTP %ld instead of a page",
		    response->status);
	return true;
}

/* Design, rule 5: in mid-list any OAI error is the token's failure, except
 * that there is nothing more: the last full page had a token. Whether the list
 * is short is the verdict's business. */
static bool
judge_error(const struct answer *answer, const struct response_end *end,
    struct fault *why)
{
	bool is_known = end->error != OAI_ERROR_OTHER; /* else in the text */
	char shown[160];

	if (end->error == OAI_ERROR_NONE ||
	    (end->error == OAI_ERROR_NO_RECORDS_MATCH &&
		(answer->is_first || !answer->is_retold)) ||
	    (end->error == OAI_ERROR_CANNOT_DISSEMINATE_FORMAT &&
		answer->is_first && answer->was_served))
		return true;
	return fault_set(why, answer->is_first ? FAULT_PROTOCOL : FAULT_TOKEN,
	    "the repository answered %s%s%s",
	    is_known ? oai_error_name(end->error) : "", is_known ? ": " : "",
	    text_printable(shown, sizeof(shown), end->error_text));
}

/* How the pages are called that walls against bots show to whom they take for
 * one, to be got over by a browser and its user. */
static const char *const walls[] = { "just a moment", "attention required",
	"access denied", "checking your browser", "ddos-guard", "not a bot",
	"are you a robot", "robot check", "you are human", "human verification",
	"security check", "pardon our interruption", "client challenge",
	"bot verification", "request rejected" };

static bool
is_wall(const char *title)
{
	for (size_t i = 0; i < sizeof(walls) / sizeof(walls[0]); i++)
		if (strcasestr(title, walls[i]) != NULL)
			return true;
	return false;
}

bool
answer_is_wall(const struct response *response, const struct reader *reader,
    struct fault *why)
{
	char words[READER_WORDS_SIZE];
	bool is_page = reader_words(reader, words);

	if (!response->is_challenge && !(is_page && is_wall(words)))
		return false;
	(void)fault_set(why, FAULT_BLOCKED,
	    "a wall against bots answered instead of the repository (HTTP "
	    "%ld, \"%s\")",
	    response->status, words);
	return true;
}

/* Something else than OAI-PMH came: why not, in its own words too. */
static bool
judge_other(
    const struct answer *answer, const struct fault *broken, struct fault *why)
{
	const struct response *response = answer->response;
	char words[READER_WORDS_SIZE];

	if (answer_is_wall(response, answer->reader, why) ||
	    !judge_status(response, answer->is_first, why))
		return false;
	(void)reader_words(answer->reader, words);
	if (response->unfinished.kind != FAULT_NONE)
		*why = response->unfinished;
	else if (words[0] == '\0')
		(void)fault_set(why, broken->kind,
		    "the answer cannot be used: %s", broken->text);
	else
		(void)fault_set(why, broken->kind,
		    "the answer cannot be used: %s (\"%s\")", broken->text,
		    words);
	return false;
}

bool
answer_judge(
    const struct answer *answer, struct response_end *end, struct fault *why)
{
	const struct response *response = answer->response;
	struct fault broken = *answer->broken;

	if (response->why.kind != FAULT_NONE) {
		*why = response->why;
		return false;
	}
	if (broken.kind == FAULT_NONE &&
	    reader_finish(answer->reader, end, &broken))
		return response->status == 429 || response->status == 503
		    ? judge_status(response, answer->is_first, why)
		    : judge_error(answer, end, why);
	return judge_other(answer, &broken, why);
}
