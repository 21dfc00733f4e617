#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/add.h"
#include "store/status.h"

#define SHOWN_SIZE  200
#define SHOWN_WORDS 12 /* of a long list, for people */

static void
print_words(FILE *out, const struct word_list *words)
{
	char shown[SHOWN_SIZE];

	for (size_t i = 0; i < words->count && i < SHOWN_WORDS; i++)
		(void)fprintf(out, "%s%s", i == 0 ? "" : ", ",
		    text_printable(shown, sizeof(shown), words->texts[i]));
	if (words->count > SHOWN_WORDS)
		(void)fprintf(out, " and %zu more", words->count - SHOWN_WORDS);
}

/* OAI-PMH 2.5.1. */
static const char *
deletions_in_words(struct text deleted_record)
{
	if (text_is(deleted_record, "persistent"))
		return "it says what it deleted, and goes on saying so";
	if (text_is(deleted_record, "transient"))
		return "it says what it deleted, for a while";
	return "it does not say what it deleted";
}

/* What is not said is looked for. */
static void
print_sweep(const struct add *add)
{
	bool has_sets = add->chosen_sets.texts[0].length > 0;
	FILE *out = add->context->out;
	char every[COUNT_SIZE];

	if (text_is(text_trim(add->identity->deleted_record), "persistent") &&
	    !has_sets)
		return;
	if (add->settings.sweep_seconds == 0) {
		(void)fprintf(out,
		    "  swept              never; \"sheaf edit %s sweep=30d\" "
		    "looks for %s\n",
		    add->name,
		    has_sets ? "what has left the sets" : "other deletions");
		return;
	}
	(void)fprintf(out, "  swept              every %s, for %s\n",
	    duration_format(every, add->settings.sweep_seconds),
	    has_sets ? "what has left the sets" : "other deletions");
}

static void
print_url(FILE *out, const char *before, const char *url, const char *behind)
{
	char *masked = url_masked(url);

	(void)fprintf(out, "%s%s%s", before, masked, behind);
	free(masked);
}

static void
print_moved(FILE *out, const struct add *add)
{
	print_url(out, "                     ", add->typed.url, "");
	(void)fprintf(out,
	    " answers by redirect (HTTP %ld) to this, which is what is "
	    "stored\n",
	    add->redirect.status);
}

static void
print_redirect(const struct add *add)
{
	const struct probe_redirect *redirect = &add->redirect;
	FILE *out = add->context->out;

	if (redirect->status == 0)
		return;
	if (add->typed.url != NULL)
		print_moved(out, add);
	else
		(void)fprintf(out,
		    "                     answers by redirect (HTTP %ld) to "
		    "%s\n",
		    redirect->status, redirect->url);
}

/* Perhaps on purpose, for other sets or formats; perhaps not. */
static void
print_same(const struct add *add)
{
	for (int i = 0; i < reply_rows(add->same); i++)
		(void)fprintf(add->context->out,
		    "                     \"%s\" is at this base URL already: "
		    "what both take is stored twice; \"sheaf remove %s\" takes "
		    "this one back\n",
		    reply_string(add->same, i, 0), add->name);
}

static void
print_identity(const struct add *add)
{
	const struct identity *identity = add->identity;
	FILE *out = add->context->out;
	char shown[SHOWN_SIZE];

	(void)fprintf(out, "%s: %s\n", add->name,
	    text_printable(shown, sizeof(shown), identity->repository_name));
	print_url(out, "  base URL           ", add->url.url, "\n");
	print_redirect(add);
	print_same(add);
	if (identity->base_url.length > 0 &&
	    !text_is(identity->base_url, add->url.url)) {
		(void)text_printable(shown, sizeof(shown), identity->base_url);
		print_url(
		    out, "                     it calls itself ", shown, "\n");
	}
	(void)fprintf(out, "  earliestDatestamp  %s\n",
	    text_printable(shown, sizeof(shown), identity->earliest_datestamp));
	(void)fprintf(out, "  deletedRecord      %s: %s\n",
	    text_printable(
		shown, sizeof(shown), text_trim(identity->deleted_record)),
	    deletions_in_words(text_trim(identity->deleted_record)));
}

static void
print_offer(const struct add *add)
{
	FILE *out = add->context->out;
	struct word_list prefixes = { 0 };

	for (size_t i = 0; i < add->offer.format_count; i++)
		word_list_add(&prefixes, add->offer.formats[i].prefix);
	(void)fprintf(out, "  formats            ");
	print_words(out, &prefixes);
	word_list_fini(&prefixes);
	if (!add->offer.has_sets)
		(void)fprintf(out,
		    "\n  sets               could not be listed: %s\n",
		    add->sets_why.text);
	else if (add->offer.set_count == 0)
		(void)fprintf(out, "\n  sets               none\n");
	else
		(void)fprintf(out, "\n  sets               %s%zu\n",
		    add->offer.is_whole ? "" : "at least ",
		    add->offer.set_count);
}

static void
print_plan(const struct add *add, bool has_daemon)
{
	FILE *out = add->context->out;
	char every[COUNT_SIZE];

	(void)fprintf(out, "  harvested          ");
	print_words(out, &add->chosen_prefixes);
	if (add->chosen_sets.texts[0].length > 0) {
		(void)fprintf(out, " of the sets ");
		print_words(out, &add->chosen_sets);
	}
	if (sets_have_pattern(&add->sets))
		(void)fprintf(out,
		    " (these %zu; sets made later are not included)",
		    add->chosen_sets.count);
	if (add->unlisted > 0)
		(void)fprintf(
		    out, " (%zu of them not listed by it)", add->unlisted);
	duration_format(every, add->settings.every_seconds);
	(void)fprintf(out, ", every %s\n", every);
	if (add->is_harvested_later)
		(void)fprintf(out, "  first              in %s", every);
	else
		(void)fprintf(out, "  first              %s",
		    has_daemon ? "now, by the daemon"
			       : "as soon as a daemon runs");
	(void)fprintf(
	    out, "; \"sheaf harvest %s\" does it at once\n", add->name);
	print_sweep(add);
}

static void
write_words(struct json *json, const char *key, const struct word_list *words)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < words->count; i++)
		if (words->texts[i].length > 0)
			json_text(json, words->texts[i]);
	json_end(json);
}

static void
write_url(struct json *json, const char *key, const char *url)
{
	char *masked = url == NULL ? NULL : url_masked(url);

	json_key(json, key);
	json_string(json, masked);
	free(masked);
}

static void
print_as_json(const struct add *add)
{
	const struct identity *identity = add->identity;
	struct word_list formats = { 0 };
	struct buffer buffer;
	struct json json;

	for (size_t i = 0; i < add->offer.format_count; i++)
		word_list_add(&formats, add->offer.formats[i].prefix);
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, add->name);
	json_key(&json, "group_name");
	json_string(&json, add->group);
	write_url(&json, "base_url", add->url.url);
	write_url(&json, "redirected_from", add->typed.url);
	json_key(&json, "same_base_url");
	json_array(&json);
	for (int i = 0; i < reply_rows(add->same); i++)
		json_text(&json, reply_text(add->same, i, 0));
	json_end(&json);
	json_key(&json, "repository_name");
	json_text(&json, identity->repository_name);
	json_key(&json, "earliest_datestamp");
	json_text(&json, identity->earliest_datestamp);
	json_key(&json, "deleted_record");
	json_text(&json, identity->deleted_record);
	json_key(&json, "granularity");
	json_text(&json, identity->granularity);
	write_words(&json, "formats", &formats);
	json_key(&json, "sets");
	json_number(&json, (int64_t)add->offer.set_count);
	write_words(&json, "metadata_prefixes", &add->chosen_prefixes);
	write_words(&json, "set_specs", &add->chosen_sets);
	json_key(&json, "every_seconds");
	json_number(&json, add->settings.every_seconds);
	json_key(&json, "first_harvest_seconds");
	json_number(
	    &json, add->is_harvested_later ? add->settings.every_seconds : 0);
	json_end(&json);
	command_print_json(add->context, buffer.bytes);
	buffer_fini(&buffer);
	word_list_fini(&formats);
}

/* They are the host's; repositories that were there before get them too. */
static bool
say_neighbours(struct add *add, struct fault *why)
{
	struct repository added = { 0 };

	if (!add->has_delay && !add->has_connections)
		return true;
	if (!repository_find(add->connection, add->name, &added, why))
		return false;
	if (added.neighbours > 0)
		command_say(add->context,
		    "delay and connections are of the host %s: they hold for "
		    "%ld more of your repositories.",
		    added.host, added.neighbours);
	repository_fini(&added);
	return true;
}

int
add_report(struct add *add)
{
	bool has_daemon = false;
	struct fault why;

	if (!say_neighbours(add, &why))
		return command_fail(add->context, "add", &why);
	if (add->context->is_json) {
		print_as_json(add);
		return COMMAND_DONE;
	}
	if (!status_worker_alive(add->connection, "harvest", &has_daemon, &why))
		return command_fail(add->context, "add", &why);
	print_identity(add);
	print_offer(add);
	print_plan(add, has_daemon);
	return COMMAND_DONE;
}
