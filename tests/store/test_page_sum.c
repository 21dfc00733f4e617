#include "world.h"

/*
 * Random harvests against a model: what is in the tables, what is marked and
 * what was counted after every statement.
 */

#define ITEMS    24
#define HARVESTS 12
#define PAGES    12

struct model {
	bool is_there;
	struct sample sample;
	int64_t harvest_id;
	bool is_marked;
};

static struct model items[ITEMS];
static uint64_t seed = 42;
static int checks;

static uint32_t
below(uint32_t most)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (uint32_t)(seed >> 33) % most;
}

static struct sample
random_sample(size_t *item)
{
	static char identifiers[ITEMS][16];
	static const char *const contents[] = { "<1/>", "<2/>", "<3/>", NULL };
	static const char *const texts[] = { NULL, "x", "y" };

	*item = below(ITEMS);
	(void)snprintf(
	    identifiers[*item], sizeof(identifiers[*item]), "i%02zu", *item);
	return (struct sample){ identifiers[*item], below(6),
		contents[below(4)], texts[below(3)], NULL };
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL ? b == NULL : b != NULL && strcmp(a, b) == 0;
}

/* "Larger datestamp, then later", where both can be read. */
static bool
may_replace(time_t later, time_t earlier)
{
	return later == 0 || earlier == 0 || later >= earlier;
}

struct expected {
	int64_t listed, inserted, updated, deleted, quarantined;
};

/* It is asked for by itself, later. */
static bool
is_put_aside(const struct model *model, const struct sample *of)
{
	return model->is_there && model->harvest_id != fence.harvest_id &&
	    of->instant != 0 && of->instant < model->sample.instant;
}

static void
expect_record(struct expected *expected, size_t item, const struct sample *of,
    bool asks_known)
{
	struct model *model = &items[item];
	bool is_changed = !same_text(model->sample.metadata, of->metadata);
	bool is_new_set = !same_text(model->sample.set, of->set);
	bool is_new_header = is_new_set || model->sample.instant != of->instant;

	if (!model->is_there) {
		*(of->metadata == NULL ? &expected->deleted
				       : &expected->inserted) += 1;
		is_changed = true;
	} else if ((!is_changed && !is_new_header) ||
	    (model->harvest_id == fence.harvest_id &&
		!may_replace(of->instant, model->sample.instant))) {
		return;
	} else {
		*(is_changed && of->metadata == NULL ? &expected->deleted
						     : &expected->updated) += 1;
	}
	model->is_there = true;
	model->sample = *of;
	model->harvest_id = fence.harvest_id;
	/* Who does not ask what is known does not see what is new. */
	model->is_marked =
	    model->is_marked || is_changed || is_new_set || !asks_known;
}

/* A page, random; what is to come of it goes into the model. */
static struct page *
random_page(struct expected *expected, bool asks_known)
{
	struct page *page = page_begin();
	bool is_there[ITEMS] = { false };
	struct sample last[ITEMS];
	uint32_t count = below(16);

	for (uint32_t i = 0; i < count; i++) {
		size_t item;
		struct sample sample = random_sample(&item);

		page_add(page, &sample);
		expected->listed++;
		if (is_there[item] &&
		    !may_replace(sample.instant, last[item].instant))
			continue;
		is_there[item] = true;
		last[item] = sample;
	}
	for (size_t i = 0; i < ITEMS; i++) {
		if (is_there[i] && asks_known &&
		    is_put_aside(&items[i], &last[i]))
			expected->listed--;
		else if (is_there[i])
			expect_record(expected, i, &last[i], asks_known);
	}
	for (uint32_t i = below(3); i > 0; i--) {
		page_reject(page, below(2) == 0 ? "r" : NULL, "bytes");
		expected->listed++;
		expected->quarantined++;
	}
	return page;
}

static void
check_tables(void)
{
	for (size_t i = 0; i < ITEMS; i++) {
		const struct model *model = &items[i];
		const struct sample *of = &model->sample;
		char row[256];

		if (!model->is_there)
			continue;
		(void)snprintf(row, sizeof(row), "%s|at %lld|{%s}|%s|%d|%lld",
		    of->metadata == NULL ? "deleted" : "live",
		    (long long)of->instant, of->set == NULL ? "" : of->set,
		    of->metadata == NULL ? "?" : of->metadata, model->is_marked,
		    (long long)model->harvest_id);
		assert_string_equal(
		    value("SELECT concat_ws('|', status, datestamp, set_specs,"
			  " CASE status WHEN 'live' THEN metadata ELSE '?' END,"
			  " (EXISTS (SELECT FROM sheaf.stale_item AS s WHERE"
			  " s.identifier = r.identifier))::integer, harvest_id)"
			  " FROM sheaf.record AS r WHERE identifier = 'i%02zu'",
			i),
		    row);
		checks++;
	}
}

static void
check_sums(struct expected *sum, const struct expected *page)
{
	char row[256];

	sum->listed += page->listed;
	sum->inserted += page->inserted;
	sum->updated += page->updated;
	sum->deleted += page->deleted;
	sum->quarantined += page->quarantined;
	(void)snprintf(row, sizeof(row), "%lld|%lld|%lld|%lld|%lld|%lld",
	    (long long)sum->listed, (long long)sum->inserted,
	    (long long)sum->updated, (long long)sum->deleted,
	    (long long)sum->quarantined,
	    (long long)(sum->listed - sum->inserted - sum->updated -
		sum->deleted - sum->quarantined));
	assert_string_equal(
	    value("SELECT concat_ws('|', records, inserted, updated, deleted,"
		  " quarantined, unchanged) FROM sheaf.harvest"
		  " WHERE harvest_id = %lld",
		(long long)fence.harvest_id),
	    row);
	assert_int_equal(
	    number("SELECT count(*) FROM sheaf.harvest WHERE records <>"
		   " inserted + updated + unchanged + deleted + quarantined"
		   " OR unchanged < 0"),
	    0);
	checks += 2;
}

static void
store_page(struct expected *sum, bool ends)
{
	struct expected expected = { 0 };
	struct sending how = { &session, NULL, below(2) == 0 };
	struct page_close close = close_with(ends ? NULL : "t");
	/* Sometimes a batch that does not end its page. */
	bool is_close = ends || below(4) > 0;
	struct page *page = random_page(&expected, how.asks_known);
	struct tally tally;

	page_send(&how, &fence, page, is_close ? &close : NULL);
	tally = tally_of(&session);
	assert_true(tally.is_stored);
	assert_int_equal(tally.inserted, expected.inserted);
	assert_int_equal(tally.updated, expected.updated);
	assert_int_equal(tally.deleted, expected.deleted);
	assert_int_equal(tally.quarantined, expected.quarantined);
	checks += 5;
	fence.page_number += is_close;
	check_sums(sum, &expected);
	check_tables();
}

static void
forget_some_marks(void)
{
	size_t item = below(ITEMS);

	sql("DELETE FROM sheaf.stale_item WHERE identifier = 'i%02zu'", item);
	items[item].is_marked = false;
}

static void
test_tables_and_counts_follow_from_what_was_listed(void **state)
{
	(void)state;
	for (int i = 0; i < HARVESTS; i++) {
		struct expected sum = { 0 };

		fence = sample_harvest(1);
		for (int page = 0; page < PAGES; page++) {
			store_page(&sum, page == PAGES - 1);
			forget_some_marks();
		}
	}
	print_message("%d checks\n", checks);
}

TESTS(TEST_WORLD(test_tables_and_counts_follow_from_what_was_listed))
