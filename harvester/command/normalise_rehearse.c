#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/json.h"
#include "command/interrupt.h"
#include "command/normalising.h"
#include "command/progress.h"
#include "command/wrap.h"
#include "daemon/rehearsal.h"
#include "store/stale.h"

#define FIELDS        80 /* more than there are columns of an item */
#define NAME_SIZE     64 /* of a column */
#define EXAMPLES      20
#define OF_ONE_FIELD  3  /* unless it is the only one */
#define SHOWN_COLUMNS 60 /* characters of a value */

struct change {
	char field[NAME_SIZE];
	int64_t values;
};

struct example {
	const char *repository;
	char *identifier;
	char *field;
	char *old; /* NULL: none */
	char *new;
};

struct outcome {
	struct normalising *normalising;
	struct change changes[FIELDS];
	size_t change_count;
	struct example examples[EXAMPLES];
	size_t example_count;
	int64_t seen;
	int64_t changed; /* items */
	bool is_stopped; /* by a signal: not all were seen */
	struct progress progress;
};

static struct change *
change_of(struct outcome *outcome, const char *field)
{
	struct change *change;

	for (size_t i = 0; i < outcome->change_count; i++)
		if (strcmp(outcome->changes[i].field, field) == 0)
			return &outcome->changes[i];
	if (outcome->change_count == FIELDS)
		abort();
	change = &outcome->changes[outcome->change_count++];
	(void)snprintf(change->field, sizeof(change->field), "%s", field);
	return change;
}

static char *
copy(const struct reply *changes, int row, int column)
{
	return reply_is_null(changes, row, column)
	    ? NULL
	    : heap_string(reply_string(changes, row, column));
}

/* What values are made of says nothing to who looks for values. */
static bool
is_worth_showing(const struct outcome *outcome, const struct change *change)
{
	if (outcome->example_count == EXAMPLES ||
	    strcmp(change->field, "why") == 0 ||
	    strcmp(change->field, "statements") == 0)
		return false;
	return outcome->normalising->field != NULL ||
	    change->values <= OF_ONE_FIELD;
}

static bool
is_wanted(const struct outcome *outcome, const struct reply *changes, int row)
{
	const char *field = outcome->normalising->field;

	return field == NULL ||
	    strcmp(field, reply_string(changes, row, REHEARSAL_FIELD)) == 0;
}

static void
note(struct outcome *outcome, const char *repository,
    const struct reply *changes, int row)
{
	struct change *change =
	    change_of(outcome, reply_string(changes, row, REHEARSAL_FIELD));

	change->values++;
	if (!is_worth_showing(outcome, change))
		return;
	outcome->examples[outcome->example_count++] = (struct example){
		.repository = repository,
		.identifier = copy(changes, row, REHEARSAL_IDENTIFIER),
		.field = copy(changes, row, REHEARSAL_FIELD),
		.old = copy(changes, row, REHEARSAL_OLD),
		.new = copy(changes, row, REHEARSAL_NEW),
	};
}

/* The items of a batch with a change that counts, each once. */
static size_t
note_all(struct outcome *outcome, const char *repository,
    const struct reply *changes, struct text *identifiers)
{
	size_t count = 0;

	for (int row = 0; row < reply_rows(changes); row++) {
		struct text identifier =
		    reply_text(changes, row, REHEARSAL_IDENTIFIER);

		if (!is_wanted(outcome, changes, row))
			continue;
		note(outcome, repository, changes, row);
		if (count == 0 ||
		    !text_equals(identifiers[count - 1], identifier))
			identifiers[count++] = identifier;
	}
	return count;
}

/* What changes is marked, unless it is a dry run. */
static bool
take(struct outcome *outcome, const struct repository *repository,
    const struct reply *changes, struct fault *why)
{
	struct normalising *normalising = outcome->normalising;
	struct text *identifiers =
	    heap_array((size_t)reply_rows(changes) + 1, sizeof(*identifiers));
	size_t count =
	    note_all(outcome, repository->name, changes, identifiers);
	bool done = true;

	outcome->changed += (int64_t)count;
	if (!normalising->is_dry && count > 0) {
		done = stale_mark(normalising->connection,
		    repository->repository_id, identifiers, count, why);
		normalising->marked += (int64_t)count;
	}
	free(identifiers);
	return done;
}

static bool
rehearse_one(struct outcome *outcome, const struct repository *repository,
    struct fault *why)
{
	struct normalising *normalising = outcome->normalising;
	struct rehearsal *rehearsal;
	struct reply *changes;
	size_t count;
	bool done = true;

	if (!rehearsal_new(normalising->connection, repository->repository_id,
		&rehearsal, why))
		return false;
	while (!interrupt_came() &&
	    (done = rehearsal_step(rehearsal, &count, &changes, why)) &&
	    count > 0) {
		struct snapshot now = { .is_harvested = true };

		done = take(outcome, repository, changes, why);
		reply_free(changes);
		if (!done)
			break;
		outcome->seen += (int64_t)count;
		now.stale = normalising->items - outcome->seen;
		progress_show(&outcome->progress, &now);
	}
	rehearsal_free(rehearsal);
	return done;
}

static void
print_value(
    struct command_context *context, const char *what, const char *value)
{
	struct text cut =
	    text_columns(text_of(value == NULL ? "-" : value), SHOWN_COLUMNS);

	(void)fprintf(context->out, "    %-5s", what);
	command_print(context, cut);
	(void)fputs(
	    value != NULL && value[cut.length] != '\0' ? " ...\n" : "\n",
	    context->out);
}

static int
by_values(const void *a, const void *b)
{
	const struct change *left = a;
	const struct change *right = b;

	if (left->values != right->values)
		return left->values < right->values ? 1 : -1;
	return strcmp(left->field, right->field);
}

static void
print(struct outcome *outcome)
{
	struct command_context *context = outcome->normalising->context;
	char count[COUNT_SIZE];
	char all[COUNT_SIZE];

	(void)fprintf(context->out, "%s of %s items would change.\n",
	    count_format(count, outcome->changed),
	    count_format(all, outcome->seen));
	for (size_t i = 0; i < outcome->change_count; i++)
		(void)fprintf(context->out, "  %-18s %12s %s\n",
		    outcome->changes[i].field,
		    count_format(count, outcome->changes[i].values),
		    outcome->changes[i].values == 1 ? "value" : "values");
	if (outcome->example_count > 0)
		(void)fputs("Examples:\n", context->out);
	for (size_t i = 0; i < outcome->example_count; i++) {
		const struct example *example = &outcome->examples[i];

		(void)fputs("  ", context->out);
		command_print(context, text_of(example->identifier));
		(void)fprintf(context->out, "  (%s)\n  %s\n",
		    example->repository, example->field);
		print_value(context, "old", example->old);
		print_value(context, "new", example->new);
	}
}

static void
write_example(struct json *json, const struct example *example)
{
	json_object(json);
	json_key(json, "repository");
	json_string(json, example->repository);
	json_key(json, "identifier");
	json_string(json, example->identifier);
	json_key(json, "field");
	json_string(json, example->field);
	json_key(json, "old");
	json_string(json, example->old);
	json_key(json, "new");
	json_string(json, example->new);
	json_end(json);
}

static void
print_json(const struct outcome *outcome)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "items");
	json_number(&json, outcome->seen);
	json_key(&json, "changed");
	json_number(&json, outcome->changed);
	json_key(&json, "left");
	json_number(&json, outcome->normalising->items - outcome->seen);
	json_key(&json, "fields");
	json_object(&json);
	for (size_t i = 0; i < outcome->change_count; i++) {
		json_key(&json, outcome->changes[i].field);
		json_number(&json, outcome->changes[i].values);
	}
	json_end(&json);
	json_key(&json, "examples");
	json_array(&json);
	for (size_t i = 0; i < outcome->example_count; i++)
		write_example(&json, &outcome->examples[i]);
	json_end(&json);
	json_end(&json);
	command_print_json(outcome->normalising->context, buffer.bytes);
	buffer_fini(&buffer);
}

static void
forget(struct outcome *outcome)
{
	for (size_t i = 0; i < outcome->example_count; i++) {
		free(outcome->examples[i].identifier);
		free(outcome->examples[i].field);
		free(outcome->examples[i].old);
		free(outcome->examples[i].new);
	}
}

/* What it comes to up to there is told all the same. */
static int
say_stopped(const struct outcome *outcome)
{
	const struct normalising *normalising = outcome->normalising;
	struct command_context *context = normalising->context;
	char seen[COUNT_SIZE];
	char all[COUNT_SIZE];
	char count[COUNT_SIZE];

	command_say(context, "Stopped after %s of %s items.",
	    count_format(seen, outcome->seen),
	    count_format(all, normalising->items));
	if (!normalising->is_dry)
		command_say(context,
		    "%s of them would change and are marked: a daemon makes "
		    "them again, or the next \"sheaf normalise\" or \"sheaf "
		    "harvest\".",
		    count_format(count, outcome->changed));
	return COMMAND_PARTIAL;
}

static bool
rehearse_all(struct outcome *outcome, struct fault *why)
{
	const struct several *several = &outcome->normalising->several;
	bool done = true;

	interrupt_catch(outcome->normalising->connection);
	for (size_t i = 0; done && i < several->count; i++)
		done = rehearse_one(outcome, &several->list[i], why);
	outcome->is_stopped = interrupt_came();
	interrupt_leave();
	return done || outcome->is_stopped;
}

int
normalising_rehearse(struct normalising *normalising)
{
	const struct several *several = &normalising->several;
	struct outcome outcome = { .normalising = normalising };
	struct fault why;
	bool done;

	progress_init(&outcome.progress, normalising->context,
	    several->count == 1 ? several->list[0].name : "all");
	done = rehearse_all(&outcome, &why);
	progress_clear(&outcome.progress);
	qsort(outcome.changes, outcome.change_count, sizeof(outcome.changes[0]),
	    by_values);
	if (done && normalising->is_dry && normalising->context->is_json)
		print_json(&outcome);
	else if (done && normalising->is_dry)
		print(&outcome);
	forget(&outcome);
	if (!done)
		return command_fail(normalising->context, NORMALISE, &why);
	return outcome.is_stopped ? say_stopped(&outcome) : COMMAND_DONE;
}
