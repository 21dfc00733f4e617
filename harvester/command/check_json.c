#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/check.h"

/* null where it is not said. */
static void
write_text(struct json *json, const char *key, struct text text)
{
	text = text_trim(text);
	json_key(json, key);
	if (text.length == 0)
		json_null(json);
	else
		json_text(json, text);
}

static void
write_number(struct json *json, const char *key, int64_t number)
{
	json_key(json, key);
	if (number < 0)
		json_null(json);
	else
		json_number(json, number);
}

static void
write_identity(struct json *json, const struct identity *identity)
{
	struct text rest = text_trim(identity->admin_emails);

	json_key(json, "identity");
	json_object(json);
	write_text(json, "repository_name", identity->repository_name);
	write_text(json, "base_url", identity->base_url);
	write_text(json, "protocol_version", identity->protocol_version);
	json_key(json, "admin_emails");
	json_array(json);
	while (rest.length > 0) {
		const char *end = memchr(rest.bytes, '\n', rest.length);
		size_t length =
		    end == NULL ? rest.length : (size_t)(end - rest.bytes);

		json_text(json, text_trim((struct text){ rest.bytes, length }));
		rest.bytes += length;
		rest.length -= length;
		rest = text_trim(rest);
	}
	json_end(json);
	write_text(json, "earliest_datestamp", identity->earliest_datestamp);
	write_text(json, "deleted_record", identity->deleted_record);
	write_text(json, "granularity", identity->granularity);
	json_end(json);
}

static void
write_offer(struct json *json, const struct check *check)
{
	json_key(json, "formats");
	json_array(json);
	for (size_t i = 0; i < check->told.format_count; i++) {
		json_object(json);
		write_text(
		    json, "metadata_prefix", check->told.formats[i].prefix);
		write_text(json, "schema", check->told.formats[i].schema);
		write_text(json, "namespace", check->told.formats[i].namespace);
		json_end(json);
	}
	json_end(json);
	json_key(json, "sets");
	if (!check->has_sets) {
		json_null(json);
		return;
	}
	json_array(json);
	for (size_t i = 0; i < check->told.set_count; i++) {
		json_object(json);
		write_text(json, "set_spec", check->told.sets[i].spec);
		write_text(json, "name", check->told.sets[i].name);
		json_end(json);
	}
	json_end(json);
	json_key(json, "sets_are_whole");
	json_bool(json, check->is_whole);
}

static void
write_listing(struct json *json, const struct check *check)
{
	const struct listing *listing = &check->listing;
	double seconds;
	double delay = (double)check->delay_milliseconds / 1000;

	json_key(json, "records");
	if (listing->pages == 0) {
		json_null(json);
		return;
	}
	seconds = (double)listing->milliseconds / 1000 / listing->pages;
	json_object(json);
	write_text(json, "metadata_prefix", check->prefix);
	json_key(json, "set_spec");
	json_string(json, check->set);
	write_number(json, "complete_list_size", listing->size);
	write_number(json, "pages_read", listing->pages);
	write_number(json, "records_read", (int64_t)listing->records);
	write_number(json, "deleted_read", (int64_t)listing->deleted);
	write_number(json, "records_a_page", (int64_t)listing->largest);
	json_key(json, "seconds_a_page");
	json_real(json, seconds);
	json_key(json, "pages_a_minute");
	json_real(json, 60 / (seconds + delay > 0.01 ? seconds + delay : 0.01));
	write_number(json, "pages", check_page_count(check));
	write_number(json, "full_harvest_seconds", check_duration(check));
	write_number(json, "token_lifetime_seconds", listing->lifetime);
	json_key(json, "is_compressed");
	json_bool(json, listing->is_packed);
	write_number(json, "bytes", (int64_t)listing->bytes);
	write_number(json, "wire_bytes", (int64_t)listing->wire_bytes);
	json_end(json);
}

static void
write_accepted(struct json *json, const char *key, enum accepted accepted)
{
	json_key(json, key);
	if (accepted == ACCEPTED_UNTRIED)
		json_null(json);
	else
		json_bool(json, accepted == ACCEPTED_YES);
}

static void
write_behaviour(struct json *json, const struct check *check)
{
	const struct response *response = &check->identified;

	write_accepted(json, "accepts_days", check->days);
	write_accepted(json, "accepts_seconds", check->seconds);
	json_key(json, "clock_skew_seconds");
	if (check->has_clock)
		json_number(json, check->skew_seconds);
	else
		json_null(json);
	json_key(json, "redirect");
	if (response->redirect_status == 0) {
		json_null(json);
	} else {
		json_object(json);
		json_key(json, "status");
		json_number(json, response->redirect_status);
		json_key(json, "url");
		json_string(json, response->url);
		json_key(json, "is_permanent");
		json_bool(json, response->has_moved);
		json_end(json);
	}
	json_key(json, "requests");
	json_number(json, check->requests);
}

static void
write_problem(struct json *json, const struct problem *problem)
{
	const struct problem_kind *kind = problem->kind;

	json_object(json);
	json_key(json, "problem");
	json_string(json, kind->name);
	json_key(json, "severity");
	json_string(json, severity_name(kind->severity));
	json_key(json, "title");
	json_string(json, kind->title);
	json_key(json, "count");
	json_number(json, (int64_t)problem->count);
	json_key(json, "examples");
	json_array(json);
	for (size_t i = 0; i < problem->example_count; i++)
		json_string(json, problem->examples[i]);
	json_end(json);
	json_key(json, "means");
	json_string(json, kind->means);
	json_key(json, "sheaf");
	json_string(json, kind->sheaf);
	json_key(json, "mend");
	json_string(json, kind->mend);
	json_key(json, "paragraph");
	json_string(json, kind->paragraph);
	json_end(json);
}

static const char *
verdict_of(const struct check *check)
{
	if (problem_has(&check->problems, SEVERITY_STOPS))
		return "not_harvestable";
	if (check_is_stopped(check))
		return "stopped";
	return problem_has(&check->problems, SEVERITY_LOSES)
	    ? "harvestable_with_losses"
	    : "harvestable";
}

void
check_print_json(const struct check *check)
{
	char *shown = url_masked(check->url.url);
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "base_url");
	json_string(&json, shown);
	free(shown);
	json_key(&json, "verdict");
	json_string(&json, verdict_of(check));
	if (check->told.has_identity)
		write_identity(&json, &check->told.identity);
	write_offer(&json, check);
	write_listing(&json, check);
	write_behaviour(&json, check);
	json_key(&json, "problems");
	json_array(&json);
	for (size_t i = 0; i < check->problems.count; i++)
		write_problem(&json, &check->problems.problems[i]);
	json_end(&json);
	json_end(&json);
	command_print_json(check->context, buffer.bytes);
	buffer_fini(&buffer);
}
