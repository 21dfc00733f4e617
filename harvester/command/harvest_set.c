#include "command/choice.h"
#include "command/harvesting.h"

#define SHOWN_SIZE 80

/* What this one came back from with nothing, because it was asked for a set
 * that is perhaps none. A regular harvest says so in its reason. */
static bool
is_suspect(const struct reply *harvests, int row)
{
	return reply_text(harvests, row, FOLLOW_SET).length > 0 &&
	    reply_number(harvests, row, FOLLOW_RECORDS) == 0 &&
	    text_is(reply_text(harvests, row, FOLLOW_KIND), "one-off") &&
	    text_is(reply_text(harvests, row, FOLLOW_VERDICT), "complete");
}

static bool
is_listed(const struct offer *offer, struct text set)
{
	for (size_t i = 0; i < offer->set_count; i++)
		if (text_equals(offer->sets[i].spec, set))
			return true;
	return false;
}

static void
notice(struct target *target, struct text set, const char *name)
{
	struct buffer text;
	char shown[SHOWN_SIZE];

	buffer_init(&text, 0);
	buffer_printf(&text,
	    "nothing came, and the repository does not list a set \"%s\"; "
	    "\"sheaf sets %s\" shows those it does",
	    text_printable(shown, sizeof(shown), set), name);
	target->notice = buffer_take(&text);
}

static void
notice_unlisted(struct harvesting *harvesting, struct wanted *wanted,
    const struct reply *harvests, const struct offer *offer)
{
	for (size_t i = 0; i < harvesting->target_count; i++) {
		struct target *target = &harvesting->targets[i];
		struct text set = reply_text(harvests, (int)i, FOLLOW_SET);

		if (target->repository_id == wanted->repository.repository_id &&
		    is_suspect(harvests, (int)i) && !is_listed(offer, set))
			notice(target, set, wanted->repository.name);
	}
}

static bool
has_suspect(const struct harvesting *harvesting, const struct wanted *wanted,
    const struct reply *harvests)
{
	for (size_t i = 0; i < harvesting->target_count; i++)
		if (harvesting->targets[i].repository_id ==
			wanted->repository.repository_id &&
		    is_suspect(harvests, (int)i))
			return true;
	return false;
}

/* One that cannot list its sets, or not all, is believed. */
void
harvesting_notice_sets(
    struct harvesting *harvesting, const struct reply *harvests)
{
	for (size_t i = 0; i < harvesting->wanted_count; i++) {
		struct wanted *wanted = &harvesting->wanted[i];
		struct offer offer = { 0 };
		struct fault ignored;

		/* Open already: all of its sets are from the list. */
		if (wanted->asking.probe != NULL ||
		    !has_suspect(harvesting, wanted, harvests))
			continue;
		asking_open_known(&wanted->asking, harvesting->context,
		    harvesting->connection, &wanted->repository);
		if (probe_sets(wanted->asking.probe, &offer.sets,
			&offer.set_count, &offer.is_whole, &ignored) &&
		    offer.is_whole)
			notice_unlisted(harvesting, wanted, harvests, &offer);
	}
}
