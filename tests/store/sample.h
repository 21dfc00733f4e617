#ifndef STORE_SAMPLE_H
#define STORE_SAMPLE_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/limit.h"
#include "session.h"
#include "store/page.h"

/* A small world: host h:443, repository 1 with selection 1 (oai_dc), and
 * harvests of it; the hosts, pages and records of tests. */

#define HOST "h:443"
/* A test that needs set_up() and tear_down() of its file. */
#define TEST_WORLD(function) \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

#define LEASE "11111111-1111-4111-8111-111111111111"
#define OTHER "22222222-2222-4222-8222-222222222222"

static inline void
sample_clear(void)
{
	sql("TRUNCATE sheaf.host, sheaf.repository, sheaf.selection,"
	    " sheaf.harvest, sheaf.list_request, sheaf.record,"
	    " sheaf.stale_item, sheaf.quarantine, sheaf.item,"
	    " sheaf.item_text, sheaf.setting, sheaf.rule_version,"
	    " sheaf.absence, sheaf.listed"
	    " RESTART IDENTITY CASCADE");
}

static inline void
sample_host(const char *host)
{
	sql("INSERT INTO sheaf.host (host, next_due, delay, connections)"
	    " VALUES ('%s', now(), '1 second', 2)",
	    host);
}

/* Returns its id. */
static inline int64_t
sample_repository(const char *name, const char *host)
{
	int64_t id =
	    number("INSERT INTO sheaf.repository (name, base_url, host, every,"
		   " overlap, created_at) VALUES ('%s', 'https://%s/oai', '%s',"
		   " '1 day', '1 day', now()) RETURNING repository_id",
		name, host, host);

	sql("INSERT INTO sheaf.selection (repository_id, metadata_prefix,"
	    " next_due) VALUES (%lld, 'oai_dc', now())",
	    (long long)id);
	return id;
}

static inline void
sample_lease(const char *host, const char *lease_id)
{
	sql("UPDATE sheaf.host SET worker = 'w', lease_id = '%s',"
	    " lease_until = sheaf.clock() + interval '2 minutes'"
	    " WHERE host = '%s'",
	    lease_id, host);
}

/* An open harvest of selection 1, with one list request under LEASE. */
static inline struct fence
sample_harvest(int64_t repository_id)
{
	struct fence fence = { .repository_id = repository_id, .n = 1 };

	fence.harvest_id = number(
	    "INSERT INTO sheaf.harvest (repository_id, selection_id,"
	    " metadata_prefix, kind, asked_by, asked_at, started_at)"
	    " SELECT repository_id, selection_id, metadata_prefix, 'full',"
	    " 'schedule', sheaf.clock(), sheaf.clock() FROM sheaf.selection"
	    " WHERE repository_id = %lld AND metadata_prefix = 'oai_dc'"
	    " RETURNING harvest_id",
	    (long long)repository_id);
	sql("INSERT INTO sheaf.list_request (repository_id, harvest_id, n,"
	    " lease_id) VALUES (%lld, %lld, 1, '" LEASE "')",
	    (long long)repository_id, (long long)fence.harvest_id);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	return fence;
}

static inline struct fence
sample_world(void)
{
	sample_clear();
	sample_host(HOST);
	(void)sample_repository("r", HOST);
	sample_lease(HOST, LEASE);
	return sample_harvest(1);
}

/* What a test says of a record. */
struct sample {
	const char *identifier;
	time_t instant;       /* 0: its datestamp cannot be read */
	const char *metadata; /* NULL: deleted */
	const char *set;      /* NULL: none */
	const char *about;    /* NULL: none */
};

static inline struct page *
page_begin(void)
{
	struct arena *arena = arena_new(PAGE_ARENA_BYTES);
	struct page *page = arena_take(arena, sizeof(*page));

	assert_non_null(page);
	page->arena = arena;
	page->is_end = true;
	return page;
}

static inline struct text
kept(struct page *page, const char *text)
{
	char *copy = arena_copy(page->arena, text, strlen(text));

	assert_non_null(copy);
	return (struct text){ copy, strlen(text) };
}

static inline struct text *
kept_list(struct page *page, const char *text)
{
	struct text *list = arena_take(page->arena, sizeof(*list));

	assert_non_null(list);
	*list = kept(page, text);
	return list;
}

static inline void
fill_content(struct page *page, struct record *record, const struct sample *of)
{
	struct hash hash;

	hash_init(&hash);
	record->status = of->metadata == NULL ? RECORD_DELETED : RECORD_LIVE;
	if (of->metadata != NULL)
		record->metadata = kept(page, of->metadata);
	if (of->about != NULL) {
		record->abouts = kept_list(page, of->about);
		record->about_count = 1;
		hash_add_text(&hash, record->abouts[0]);
	}
	hash_add_text(&hash, record->metadata);
	record->content_hash = hash_result(&hash);
}

static inline void
fill_header(struct page *page, struct record *record, const struct sample *of)
{
	char datestamp[32];
	struct hash hash;

	hash_init(&hash);
	record->identifier = kept(page, of->identifier);
	record->has_instant = of->instant != 0;
	record->instant = of->instant;
	(void)snprintf(
	    datestamp, sizeof(datestamp), "at %lld", (long long)of->instant);
	record->datestamp = kept(page, datestamp);
	if (of->set != NULL) {
		record->set_specs = kept_list(page, of->set);
		record->set_spec_count = 1;
		hash_add_text(&hash, record->set_specs[0]);
	}
	hash_add_text(&hash, record->datestamp);
	hash_add_number(&hash, record->status);
	record->header_hash = hash_result(&hash);
}

static inline void
page_add(struct page *page, const struct sample *of)
{
	struct record *record = arena_take(page->arena, sizeof(*record));
	struct record **last = &page->records;

	assert_non_null(record);
	fill_content(page, record, of);
	fill_header(page, record, of);
	while (*last != NULL)
		last = &(*last)->next;
	*last = record;
	page->record_count++;
}

/* identifier NULL: it could not be read. */
static inline void
page_reject(struct page *page, const char *identifier, const char *bytes)
{
	struct reject *reject = arena_take(page->arena, sizeof(*reject));

	assert_non_null(reject);
	if (identifier != NULL)
		reject->identifier = kept(page, identifier);
	reject->bytes = kept(page, bytes);
	reject->length = strlen(bytes);
	reject->reason = kept(page, "not XML");
	reject->next = page->rejects;
	page->rejects = reject;
	page->reject_count++;
}

static inline struct page *
page_of(const struct sample *samples, size_t count)
{
	struct page *page = page_begin();

	for (size_t i = 0; i < count; i++)
		page_add(page, &samples[i]);
	return page;
}
#define PAGE(...)                                            \
	page_of((const struct sample[]){ __VA_ARGS__ },      \
	    sizeof((const struct sample[]){ __VA_ARGS__ }) / \
		sizeof(struct sample))

/* How pages end. */
static inline struct page_close
close_with(const char *token)
{
	return (struct page_close){
		.expiry_seconds = -1,

		.ends_list = token == NULL,
		.token = text_of(token),
		.complete_list_size = -1,
		.cursor = -1,
	};
}

/* How a page is sent. */
struct sending {
	struct session *session;
	const char *statement; /* NULL: page_store.sql */
	bool asks_known;       /* page_known.sql first */
};

static inline void
ask_known(struct session *session, int64_t repository_id, int64_t harvest_id,
    struct page_write *write)
{
	struct parameters parameters;

	parameters_init(&parameters);
	page_ask_known(
	    &parameters, repository_id, harvest_id, TEXT("oai_dc"), write);
	page_note_known(write,
	    (const struct reply *)session_query(
		session, QUERY_PAGE_KNOWN, &parameters));
}

/* Sends a page and takes it; close NULL: a batch that does not end it. */
static inline void
page_send(const struct sending *how, const struct fence *fence,
    struct page *page, const struct page_close *close)
{
	size_t listed = page->record_count + page->reject_count;
	struct page_close with_listed;
	struct page_write write;
	struct parameters parameters;
	struct fault why;

	assert_true(page_ready(&write, page, &why));
	if (how->asks_known && write.count > 0)
		ask_known(how->session, fence->repository_id, fence->harvest_id,
		    &write);
	if (close != NULL) {
		with_listed = *close;
		with_listed.listed += listed;
	}
	parameters_init(&parameters);
	page_store(&parameters, fence, &write,
	    &(struct page_part){ 0, write.count, true, listed },
	    close == NULL ? NULL : &with_listed);
	session_send(how->session,
	    how->statement != NULL ? how->statement
				   : query_texts[QUERY_PAGE_STORE].text,
	    &parameters);
	page_free(page);
}

/* What the statement answers. */
struct tally {
	bool is_stored;
	int64_t inserted, updated, deleted, quarantined;
};

static inline struct tally
tally_of(struct session *session)
{
	(void)session_done(session);
	if (session_rows(session) == 0)
		return (struct tally){ .is_stored = false };
	assert_int_equal(session_rows(session), 1);
	return (struct tally){ true, session_number(session, 0, 0),
		session_number(session, 0, 1), session_number(session, 0, 2),
		session_number(session, 0, 3) };
}

/* Stores a page that ends with token, NULL: and its list; moves the fence. */
static inline struct tally
store(struct session *session, struct fence *fence, struct page *page,
    const char *token)
{
	struct sending how = { session, NULL, true };
	struct page_close close = close_with(token);
	struct tally tally;

	page_send(&how, fence, page, &close);
	tally = tally_of(session);
	fence->page_number += tally.is_stored;
	return tally;
}

/* What harvest_sum.sql says of a harvest: a column, one row. */
static inline int64_t
harvest_sum(struct session *session, const struct fence *fence, int column)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, fence->repository_id);
	parameter_bigint(&parameters, fence->harvest_id);
	(void)session_query(session, QUERY_HARVEST_SUM, &parameters);
	assert_int_equal(session_rows(session), 1);
	return session_number(session, 0, column);
}

/* Of all that is kept, whatever it is. */
static inline void
checksum(char into[64])
{
	static const char *const tables[] = { "host", "repository", "selection",
		"harvest", "list_request", "record", "stale_item", "quarantine",
		"item", "item_text", "sweep", "listed", "absence", "wanted" };
	struct hash hash;

	hash_init(&hash);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		hash_add_text(&hash,
		    text_of(
			value("SELECT md5(string_agg(t::text || t.xmin::text,"
			      " '|' ORDER BY t::text)) FROM sheaf.%s AS t",
			    tables[i])));
	(void)snprintf(
	    into, 64, "%llx", (unsigned long long)hash_result(&hash));
}

/* Row versions that this session has written lately. Compare within one
 * transaction: the server forgets in between what it has passed on. */
static inline int64_t
written(struct session *session, const char *table)
{
	static const char text[] =
	    "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)"
	    " FROM pg_stat_xact_user_tables WHERE schemaname = 'sheaf'"
	    " AND ($1::text IS NULL OR relname = $1::text)";
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, table);
	(void)session_run(session, text, &parameters);
	return session_number(session, 0, 0);
}

#endif
