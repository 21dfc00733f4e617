#include "base/limit.h"
#include "sample.h"

/* Sweeps: what was not listed, and what that leads to. */

static struct session session;
static struct fence fence;

#define BEGIN "2026-01-10T12:00:00Z"

/* Harvested on the 1st; a sweep under way since the 10th, at noon. */
static void
begin_sweep(const char *set_spec)
{
	fence.n = 1;
	fence.page_number = 0;
	fence.harvest_id =
	    number("INSERT INTO sheaf.harvest (repository_id, metadata_prefix,"
		   " set_spec, kind, asked_by, asked_at, started_at) VALUES (1,"
		   " 'oai_dc', '%s', 'sweep', 'schedule', sheaf.clock(),"
		   " sheaf.clock()) RETURNING harvest_id",
		set_spec);
	sql("INSERT INTO sheaf.list_request (repository_id, harvest_id, n,"
	    " lease_id, verb) VALUES (1, %lld, 1, '" LEASE "',"
	    " 'ListIdentifiers')",
	    (long long)fence.harvest_id);
	sql("INSERT INTO sheaf.sweep (repository_id, harvest_id) VALUES (1,"
	    " %lld)",
	    (long long)fence.harvest_id);
}

/* sheaf.clock() is this moment, about. */
static void
set_clock(const char *moment)
{
	sql("INSERT INTO sheaf.setting VALUES ('clock_offset',"
	    " (timestamptz '%s' - now())::text) ON CONFLICT (name) DO UPDATE"
	    " SET value = excluded.value",
	    moment);
}

static void
add_record(const char *identifier, const char *status, const char *sets)
{
	sql("INSERT INTO sheaf.record (repository_id, identifier,"
	    " metadata_prefix, status, datestamp, set_specs, metadata,"
	    " content_hash, header_hash, harvest_id, first_seen, changed_at,"
	    " changed_in) VALUES (1, '%s', 'oai_dc', '%s', 'x', '%s', '<a/>',"
	    " 1, 2, 1, '2026-01-01', '2026-01-01', '3')",
	    identifier, status, sets);
}

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	sql("UPDATE sheaf.harvest SET verdict = 'complete', proof = 'ended',"
	    " ended_at = now()");
	sql("UPDATE sheaf.selection SET next_from = '2026-01-05'");
	set_clock(BEGIN);
	begin_sweep("");
	session = session_open("WRITER");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	PQfinish(observer);
	return 0;
}

/* A page of headers; token NULL: the list ends. How many rows came back. */
static int
list(struct page *page, const char *token)
{
	size_t listed = page->record_count + page->reject_count;
	struct page_close close = close_with(token);
	struct page_write write;
	struct parameters parameters;
	struct fault why;

	assert_true(page_ready(&write, page, &why));
	close.listed = listed;
	parameters_init(&parameters);
	page_sweep(&parameters, &fence, &write,
	    &(struct page_part){ 0, write.count, true, listed }, &close);
	(void)session_query(&session, QUERY_PAGE_SWEEP, &parameters);
	page_free(page);
	fence.page_number += session_rows(&session);
	return session_rows(&session);
}
#define LIST(...) list(PAGE(__VA_ARGS__), NULL)
#define HEADER(identifier)                                 \
	{                                                  \
		identifier, 1767225600, "<a/>", NULL, NULL \
	}

static int64_t
step(enum query query, int64_t batch)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	parameter_bigint(&parameters, batch);
	(void)session_query(&session, query, &parameters);
	return session_rows(&session) == 0 ? -1
					   : session_number(&session, 0, 0);
}

static void
all(enum query query)
{
	while (step(query, 2) == 2)
		continue;
}

static const char *
of_sweep(const char *column)
{
	return value("SELECT %s FROM sheaf.sweep WHERE harvest_id = %lld",
	    column, (long long)fence.harvest_id);
}

static const char *
missed(void)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.absence WHERE missed_in ="
		     " %lld",
	    (long long)fence.harvest_id);
}

static const char *
having(const char *status)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.record WHERE status = '%s'",
	    status);
}

static const char *
stale(void)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.stale_item");
}

static void
settle(const char *verdict, const char *outcome)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	parameter_string(&parameters, verdict);
	parameter_string(
	    &parameters, strcmp(verdict, "complete") == 0 ? "ended" : NULL);
	parameter_null(&parameters);
	parameter_string(&parameters, "a sentence");
	parameter_string(&parameters, outcome);
	parameter_real(&parameters, 3600);
	parameter_bool(&parameters, strcmp(outcome, "found") == 0);
	parameter_string(&parameters, "an event");
	(void)session_query(&session, QUERY_SWEEP_SETTLE, &parameters);
}

/* A whole sweep that lists nothing of what is here but "z". */
static void
sweep_once(const char *moment)
{
	set_clock(moment);
	begin_sweep("");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	all(QUERY_SWEEP_MARK);
	settle("complete", "found");
}

static void
test_a_page_is_fenced(void **state)
{
	char before[64];
	char after[64];

	(void)state;
	add_record("a", "missing", "{}");
	checksum(before);
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	assert_int_equal(LIST(HEADER("a")), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	fence.page_number = 7;
	assert_int_equal(LIST(HEADER("a")), 0);
	checksum(after);
	assert_string_equal(before, after);
}

static void
test_what_is_listed_is_counted_once(void **state)
{
	(void)state;
	assert_int_equal(list(PAGE(HEADER("a"), HEADER("b")), "next"), 1);
	assert_int_equal(LIST(HEADER("b"), HEADER("c")), 1);
	assert_string_equal(of_sweep("hashes"), "3");
	assert_int_equal(number("SELECT count(*) FROM sheaf.listed"), 3);
	assert_string_equal(value("SELECT records || ' ' || unchanged || ' ' ||"
				  " pages FROM sheaf.harvest WHERE kind ="
				  " 'sweep'"),
	    "4 4 2");
	assert_string_equal(
	    value("SELECT is_ended FROM sheaf.list_request WHERE verb ="
		  " 'ListIdentifiers'"),
	    "t");
}

/* A header that cannot be read is there, where it has a name. */
static void
test_a_reject_with_an_identifier_is_listed(void **state)
{
	struct page *page = PAGE(HEADER("a"));

	(void)state;
	add_record("b", "live", "{}");
	page_reject(page, "b", "<x");
	assert_int_equal(list(page, NULL), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "");
	assert_int_equal(number("SELECT count(*) FROM sheaf.quarantine"), 0);
}

/* D16: whatever deletedRecord says. */
static void
test_a_deleted_header_is_believed(void **state)
{
	(void)state;
	add_record("a", "live", "{}");
	add_record("b", "deleted", "{}");
	assert_int_equal(
	    LIST({ "a", 1, NULL, "s", NULL }, { "b", 1, NULL, NULL, NULL },
		{ "unknown", 1, NULL, NULL, NULL }, HEADER("c")),
	    1);
	assert_string_equal(having("deleted"), "a b");
	assert_string_equal(stale(), "a");
	assert_string_equal(value("SELECT deleted FROM sheaf.harvest WHERE kind"
				  " = 'sweep'"),
	    "1");
	assert_string_equal(value("SELECT set_specs || metadata FROM"
				  " sheaf.record WHERE identifier = 'a'"),
	    "{s,<a/>}");
	assert_string_equal(value("SELECT string_agg(identifier, ' ') FROM"
				  " sheaf.wanted"),
	    "c");
}

static void
test_what_is_listed_again_is_alive(void **state)
{
	(void)state;
	add_record("a", "missing", "{}");
	add_record("b", "gone", "{}");
	add_record("c", "live", "{}");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in) SELECT 1,"
	    " i, 'oai_dc', '', 1, now(), 1 FROM unnest('{a,b,c}'::text[]) AS"
	    " u(i)");
	assert_int_equal(LIST(HEADER("a"), HEADER("b"), HEADER("c")), 1);
	assert_string_equal(having("live"), "a b c");
	assert_string_equal(stale(), "a b");
	assert_string_equal(of_sweep("back"), "2");
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 0);
}

/* Of records that are not here, those are asked for that nothing else would
 * bring: older than what the next harvest asks for. */
static void
test_what_differs_is_counted_and_the_old_is_wanted(void **state)
{
	(void)state;
	add_record("changed", "live", "{}");
	add_record("same", "live", "{}");
	sql("UPDATE sheaf.record SET header_hash = 0");
	assert_int_equal(LIST({ "changed", 1767225600, "<a/>", NULL, NULL },
			     { "old", 1704067200, "<a/>", NULL, NULL },
			     { "new", 1768046400, "<a/>", NULL, NULL }),
	    1);
	assert_string_equal(of_sweep("unknown || ' ' || changed || ' ' ||"
				     " behind"),
	    "2 1 1");
	assert_string_equal(
	    value("SELECT identifier || n FROM sheaf.wanted"), "old2");
	assert_string_equal(having("live"), "changed same");
}

static void
test_only_what_was_here_before_is_missed(void **state)
{
	(void)state;
	add_record("gone", "gone", "{}");
	add_record("deleted", "deleted", "{}");
	add_record("listed", "live", "{}");
	add_record("live", "live", "{}");
	add_record("missing", "missing", "{}");
	add_record("new", "live", "{}");
	add_record("changed", "live", "{}");
	add_record("touched", "live", "{}");
	sql("UPDATE sheaf.record SET first_seen = sheaf.clock() WHERE"
	    " identifier = 'new'");
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'changed'");
	sql("UPDATE sheaf.record SET harvest_id = 99 WHERE identifier ="
	    " 'touched'");
	sql("INSERT INTO sheaf.record SELECT repository_id, 'format', 'mods',"
	    " status, datestamp, datestamp_at, set_specs, metadata, about,"
	    " content_hash, header_hash, harvest_id, first_seen, changed_at,"
	    " changed_in FROM sheaf.record WHERE identifier = 'live'");
	assert_int_equal(step(QUERY_SWEEP_COMPARE, 9), -1); /* not ended */
	assert_int_equal(LIST(HEADER("listed")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "live missing");
	assert_string_equal(of_sweep("phase"), "compared");
	assert_string_equal(of_sweep("live || ' ' || missed"), "6 2");
	assert_int_equal(step(QUERY_SWEEP_COMPARE, 9), -1);
}

static void
test_of_a_set_its_members_are_compared(void **state)
{
	(void)state;
	begin_sweep("s");
	add_record("a", "live", "{s}");
	add_record("b", "live", "{t,s:sub}");
	add_record("c", "live", "{t}");
	add_record("d", "live", "{sub}");
	assert_int_equal(LIST(HEADER("x")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "a b");
	assert_string_equal(of_sweep("live"), "2");
}

static void
test_what_was_undone_is_spared_until_its_day(void **state)
{
	(void)state;
	add_record("a", "live", "{}");
	add_record("b", "live", "{}");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, since, missed_in, spared_until) VALUES"
	    " (1, 'a', 'oai_dc', '', now(), 1, sheaf.clock() + '1 day'),"
	    " (1, 'b', 'oai_dc', '', now(), 1, sheaf.clock() - '1 "
	    "day'::interval)");
	assert_int_equal(LIST(HEADER("x")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "b");
}

/* A crash of the server empties it. */
static void
test_the_state_counts_what_is_left(void **state)
{
	struct parameters parameters;

	(void)state;
	assert_int_equal(list(PAGE(HEADER("a"), HEADER("b")), "next"), 1);
	sql("TRUNCATE sheaf.listed");
	assert_int_equal(LIST(HEADER("a"), HEADER("c")), 1);
	all(QUERY_SWEEP_COMPARE);
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	(void)session_query(&session, QUERY_SWEEP_STATE, &parameters);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 1), 4);
	assert_int_equal(session_number(&session, 0, 2), 2);
}

static void
test_the_second_time_it_is_gone(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{}");
	sweep_once("2026-01-11T12:00:00Z");
	assert_string_equal(having("missing"), "a");
	assert_string_equal(stale(), "");
	assert_string_equal(
	    of_sweep("missing || ' ' || gone || phase"), "1 0marked");
	/* Whatever ails a repository may last an hour. */
	sweep_once("2026-01-11T12:50:00Z");
	assert_string_equal(having("missing"), "a");
	sweep_once("2026-01-12T12:00:00Z");
	assert_string_equal(having("gone"), "a");
	assert_string_equal(stale(), "a");
	assert_string_equal(of_sweep("missing || ' ' || gone"), "0 1");
	assert_string_equal(
	    value("SELECT strikes || ' ' || is_concluded FROM sheaf.absence"),
	    "2 true");
	/* And is no matter of later ones. */
	sweep_once("2026-01-13T12:00:00Z");
	assert_string_equal(of_sweep("live || ' ' || missed"), "0 0");
}

static void
test_an_urgent_one_counts_at_once(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{}");
	sweep_once("2026-01-11T12:00:00Z");
	begin_sweep("");
	sql("UPDATE sheaf.sweep SET is_urgent = true");
	sql("UPDATE sheaf.record SET changed_at = '2026-01-01'");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("gone"), "a");
}

static void
test_what_came_after_the_comparing_is_let_go(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		add_record((const char *[]){ "a", "b", "c", "d", "e" }[i],
		    "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'b'");
	sql("UPDATE sheaf.record SET harvest_id = 99 WHERE identifier = 'c'");
	sql("UPDATE sheaf.record SET status = 'deleted' WHERE identifier ="
	    " 'd'");
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("missing"), "a e");
	assert_string_equal(missed(), "a e");
}

static void
test_what_left_a_set_is_alive(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{s,t}");
	for (int day = 11; day < 13; day++) {
		set_clock(day == 11 ? "2026-01-11" : "2026-01-12");
		begin_sweep("s");
		assert_int_equal(LIST(HEADER("z")), 1);
		all(QUERY_SWEEP_COMPARE);
		all(QUERY_SWEEP_MARK);
		settle("complete", "found");
		assert_string_equal(having("live"), "a");
		assert_string_equal(value("SELECT set_specs FROM api.record"),
		    day == 11 ? "{s,t}" : "{t}");
	}
	assert_string_equal(value("SELECT state FROM api.absence"), "left");
	assert_string_equal(stale(), "");
	/* Concluded once; and served again, it is in. */
	set_clock("2026-01-13");
	begin_sweep("s");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(of_sweep("live || ' ' || missed"), "0 0");
	settle("complete", "whole");
	begin_sweep("s");
	assert_int_equal(LIST(HEADER("a")), 1);
	assert_string_equal(value("SELECT set_specs FROM api.record"), "{s,t}");
}

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

static int64_t
confirm(int64_t batch)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_bigint(&parameters, batch);
	(void)session_query(&session, QUERY_SWEEP_CONFIRM, &parameters);
	return session_rows(&session) == 0 ? -1
					   : session_number(&session, 0, 0);
}

static int64_t
undo(int64_t batch)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_integer(&parameters, 30);
	parameter_bigint(&parameters, batch);
	(void)session_query(&session, QUERY_SWEEP_UNDO, &parameters);
	return session_rows(&session) == 0 ? -1
					   : session_number(&session, 0, 0);
}

static void
test_a_refused_sweep_is_confirmed_and_undone_in_batches(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		add_record((const char *[]){ "a", "b", "c", "d", "e" }[i],
		    "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_int_equal(confirm(2), -1);
	settle("complete", "refused");
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'b'");
	assert_int_equal(confirm(2), 2);
	assert_string_equal(of_sweep("outcome"), "refused");
	while (confirm(2) == 2)
		continue;
	assert_string_equal(having("gone"), "a c d e");
	assert_string_equal(stale(), "a c d e");
	assert_string_equal(of_sweep("outcome || gone"), "confirmed4");
	assert_int_equal(confirm(2), -1);
	sql("DELETE FROM sheaf.stale_item");
	while (undo(2) == 2)
		continue;
	assert_string_equal(having("live"), "a b c d e");
	assert_string_equal(stale(), "a c d e");
	assert_string_equal(of_sweep("outcome"), "undone");
	assert_int_equal(undo(2), -1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence WHERE"
				" spared_until > sheaf.clock() + '29 days' AND"
				" strikes = 0"),
	    4);
}

static void
test_only_the_last_sweep_is_confirmed(void **state)
{
	int64_t refused = fence.harvest_id;

	(void)state;
	add_record("a", "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "refused");
	begin_sweep("");
	assert_int_equal(LIST(HEADER("a")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "whole");
	fence.harvest_id = refused;
	assert_int_equal(confirm(2), -1);
	assert_string_equal(having("live"), "a");
}

static void
test_none_is_confirmed_while_another_is_under_way(void **state)
{
	int64_t refused = fence.harvest_id;

	(void)state;
	add_record("a", "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "refused");
	begin_sweep("");
	fence.harvest_id = refused;
	assert_int_equal(confirm(2), 0);
	assert_string_equal(PQgetvalue(session.result, 0, 2), "t");
	assert_string_equal(having("live"), "a");
	sql("UPDATE sheaf.sweep SET outcome = 'void' WHERE outcome IS NULL");
	assert_int_equal(confirm(2), 1);
	assert_string_equal(having("gone"), "a");
}

/* Two sweeps found it gone: of the whole repository, and of a set. */
static void
test_what_another_sweep_found_gone_stays_so(void **state)
{
	int64_t whole = fence.harvest_id;
	int64_t of_set;

	(void)state;
	add_record("a", "gone", "{s}");
	add_record("b", "gone", "{s}");
	begin_sweep("s");
	of_set = fence.harvest_id;
	sql("UPDATE sheaf.sweep SET outcome = 'found'");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in, counted_in,"
	    " answer, is_concluded) VALUES (1, 'a', 'oai_dc', '', 2, now(),"
	    " %lld, %lld, NULL, true), (1, 'a', 'oai_dc', 's', 2, now(),"
	    " %lld, %lld, 'idDoesNotExist', true), (1, 'b', 'oai_dc', 's',"
	    " 2, now(), %lld, %lld, 'idDoesNotExist', true)",
	    (long long)whole, (long long)whole, (long long)of_set,
	    (long long)of_set, (long long)of_set, (long long)of_set);
	assert_int_equal(undo(9), 2);
	assert_string_equal(having("gone"), "a");
	assert_string_equal(having("live"), "b");
	fence.harvest_id = whole;
	assert_int_equal(undo(9), 1);
	assert_string_equal(having("live"), "a b");
}

/* Of an import only what is news. */
static void
test_what_is_imported_undoes_no_strike(void **state)
{
	struct sample old = { "a", 1767225600, "<a/>", NULL, NULL };
	struct fence harvest;

	(void)state;
	settle("complete", "whole");
	add_record("a", "missing", "{}");
	sql("UPDATE sheaf.record SET datestamp_at = '2026-01-01'");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in) VALUES (1,"
	    " 'a', 'oai_dc', '', 1, now(), 1)");
	harvest = sample_harvest(1);
	sql("UPDATE sheaf.harvest SET kind = 'import' WHERE harvest_id = %lld",
	    (long long)harvest.harvest_id);
	assert_true(store(&session, &harvest, PAGE(old), NULL).is_stored);
	assert_string_equal(having("missing"), "a");
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 1);
}

static void
test_a_token_of_a_sweep_expires(void **state)
{
	struct page *page = PAGE(HEADER("a"));
	struct page_close close = close_with("next");
	struct page_write write;
	struct parameters parameters;
	struct fault why;

	(void)state;
	assert_true(page_ready(&write, page, &why));
	close.expiry_seconds = 3600;
	parameters_init(&parameters);
	page_sweep(&parameters, &fence, &write,
	    &(struct page_part){ 0, write.count, true, 1 }, &close);
	(void)session_query(&session, QUERY_PAGE_SWEEP, &parameters);
	page_free(page);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.list_request WHERE"
				" token_expires BETWEEN sheaf.clock() + '59"
				" minutes' AND sheaf.clock() + '1 hour'"),
	    1);
}

/* Asked for again, by a person. */
static void
test_an_open_sweep_is_joined(void **state)
{
	struct parameters parameters;

	(void)state;
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_text(&parameters, text_of("oai_dc"));
	parameter_text(&parameters, text_of(""));
	parameter_bool(&parameters, true);
	(void)session_query(&session, QUERY_SWEEP_REQUEST, &parameters);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 0), fence.harvest_id);
	assert_string_equal(of_sweep("is_urgent"), "t");
	assert_string_equal(value("SELECT asked_by FROM sheaf.harvest WHERE"
				  " kind = 'sweep'"),
	    "operator");
}

static void
test_whoever_is_retired_has_no_open_sweep(void **state)
{
	struct parameters parameters;

	(void)state;
	sql("INSERT INTO sheaf.wanted (repository_id, harvest_id, n,"
	    " identifier) VALUES (1, %lld, 2, 'a')",
	    (long long)fence.harvest_id);
	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 1);
	array_end(&parameters);
	parameter_string(&parameters, "retired");
	(void)session_query(&session, QUERY_REPOSITORY_STATE, &parameters);
	assert_string_equal(of_sweep("outcome"), "void");
	assert_int_equal(number("SELECT count(*) FROM sheaf.wanted"), 0);
}

static int64_t
begun(const char *change)
{
	struct parameters parameters;

	sql("DELETE FROM sheaf.harvest WHERE kind = 'sweep'");
	sql("UPDATE sheaf.repository SET state = 'active', deleted_record ="
	    " 'no', sweep = '30 days'");
	sql("UPDATE sheaf.selection SET sweep_due = sheaf.clock() -"
	    " '1 day'::interval, sweep_again = false, next_from = now(),"
	    " set_spec = ''");
	if (change != NULL)
		sql("%s", change);
	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, LEASE);
	(void)session_query(&session, QUERY_SWEEP_BEGIN, &parameters);
	return number("SELECT count(*) FROM sheaf.harvest JOIN sheaf.sweep"
		      " USING (harvest_id) JOIN sheaf.list_request AS l USING"
		      " (harvest_id) WHERE kind = 'sweep' AND l.verb ="
		      " 'ListIdentifiers' AND selection_id IS NULL");
}

static void
test_sweeps_begin_where_they_are_needed(void **state)
{
	static const struct {
		const char *change;
		int64_t sweeps;
	} rows[] = {
		{ NULL, 1 },
		{ "UPDATE sheaf.repository SET deleted_record = ' Transient'",
		    1 },
		{ "UPDATE sheaf.repository SET deleted_record = NULL", 1 },
		{ "UPDATE sheaf.repository SET deleted_record = 'persistent '",
		    0 },
		{ "UPDATE sheaf.repository SET state = 'failing'", 0 },
		{ "UPDATE sheaf.repository SET state = 'paused'", 0 },
		{ "UPDATE sheaf.repository SET sweep = NULL", 0 },
		{ "UPDATE sheaf.selection SET next_from = NULL", 0 },
		{ "UPDATE sheaf.selection SET sweep_due = 'infinity'", 0 },
		{ "UPDATE sheaf.host SET lease_id = '" OTHER "'", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(begun(rows[i].change), rows[i].sweeps);
}

static void
test_sweeps_begin_for_sets_and_second_looks(void **state)
{
	(void)state;
	sql("UPDATE sheaf.repository SET deleted_record = 'persistent'");
	assert_int_equal(
	    begun("UPDATE sheaf.selection SET set_spec = 's';"
		  "UPDATE sheaf.repository SET deleted_record = 'persistent'"),
	    1);
	assert_int_equal(begun("UPDATE sheaf.selection SET sweep_again = true;"
			       "UPDATE sheaf.repository SET sweep = NULL"),
	    1);
	/* One at a time, and not beside a harvest. */
	assert_int_equal(begun(NULL), 1);
	(void)sample_harvest(1);
	assert_int_equal(begun(NULL), 0);
}

static void
test_what_was_harvested_is_planned(void **state)
{
	(void)state;
	assert_int_equal(
	    begun("UPDATE sheaf.selection SET sweep_due = NULL"), 0);
	assert_int_equal(number("SELECT count(*) FROM sheaf.selection WHERE"
				" sweep_due BETWEEN sheaf.clock() + '28 days'"
				" AND sheaf.clock() + '32 days'"),
	    1);
}

static void
test_a_verdict_moves_nothing_but_the_next_sweep(void **state)
{
	(void)state;
	assert_int_equal(LIST(HEADER("z")), 1);
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 1);
	assert_string_equal(
	    value("SELECT r.state || s.failures || s.sweep_failures || ' ' ||"
		  " s.next_from::date FROM sheaf.repository AS r, "
		  " sheaf.selection AS s"),
	    "active01 2026-01-05");
	assert_int_equal(number("SELECT count(*) FROM sheaf.selection WHERE"
				" sweep_due BETWEEN sheaf.clock() + '56 min'"
				" AND sheaf.clock() + '64 min'"),
	    1);
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 0);
}

static void
test_what_ended_is_forgotten(void **state)
{
	(void)state;
	assert_int_equal(LIST(HEADER("a"), HEADER("b")), 1);
	(void)session_query(&session, QUERY_SWEEP_FORGET, NULL);
	assert_int_equal(session_number(&session, 0, 0), 0);
	settle("complete", "whole");
	begin_sweep("");
	assert_int_equal(LIST(HEADER("c")), 1);
	(void)session_query(&session, QUERY_SWEEP_FORGET, NULL);
	assert_int_equal(session_number(&session, 0, 0), 2);
	assert_int_equal(number("SELECT count(*) FROM sheaf.listed"), 1);
}

static void
mark_beside(struct session *other, struct fence *harvest)
{
	struct parameters parameters;

	session_script(other, "BEGIN");
	assert_true(
	    store(other, harvest, PAGE({ "a", 2, "<b/>", NULL, NULL }), NULL)
		.is_stored);
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	parameter_bigint(&parameters, 2);
	session_send(&session, query_texts[QUERY_SWEEP_MARK].text, &parameters);
	session_must_wait(&session);
	session_script(other, "COMMIT");
	(void)session_done(&session);
	assert_string_equal(having("live"), "a");
	assert_string_equal(missed(), "");
}

/* The harvest, begun before the sweep or behind it, has the record when the
 * mark comes. */
static void
test_a_harvest_wins_against_a_mark_that_waits(void **state)
{
	struct session other = session_open("WRITER");
	struct fence harvests[2];

	(void)state;
	harvests[0] = sample_harvest(1);
	begin_sweep("");
	harvests[1] = sample_harvest(1);
	for (int i = 0; i < 2; i++) {
		sql("DELETE FROM sheaf.record");
		add_record("a", "live", "{}");
		if (i == 1)
			begin_sweep("");
		assert_int_equal(LIST(HEADER("z")), 1);
		all(QUERY_SWEEP_COMPARE);
		mark_beside(&other, &harvests[i]);
	}
	session_close(&other);
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

TESTS(TEST_WORLD(test_a_page_is_fenced),
    TEST_WORLD(test_what_is_listed_is_counted_once),
    TEST_WORLD(test_a_reject_with_an_identifier_is_listed),
    TEST_WORLD(test_a_deleted_header_is_believed),
    TEST_WORLD(test_what_is_listed_again_is_alive),
    TEST_WORLD(test_what_differs_is_counted_and_the_old_is_wanted),
    TEST_WORLD(test_only_what_was_here_before_is_missed),
    TEST_WORLD(test_of_a_set_its_members_are_compared),
    TEST_WORLD(test_what_was_undone_is_spared_until_its_day),
    TEST_WORLD(test_the_state_counts_what_is_left),
    TEST_WORLD(test_the_second_time_it_is_gone),
    TEST_WORLD(test_an_urgent_one_counts_at_once),
    TEST_WORLD(test_what_came_after_the_comparing_is_let_go),
    TEST_WORLD(test_what_left_a_set_is_alive),
    TEST_WORLD(test_what_is_denied_is_gone_at_once),
    TEST_WORLD(test_who_denies_what_it_lists_is_not_believed),
    TEST_WORLD(test_what_is_served_is_alive),
    TEST_WORLD(test_a_refused_sweep_is_confirmed_and_undone_in_batches),
    TEST_WORLD(test_only_the_last_sweep_is_confirmed),
    TEST_WORLD(test_answers_without_a_control_do_not_count),
    TEST_WORLD(test_none_is_confirmed_while_another_is_under_way),
    TEST_WORLD(test_what_another_sweep_found_gone_stays_so),
    TEST_WORLD(test_what_is_imported_undoes_no_strike),
    TEST_WORLD(test_a_token_of_a_sweep_expires),
    TEST_WORLD(test_an_open_sweep_is_joined),
    TEST_WORLD(test_whoever_is_retired_has_no_open_sweep),
    TEST_WORLD(test_sweeps_begin_where_they_are_needed),
    TEST_WORLD(test_sweeps_begin_for_sets_and_second_looks),
    TEST_WORLD(test_what_was_harvested_is_planned),
    TEST_WORLD(test_a_verdict_moves_nothing_but_the_next_sweep),
    TEST_WORLD(test_what_ended_is_forgotten),
    TEST_WORLD(test_a_harvest_wins_against_a_mark_that_waits),
    TEST_WORLD(test_new_identifiers_are_recognised))
