#include <string.h>

#include "base/guess.h"
#include "command/edit.h"
#include "oai/quirk.h"

static bool
refuse_name(const char *written, struct fault *why)
{
	struct guess guess;
	char shown[60];

	guess_init(&guess, text_of(written));
	for (unsigned i = 0; i < QUIRK_NONE; i++)
		guess_look_at(&guess, quirk_name((enum quirk)i));
	(void)text_printable(shown, sizeof(shown), text_of(written));
	if (guess.best != NULL)
		return fault_set(why, FAULT_INPUT,
		    "there is no quirk \"%s\"; did you mean \"%s\"?", shown,
		    guess.best);
	return fault_set(why, FAULT_INPUT,
	    "there is no quirk \"%s\"; \"sheaf help edit\" lists them", shown);
}

bool
edit_read_quirk(
    struct edit *edit, const char *name, const char *value, struct fault *why)
{
	static const char *const settings[] = { "on", "off", "auto" };
	struct repository_change *change = &edit->change;
	enum quirk quirk = quirk_named(text_of(name));
	char shown[60];

	if (quirk == QUIRK_NONE)
		return refuse_name(name, why);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (strcmp(value, settings[i]) == 0 &&
		    change->quirk_count < REPOSITORY_QUIRKS) {
			change->quirks[change->quirk_count++] =
			    (struct quirk_change){ quirk_name(quirk),
				    settings[i] };
			return true;
		}
	return fault_set(why, FAULT_INPUT,
	    "quirk.%s cannot be \"%s\"; it is on, off or auto",
	    quirk_name(quirk),
	    text_printable(shown, sizeof(shown), text_of(value)));
}
