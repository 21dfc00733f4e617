#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include "base/limit.h"
#include "sample.h"

/* A small world with a sweep under way, and its steps one by one. */

static struct session session;
static struct fence fence;

#define BEGIN "2026-01-10T12:00:00Z"

/* Harvested on the 1st; a sweep under way since the 10th, at noon. */
static inline void
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
static inline void
set_clock(const char *moment)
{
	sql("INSERT INTO sheaf.setting VALUES ('clock_offset',"
	    " (timestamptz '%s' - now())::text) ON CONFLICT (name) DO UPDATE"
	    " SET value = excluded.value",
	    moment);
}

static inline void
add_record(const char *identifier, const char *status, const char *sets)
{
	sql("INSERT INTO sheaf.record (repository_id, identifier,"
	    " metadata_prefix, status, datestamp, set_specs, metadata,"
	    " content_hash, header_hash, harvest_id, first_seen, changed_at,"
	    " changed_in) VALUES (1, '%s', 'oai_dc', '%s', 'x', '%s', '<a/>',"
	    " 1, 2, 1, '2026-01-01', '2026-01-01', '3')",
	    identifier, status, sets);
}

static inline int
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

static inline int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	PQfinish(observer);
	return 0;
}

/* A page of headers; token NULL: the list ends. How many rows came back. */
static inline int
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

static inline int64_t
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

static inline void
all(enum query query)
{
	while (step(query, 2) == 2)
		continue;
}

static inline const char *
of_sweep(const char *column)
{
	return value("SELECT %s FROM sheaf.sweep WHERE harvest_id = %lld",
	    column, (long long)fence.harvest_id);
}

static inline const char *
missed(void)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.absence WHERE missed_in ="
		     " %lld",
	    (long long)fence.harvest_id);
}

static inline const char *
having(const char *status)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.record WHERE status = '%s'",
	    status);
}

static inline const char *
stale(void)
{
	return value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
		     " identifier), '') FROM sheaf.stale_item");
}

static inline void
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
static inline void
sweep_once(const char *moment)
{
	set_clock(moment);
	begin_sweep("");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	all(QUERY_SWEEP_MARK);
	settle("complete", "found");
}

#endif
