#include <string.h>

#include "command/status_print.h"
#include "oai/quirk.h"

#define SHOWN_SIZE 400

/* Found out, or said; until when. */
static void
print_setting(FILE *out, const struct reply *quirks, int row)
{
	const char *setting = reply_string(quirks, row, QUIRK_SETTING);
	const char *since = reply_string(quirks, row, QUIRK_SINCE);
	const char *until = reply_string(quirks, row, QUIRK_UNTIL);
	char shown[SHOWN_SIZE];

	if (strcmp(setting, "learned") != 0) {
		(void)fprintf(
		    out, "set to %s by a person on %s UTC", setting, since);
		return;
	}
	(void)fprintf(out, "learned %s UTC (%s); ", since,
	    text_printable(
		shown, sizeof(shown), reply_text(quirks, row, QUIRK_REASON)));
	if (reply_bool(quirks, row, QUIRK_IS_IN_FORCE))
		(void)fprintf(out, "looked for again after %s UTC", until);
	else
		(void)fprintf(out,
		    "not used since %s UTC: it is looked whether it is still "
		    "needed",
		    until);
}

void
status_print_quirks(FILE *out, const struct reply *quirks)
{
	for (int row = 0; row < reply_rows(quirks); row++) {
		enum quirk quirk =
		    quirk_named(reply_text(quirks, row, QUIRK_NAME));

		(void)fprintf(out, "%s  %s: %s; ",
		    row == 0 ? "  quirks   " : "           ",
		    reply_string(quirks, row, QUIRK_NAME),
		    quirk == QUIRK_NONE ? "not known to this version"
					: quirk_line(quirk));
		print_setting(out, quirks, row);
		(void)fputc('\n', out);
	}
}
