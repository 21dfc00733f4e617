#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "daemon/advice.h"
#include "oai/fetch.h"

/* By how their policies go on: see verdict.c. */
#define SOON   "Sheaf asks again soon, and less often while that lasts"
#define LATER  "Sheaf asks again after a while, and less often while that lasts"
#define DAILY  "Sheaf asks again, once a day at most"
#define SELDOM "Sheaf asks once a day for a week, then once a week"

#define TELL \
	"\"sheaf report NAME\" writes a mail to whoever runs the repository"

/* Whom a sentence names: daemon/answer.c, oai/fetch_fault.c. */
#define PROXY       "the proxy "
#define CREDENTIALS "the credentials in "

/* Of one kind the first row whose error is the one behind the fault, or begins
 * it ("5": HTTP 500 to 599); "" is any. */
static const struct row {
	enum fault_kind kind;
	const char *error;
	struct advice advice;
} rows[] = {
	{ FAULT_NETWORK, "5", { SOON, "if it lasts, " TELL } },
	{ FAULT_NETWORK, "",
	    { SOON,
		"if it lasts, see whether its base URL opens in a browser, and "
		"whether it has moved" } },
	{ FAULT_BUSY, "429",
	    { LATER, "\"sheaf edit NAME delay=5\" asks it less often" } },
	{ FAULT_BUSY, "", { LATER, "if it lasts, " TELL } },
	{ FAULT_BLOCKED, "401",
	    { SELDOM,
		"it wants a name and password: \"sheaf edit NAME "
		"credentials=FILE\"" } },
	{ FAULT_BLOCKED, "",
	    { SELDOM,
		"ask its administrator to admit the User-Agent \"sheaf\", or "
		"set credentials: \"sheaf edit NAME credentials=FILE\"" } },
	{ FAULT_GONE, "",
	    { DAILY,
		"if it has moved, \"sheaf move NAME URL\" takes its records "
		"along" } },
	{ FAULT_REFUSED, "",
	    { DAILY,
		"if it is your own and meant to be there, \"sheaf edit NAME "
		"allow_private=yes\" allows it" } },
	{ FAULT_MALFORMED, ADVICE_UNNAMED,
	    { LATER,
		"\"sheaf quarantine list NAME\" shows what could not be "
		"read" } },
	{ FAULT_MALFORMED, "",
	    { LATER, "see in a browser what comes at its base URL; " TELL } },
	{ FAULT_PROTOCOL, "badArgument",
	    { DAILY,
		"see whether its formats and sets are still there: \"sheaf "
		"formats NAME\", \"sheaf sets NAME\"" } },
	{ FAULT_PROTOCOL, "cannotDisseminateFormat",
	    { DAILY,
		"\"sheaf formats NAME\" shows which formats it has, and "
		"\"sheaf edit NAME prefix=...\" chooses one" } },
	{ FAULT_PROTOCOL, "noSetHierarchy",
	    { DAILY, "\"sheaf edit NAME set=\" harvests all of it" } },
	{ FAULT_PROTOCOL, ADVICE_WINDOWS,
	    { "Sheaf asks for it in one piece next time", "" } },
	{ FAULT_PROTOCOL, ADVICE_SHORT, { DAILY, "if it lasts, " TELL } },
	{ FAULT_PROTOCOL, "", { DAILY, TELL } },
	{ FAULT_TOKEN, "", { LATER, "if it lasts, " TELL } },
	{ FAULT_TOO_LARGE, "", { DAILY, TELL } },
	{ FAULT_STORE, "", { SOON, "the log of the database says more" } },
	{ FAULT_INPUT, "",
	    { DAILY,
		"when that is put right, \"sheaf harvest NAME\" asks at "
		"once" } },
	{ FAULT_NONE, "", { SOON, "" } },
};

/* Before those: of one kind the first row whose error is among the words of
 * the fault's sentence. */
static const struct row named[] = {
	{ FAULT_NETWORK, PROXY,
	    { SOON,
		"see whether the proxy works, or do without it: \"sheaf "
		"edit NAME proxy=\"" } },
	{ FAULT_NETWORK, "certificate",
	    { SOON,
		"when that is mended, \"sheaf harvest NAME\" asks at once" } },
	{ FAULT_BLOCKED, PROXY,
	    { SELDOM,
		"see whether the proxy lets us through; else ask the "
		"repository's administrator" } },
	{ FAULT_BLOCKED, CREDENTIALS,
	    { SELDOM,
		"see whether those still hold, or ask its administrator what "
		"they are for" } },
	{ FAULT_BLOCKED, "is told no credentials",
	    { SELDOM,
		"if it has moved there, \"sheaf move NAME URL\" follows it" } },
	{ FAULT_REFUSED, "credentials are not sent",
	    { DAILY,
		"\"sheaf edit NAME insecure_credentials=yes\" sends them all "
		"the same" } },
	{ FAULT_REFUSED, "our credentials in it", { DAILY, TELL } },
	{ FAULT_REFUSED, "the redirect from https", { DAILY, TELL } },
	{ FAULT_REFUSED, "https are followed", { DAILY, TELL } },
	{ FAULT_REFUSED, FETCH_LINK_LOCAL,
	    { DAILY,
		"see where its host name, or its redirect, leads: no "
		"repository should be there" } },
	{ FAULT_INPUT, CREDENTIALS,
	    { DAILY,
		"\"sheaf edit NAME credentials=FILE\" names another file; "
		"when it can be read, \"sheaf harvest NAME\" asks at once" } },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

const struct advice *
advice_for(const char *fault, const char *error, const char *reason)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strcmp(fault_name(named[i].kind), fault) == 0 &&
		    strstr(reason, named[i].error) != NULL)
			return &named[i].advice;
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(fault_name(rows[i].kind), fault) == 0 &&
		    strncmp(error, rows[i].error, strlen(rows[i].error)) == 0)
			return &rows[i].advice;
	return &rows[ROWS - 1].advice;
}

void
advice_write(char *into, size_t size, const char *help, const char *repository)
{
	static const char name[] = "NAME";
	const char *at;
	size_t length = 0;

	*into = '\0';
	while ((at = strstr(help, name)) != NULL) {
		(void)snprintf(into + length, size - length, "%.*s%s",
		    (int)(at - help), help, repository);
		length += strlen(into + length);
		help = at + strlen(name);
	}
	(void)snprintf(into + length, size - length, "%s", help);
}
