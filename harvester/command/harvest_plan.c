#include <stdlib.h>

#include "base/heap.h"
#include "command/choice.h"
#include "command/harvesting.h"

static int
refuse_sets(const struct harvesting *harvesting, const struct wanted *wanted,
    const struct fault *why)
{
	const char *name = wanted->repository.name;

	if (why->kind != FAULT_INPUT)
		return command_refuse(harvesting->context, "harvest",
		    COMMAND_FAILED, "%s: %s", name, why->text);
	return command_refuse(harvesting->context, "harvest", COMMAND_NOTHING,
	    "%s: %s; \"sheaf sets %s\" lists them", name, why->text, name);
}

static int
look_up_sets(struct harvesting *harvesting, struct wanted *wanted)
{
	struct offer offer = { .has_sets = true };
	struct fault why;
	size_t unlisted;

	asking_open_known(&wanted->asking, harvesting->context,
	    harvesting->connection, &wanted->repository);
	if (!probe_sets(wanted->asking.probe, &offer.sets, &offer.set_count,
		&offer.is_whole, &why) ||
	    !choose_sets(
		&wanted->sets, &harvesting->sets, &offer, &unlisted, &why))
		return refuse_sets(harvesting, wanted, &why);
	command_say(harvesting->context, "%s: %zu %s.", wanted->repository.name,
	    wanted->sets.count,
	    wanted->sets.count == 1 ? "set matches" : "sets match");
	if (!offer.is_whole)
		command_say(harvesting->context,
		    "%s lists more sets than Sheaf asks for; there may be more "
		    "that match.",
		    wanted->repository.name);
	return COMMAND_DONE;
}

int
harvesting_look_up_sets(struct harvesting *harvesting)
{
	const struct word_list *sets = &harvesting->sets;
	bool is_needed = sets_have_pattern(sets);
	int exit_code = COMMAND_DONE;

	for (size_t i = 0;
	     i < harvesting->wanted_count && exit_code == COMMAND_DONE; i++) {
		struct wanted *wanted = &harvesting->wanted[i];

		if (is_needed)
			exit_code = look_up_sets(harvesting, wanted);
		for (size_t j = 0; !is_needed && j < sets->count; j++)
			word_list_add(&wanted->sets, sets->texts[j]);
	}
	return exit_code;
}

static bool
request(struct harvesting *harvesting, const struct repository *repository,
    struct text prefix, struct text set, struct fault *why)
{
	struct harvest_order order = harvesting->dates;
	struct target target = { .name = repository->name,
		.repository_id = repository->repository_id };

	order.repository_id = repository->repository_id;
	order.metadata_prefix = prefix;
	order.set_spec = set;
	if (!harvest_request(harvesting->connection, &order, &target.harvest_id,
		&target.is_joined, why))
		return false;
	harvesting->targets = reallocarray(
	    harvesting->targets, harvesting->target_count + 1, sizeof(target));
	if (harvesting->targets == NULL)
		heap_out();
	harvesting->targets[harvesting->target_count++] = target;
	return true;
}

/* What the options leave open comes from what is harvested regularly. */
struct plan {
	struct word_list prefixes; /* pairs with sets, of the same count */
	struct word_list sets;
};

static void
plan_add(struct plan *plan, struct text prefix, struct text set)
{
	for (size_t i = 0; i < plan->prefixes.count; i++)
		if (text_equals(plan->prefixes.texts[i], prefix) &&
		    text_equals(plan->sets.texts[i], set))
			return;
	word_list_add(&plan->prefixes, prefix);
	word_list_add(&plan->sets, set);
}

/* One prefix: with the sets asked for, or those that go with it. */
static void
plan_prefix(struct plan *plan, const struct wanted *wanted, struct text prefix,
    const struct reply *selections)
{
	bool is_known = false;

	for (size_t i = 0; i < wanted->sets.count; i++)
		plan_add(plan, prefix, wanted->sets.texts[i]);
	if (wanted->sets.count > 0)
		return;
	for (int i = 0; i < reply_rows(selections); i++) {
		if (!text_equals(reply_text(selections, i, 0), prefix))
			continue;
		plan_add(plan, prefix, reply_text(selections, i, 1));
		is_known = true;
	}
	if (!is_known)
		plan_add(plan, prefix, TEXT(""));
}

static void
plan_make(struct plan *plan, const struct word_list *prefixes,
    const struct wanted *wanted, const struct reply *selections)
{
	for (size_t i = 0; i < prefixes->count; i++)
		plan_prefix(plan, wanted, prefixes->texts[i], selections);
	if (prefixes->count > 0)
		return;
	for (int i = 0; i < reply_rows(selections); i++)
		plan_prefix(
		    plan, wanted, reply_text(selections, i, 0), selections);
}

static bool
request_all(struct harvesting *harvesting, const struct wanted *wanted,
    struct fault *why)
{
	const struct repository *repository = &wanted->repository;
	struct plan plan = { 0 };
	struct reply *selections;
	bool done = true;

	if (!repository_selections(harvesting->connection,
		repository->repository_id, &selections, why))
		return false;
	plan_make(&plan, &harvesting->prefixes, wanted, selections);
	for (size_t i = 0; done && i < plan.prefixes.count; i++)
		done = request(harvesting, repository, plan.prefixes.texts[i],
		    plan.sets.texts[i], why);
	word_list_fini(&plan.prefixes);
	word_list_fini(&plan.sets);
	reply_free(selections);
	return done;
}

bool
harvesting_request(struct harvesting *harvesting, struct fault *why)
{
	for (size_t i = 0; i < harvesting->wanted_count; i++)
		if (!request_all(harvesting, &harvesting->wanted[i], why))
			return false;
	return true;
}
