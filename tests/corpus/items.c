/*
 * Records of real repositories made into items.
 *
 *	corpus_items                 every rule that holds for all of them
 *	corpus_items --print [FILE]  the items, for people
 *	corpus_items --golden        lines for golden.tsv, after looking
 *	corpus_items --speed         items a second, on one core
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limit.h"
#include "items.h"
#include "normalise/platform.h"
#include "normalise/trace.h"
#include "traced.h"

#define SKIPPED     77
/* Records with a date that is more than a time stamp, in a hundred. */
#define YEARS_FOUND 98

static struct arena *arena;
static struct vocabulary *vocabulary;

static struct text
platform_of(const struct recorded *recorded)
{
	const struct record *record = recorded->record;

	return platform_guess(&(struct platform_tells){
	    .base_url = recorded->base_url,
	    .identifier = record->identifier,
	    .set_specs = { record->set_specs, record->set_spec_count },
	});
}

/* trace: NULL, or where the elements come from. */
static void
make(const struct vocabulary *tables, const struct recorded *recorded,
    struct text platform, struct trace *trace, struct arena *into,
    struct item *item)
{
	const struct record *record = recorded->record;
	struct item_source source = {
		.metadata_prefix = recorded->metadata_prefix,
		.datestamp = record->datestamp,
		.has_instant = record->has_instant,
		.instant = record->instant,
		.metadata = record->metadata,
		.set_specs = { record->set_specs, record->set_spec_count },
	};

	normalise_item(into, tables,
	    &(struct normalise_what){ .identifier = record->identifier,
		.platform = platform,
		.sources = &source,
		.count = 1,
		.trace = trace },
	    item);
}

void
item_of(struct arena *into, const struct vocabulary *tables,
    const struct recorded *recorded, struct item *item)
{
	make(tables, recorded, platform_of(recorded), NULL, into, item);
}

#define PRINT_TEXT(name)                                                  \
	if (item->name.length > 0)                                        \
		(void)printf("%s: %.*s\n", #name, (int)item->name.length, \
		    item->name.bytes);
#define PRINT_LIST(name)                              \
	for (size_t i = 0; i < item->name.count; i++) \
		(void)printf("%s: %.*s\n", #name,     \
		    (int)item->name.texts[i].length,  \
		    item->name.texts[i].bytes);
#define PRINT_YEAR(name)      \
	if (item->has_##name) \
		(void)printf("%s: %d\n", #name, item->name);
#define PRINT_ANSWER(name)                      \
	if (item->name != ANSWER_NONE)          \
		(void)printf("%s: %s\n", #name, \
		    item->name == ANSWER_YES ? "yes" : "no");
#define PRINT(kind, name) PRINT_##kind(name)

void
item_print(const struct item *item)
{
	ITEM_COLUMNS(PRINT)
}

/* What holds for every item. */
struct count {
	unsigned items;
	unsigned unread;
	unsigned dated;
	unsigned years;
	unsigned wrong;
	struct golden *golden;
};

static void
tell(struct count *count, const struct recorded *recorded, const char *what)
{
	count->wrong++;
	(void)printf(
	    "%s, record %u: %s\n", recorded->file, recorded->number, what);
}

/* A key of a column in why. */
static bool
is_explained(const struct item *item, const char *column)
{
	char key[64];

	(void)snprintf(key, sizeof(key), "\"%s\":{", column);
	return item->why.length > 0 && strstr(item->why.bytes, key) != NULL;
}

#define HAS_TEXT(name)   (item->name.length > 0)
#define HAS_LIST(name)   (item->name.count > 0)
#define HAS_YEAR(name)   item->has_##name
#define HAS_ANSWER(name) (item->name != ANSWER_NONE)
#define CHECK_WHY(kind, name)                                                 \
	if (HAS_##kind(name) && strstr(unexplained, " " #name " ") == NULL && \
	    !is_explained(item, #name))                                       \
		tell(count, recorded, #name " has a value and no rule");

/* Columns that follow from others, and what is about the item itself. */
static const char unexplained[] =
    " title_key creator_keys issued_from issued_to year date_quality types "
    "language_basis access_basis license_uri statements why unmapped issues "
    "rights sets ";

static void
check_why(struct count *count, const struct recorded *recorded,
    const struct item *item)
{
	ITEM_COLUMNS(CHECK_WHY)
}

static bool
is_web(struct text url)
{
	return url.length == 0 ||
	    (url.length > 8 && memcmp(url.bytes, "http", 4) == 0);
}

static void
check_dates(struct count *count, const struct recorded *recorded,
    const struct item *item)
{
	const char *statements =
	    item->statements.length > 0 ? item->statements.bytes : "";

	/* A date that is a time stamp is the deposit; nothing else is. */
	if (strstr(statements, "\"date") == NULL)
		return;
	if (item->issued.length > 0) {
		count->dated++;
		count->years++;
	} else if (item->deposited.length == 0) {
		count->dated++;
		if (getenv("CORPUS_DATES") != NULL)
			(void)printf("no year: %s, record %u: %.200s\n",
			    recorded->file, recorded->number,
			    strstr(statements, "\"date"));
	}
}

/* Once more, asked where all of it comes from. */
static void
check_again(struct count *count, const struct recorded *recorded,
    const struct item *item)
{
	const char *missing;
	struct trace trace;
	struct item again;

	trace_init(&trace);
	make(
	    vocabulary, recorded, platform_of(recorded), &trace, arena, &again);
	(void)trace_end(&trace);
	if (item->hash != again.hash)
		tell(count, recorded, "another time it is another item");
	missing = traced_missing(item, trace.bytes.bytes);
	if (missing != NULL) {
		tell(count, recorded, "elements of a list are not explained");
		(void)printf("\t%s\n", missing);
	}
	trace_fini(&trace);
}

static void
check(void *context, const struct recorded *recorded)
{
	struct count *count = context;
	struct item item;

	arena_reset(arena);
	item_of(arena, vocabulary, recorded, &item);
	check_again(count, recorded, &item);
	count->items++;
	count->unread += item.statements.length == 0;
	if (!is_web(item.landing_url) || !is_web(item.full_text_url))
		tell(count, recorded, "a URL that is none of the web");
	check_why(count, recorded, &item);
	check_dates(count, recorded, &item);
	golden_look_at(count->golden, recorded, &item);
}

static int
check_all(void)
{
	struct count count = { .golden = golden_new() };
	bool has_corpus = corpus_each(NULL, check, &count);

	count.wrong += golden_end(count.golden);
	if (!has_corpus) {
		(void)printf("SKIPPED: no ../shared/corpus\n");
		return SKIPPED;
	}
	(void)printf("%u items, %u of formats that are not read, %u dated, "
		     "%u with a date of publication, %u wrong\n",
	    count.items, count.unread, count.dated, count.years, count.wrong);
	return count.wrong > 0 || count.years * 100 < count.dated * YEARS_FOUND
	    ? 1
	    : 0;
}

static void
print(void *context, const struct recorded *recorded)
{
	struct item item;

	(void)context;
	arena_reset(arena);
	item_of(arena, vocabulary, recorded, &item);
	(void)printf("\n== %s, record %u, %.*s\n", recorded->file,
	    recorded->number, (int)recorded->record->identifier.length,
	    recorded->record->identifier.bytes);
	item_print(&item);
}

static void
print_golden(void *context, const struct recorded *recorded)
{
	struct item item;

	(void)context;
	arena_reset(arena);
	item_of(arena, vocabulary, recorded, &item);
	golden_look_at(context, recorded, &item);
}

struct speed {
	unsigned items;
	clock_t spent;
};

/* Of the format that all have. A platform is guessed once a repository: no
 * part of an item's work. */
static void
measure(void *context, const struct recorded *recorded)
{
	struct speed *speed = context;
	struct text platform;
	clock_t before;
	struct item item;

	if (!text_is(recorded->metadata_prefix, "oai_dc"))
		return;
	arena_reset(arena);
	platform = platform_of(recorded);
	before = clock();
	make(vocabulary, recorded, platform, NULL, arena, &item);
	speed->spent += clock() - before;
	speed->items++;
}

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	struct speed speed = { 0 };
	int exit_code = 0;

	arena = arena_new(NORMALISE_ARENA_BYTES);
	vocabulary = vocabulary_new();
	if (strcmp(what, "--print") == 0) {
		(void)corpus_each(argv[2], print, NULL);
	} else if (strcmp(what, "--golden") == 0) {
		struct golden *golden = golden_new();

		(void)corpus_each(NULL, print_golden, golden);
		golden_write(golden);
	} else if (strcmp(what, "--speed") == 0) {
		(void)corpus_each(NULL, measure, &speed);
		(void)printf("%u items, %.0f a second\n", speed.items,
		    speed.items * (double)CLOCKS_PER_SEC /
			(double)(speed.spent + 1));
	} else {
		exit_code = check_all();
	}
	vocabulary_free(vocabulary);
	arena_free(arena);
	return exit_code;
}
