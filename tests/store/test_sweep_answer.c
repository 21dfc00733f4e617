#include "sweep.h"

/* Sweeps: what GetRecord says of those that were missed. */

static void
ask_for(bool missed_too)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	parameter_bool(&parameters, missed_too);
	(void)session_query(&session, QUERY_SWEEP_ASK, &parameters);
	assert_int_equal(session_rows(&session), 1);
	sql("UPDATE sheaf.list_request SET lease_id = '" LEASE "' WHERE n = 2");
	fence.n = 2;
	fence.page_number = 0;
}

static void
answer(const char *identifier, const char *error, const char *next)
{
	struct parameters parameters;

	parameters_init(&parameters);
	page_absent(
	    &parameters, &fence, text_of(identifier), error, text_of(next));
	(void)session_query(&session, QUERY_PAGE_ABSENT, &parameters);
	fence.page_number += session_rows(&session);
}

static void
begin_asking(void)
{
	add_record("a", "live", "{}");
	add_record("b", "live", "{}");
	add_record("listed", "live", "{}");
	assert_int_equal(LIST(HEADER("listed")), 1);
	all(QUERY_SWEEP_COMPARE);
	ask_for(true);
}

static void
test_what_is_denied_is_gone_at_once(void **state)
{
	(void)state;
	begin_asking();
	assert_string_equal(value("SELECT string_agg(identifier, ' ' ORDER BY"
				  " identifier) FROM sheaf.wanted WHERE n = 2"),
	    "a b listed");
	assert_string_equal(of_sweep("control"), "listed");
	answer("a", "idDoesNotExist", "b");
	answer("b", NULL, "listed"); /* its server failed */
	assert_true(
	    store(&session, &fence, PAGE(HEADER("listed")), NULL).is_stored);
	assert_string_equal(
	    value("SELECT is_ended FROM sheaf.list_request WHERE n = 2"), "t");
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("gone"), "a");
	assert_string_equal(having("missing"), "b");
	assert_int_equal(number("SELECT count(*) FROM sheaf.quarantine"), 0);
}

/* R23. */
static void
test_who_denies_what_it_lists_is_not_believed(void **state)
{
	(void)state;
	begin_asking();
	answer("a", "idDoesNotExist", "b");
	answer("b", "idDoesNotExist", "listed");
	answer("listed", "idDoesNotExist", NULL);
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("gone"), "");
	assert_string_equal(having("missing"), "a b");
	assert_string_equal(of_sweep("is_doubtful"), "t");
}

/* What is served, unchanged or not, is none of it. */
static void
test_what_is_served_is_alive(void **state)
{
	struct sample same = { "a", 1767225600, "<a/>", NULL, NULL };
	struct fence harvest;

	(void)state;
	harvest = sample_harvest(1);
	assert_true(store(&session, &harvest, PAGE(same), NULL).is_stored);
	sql("UPDATE sheaf.record SET first_seen = '2026-01-01', changed_at ="
	    " '2026-01-01'");
	settle("complete", "whole");
	sweep_once("2026-01-11T12:00:00Z");
	assert_string_equal(having("missing"), "a");
	harvest = sample_harvest(1);
	assert_true(store(&session, &harvest, PAGE(same), NULL).is_stored);
	assert_string_equal(having("live"), "a");
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 0);
	/* Also where only an unmarked absence says that it was missed. */
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, since, missed_in) VALUES (1, 'a',"
	    " 'oai_dc', '', now(), 1)");
	harvest = sample_harvest(1);
	assert_true(store(&session, &harvest, PAGE(same), NULL).is_stored);
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 0);
}

/* Nobody knows whether the control would have come. */
static void
test_answers_without_a_control_do_not_count(void **state)
{
	(void)state;
	begin_asking();
	answer("a", "idDoesNotExist", "b");
	answer("b", "idDoesNotExist", "listed");
	sql("UPDATE sheaf.list_request SET is_ended = true, fault = 'net',"
	    " reason = 'given up' WHERE n = 2");
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("gone"), "");
	assert_string_equal(having("missing"), "a b");
}

static void
test_new_identifiers_are_recognised(void **state)
{
	(void)state;
	add_record("a", "live", "{}");
	add_record("b", "live", "{}");
	sql("UPDATE sheaf.record SET content_hash = hashtext(identifier)");
	sql("INSERT INTO sheaf.record SELECT repository_id, 'new:' ||"
	    " identifier, metadata_prefix, status, datestamp, datestamp_at,"
	    " set_specs, metadata, about, content_hash, header_hash,"
	    " harvest_id, '2026-01-09', '2026-01-09', changed_in FROM"
	    " sheaf.record WHERE identifier = 'a'");
	add_record("other", "live", "{}");
	sql("UPDATE sheaf.record SET first_seen = '2026-01-09', content_hash ="
	    " 77 WHERE identifier = 'other'");
	assert_int_equal(LIST(HEADER("new:a"), HEADER("other")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_true(step(QUERY_SWEEP_SAMPLE, 50) > 0);
	all(QUERY_SWEEP_MATCH);
	assert_string_equal(of_sweep("cardinality(sample) || ' ' ||"
				     " cardinality(matched) || phase"),
	    "2 1matched");
}

TESTS(TEST_WORLD(test_what_is_denied_is_gone_at_once),
    TEST_WORLD(test_who_denies_what_it_lists_is_not_believed),
    TEST_WORLD(test_what_is_served_is_alive),
    TEST_WORLD(test_answers_without_a_control_do_not_count),
    TEST_WORLD(test_new_identifiers_are_recognised))
