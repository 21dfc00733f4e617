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
choose_new_prefixes(
    const struct edit *edit, struct edit_one *one, struct fault *why)
{
	struct offer offer = { 0 };

	return probe_formats(one->asking.probe, &offer.formats,
		   &offer.format_count, why) &&
	    choose_prefixes(&one->prefixes, &edit->prefixes, &offer, why);
}

/* "" is not among the sets of any repository: it is all of them. */
static bool
is_whole(const struct word_list *sets)
{
	return sets->count == 1 && sets->texts[0].length == 0;
}

static bool
choose_new_sets(
    const struct edit *edit, struct edit_one *one, struct fault *why)
{
	struct offer offer = { 0 };
	size_t unlisted;

	offer.has_sets = probe_sets(one->asking.probe, &offer.sets,
	    &offer.set_count, &offer.is_whole, why);
	if (!offer.has_sets ||
	    !choose_sets(&one->sets, &edit->sets, &offer, &unlisted, why))
		return false;
	if (unlisted > 0)
		command_say(edit->context,
		    "%s: some of these sets are not in its list; it is asked "
		    "for them all the same.",
		    one->repository->name);
	return true;
}

bool
edit_choose(const struct edit *edit, struct edit_one *one, struct fault *why)
{
	struct reply *selections;
	bool has_new_prefixes;
	bool has_new_sets;

	if (edit->prefixes.count == 0 && edit->sets.count == 0)
		return true;
	if (!repository_selections(edit->connection,
		one->repository->repository_id, &selections, why))
		return false;
	has_new_prefixes = !are_known(&edit->prefixes, selections, 0);
	has_new_sets =
	    !is_whole(&edit->sets) && !are_known(&edit->sets, selections, 1);
	reply_free(selections);
	if (!has_new_prefixes)
		take_as_typed(&one->prefixes, &edit->prefixes);
	if (!has_new_sets)
		take_as_typed(&one->sets, &edit->sets);
	if (has_new_prefixes || has_new_sets)
		asking_open_known(&one->asking, edit->context, edit->connection,
		    one->repository);
	return (!has_new_prefixes || choose_new_prefixes(edit, one, why)) &&
	    (!has_new_sets || choose_new_sets(edit, one, why));
}
