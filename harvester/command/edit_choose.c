#include "command/choice.h"
#include "command/edit.h"

/* Whether each of them is harvested already; column 0 is the prefix, 1 the
 * set. */
static bool
are_known(
    const struct word_list *words, const struct reply *selections, int column)
{
	for (size_t i = 0; i < words->count; i++) {
		int row = 0;

		while (row < reply_rows(selections) &&
		    !text_equals(
			words->texts[i], reply_text(selections, row, column)))
			row++;
		if (row == reply_rows(selections))
			return false;
	}
	return true;
}

static void
take_as_typed(struct word_list *chosen, const struct word_list *asked)
{
	for (size_t i = 0; i < asked->count; i++)
		if (!word_list_have(chosen, asked->texts[i]))
			word_list_add(chosen, asked->texts[i]);
}

static bool
choose_new_prefixes(struct edit *edit, struct fault *why)
{
	struct offer offer = { 0 };

	return probe_formats(edit->asked.asking.probe, &offer.formats,
		   &offer.format_count, why) &&
	    choose_prefixes(
		&edit->chosen_prefixes, &edit->prefixes, &offer, why);
}

/* "" is not among the sets of any repository: it is all of them. */
static bool
is_whole(const struct word_list *sets)
{
	return sets->count == 1 && sets->texts[0].length == 0;
}

static bool
choose_new_sets(struct edit *edit, struct fault *why)
{
	struct offer offer = { 0 };
	size_t unlisted;

	offer.has_sets = probe_sets(edit->asked.asking.probe, &offer.sets,
	    &offer.set_count, &offer.is_whole, why);
	if (!offer.has_sets ||
	    !choose_sets(
		&edit->chosen_sets, &edit->sets, &offer, &unlisted, why))
		return false;
	if (unlisted > 0)
		command_say(edit->context,
		    "Some of these sets are not in its list; it is asked for "
		    "them all the same.");
	return true;
}

static int
ask(struct edit *edit, const struct repository *repository, bool has_prefixes,
    bool has_sets)
{
	struct fault why;
	int exit_code =
	    asked_open(&edit->asked, edit->context, "edit", repository->name);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if ((has_prefixes && !choose_new_prefixes(edit, &why)) ||
	    (has_sets && !choose_new_sets(edit, &why))) {
		exit_code = command_fail(edit->context, "edit", &why);
		command_say(edit->context, "Nothing was changed.");
	}
	return exit_code;
}

static void
hand_on(struct edit *edit)
{
	struct repository_change *change = &edit->change;

	change->prefixes = edit->chosen_prefixes.texts;
	change->prefix_count = edit->chosen_prefixes.count;
	change->sets = edit->chosen_sets.texts;
	change->set_count = edit->chosen_sets.count;
}

int
edit_choose(struct edit *edit, struct connection *connection,
    const struct repository *repository)
{
	struct reply *selections;
	struct fault why;
	bool has_new_prefixes;
	bool has_new_sets;
	int exit_code = COMMAND_DONE;

	if (edit->prefixes.count == 0 && edit->sets.count == 0)
		return COMMAND_DONE;
	if (!repository_selections(
		connection, repository->repository_id, &selections, &why))
		return command_fail(edit->context, "edit", &why);
	has_new_prefixes = !are_known(&edit->prefixes, selections, 0);
	has_new_sets =
	    !is_whole(&edit->sets) && !are_known(&edit->sets, selections, 1);
	reply_free(selections);
	if (!has_new_prefixes)
		take_as_typed(&edit->chosen_prefixes, &edit->prefixes);
	if (!has_new_sets)
		take_as_typed(&edit->chosen_sets, &edit->sets);
	if (has_new_prefixes || has_new_sets)
		exit_code =
		    ask(edit, repository, has_new_prefixes, has_new_sets);
	hand_on(edit);
	return exit_code;
}
