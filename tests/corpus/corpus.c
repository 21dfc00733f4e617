#include <stdlib.h>

#include "corpus.h"
#include "files.h"
#include "oai/reader.h"

#define CORPUS SHEAF_SOURCE "/../shared/corpus/"

/* Columns of INDEX.tsv. */
enum {
	INDEX_FILE,
	INDEX_VERB = 4,
	INDEX_PREFIX,
	INDEX_PLATFORM,
	INDEX_URL = 12
};
#define COLUMNS 16

struct walk {
	char **columns;
	void (*each)(void *context, const struct recorded *recorded);
	void *context;
	unsigned number;
};

static void
take_page(void *context, struct page *page)
{
	struct walk *walk = context;
	char *url = walk->columns[INDEX_URL];

	for (const struct record *record = page->records; record != NULL;
	     record = record->next) {
		struct recorded recorded = {
			.file = walk->columns[INDEX_FILE],
			.platform_name = walk->columns[INDEX_PLATFORM],
			.number = ++walk->number,
			.base_url = { url, strcspn(url, "?") },
			.metadata_prefix = text_of(walk->columns[INDEX_PREFIX]),
			.record = record,
		};

		if (record->status == RECORD_LIVE)
			walk->each(walk->context, &recorded);
	}
	page_free(page);
}

/* What cannot be read of a file is the reader's tests' business. */
static void
read_file(struct walk *walk)
{
	static const struct reader_events events = { .page = take_page };
	struct reader *reader = reader_new(OAI_LIST_RECORDS, &events, walk);
	struct response_end end;
	struct buffer bytes;
	struct fault why;
	char path[512];

	reader_take_file(reader);
	buffer_init(&bytes, 0);
	(void)snprintf(
	    path, sizeof(path), CORPUS "%s", walk->columns[INDEX_FILE]);
	if (!file_read(&bytes, path))
		abort();
	if (reader_push(reader, buffer_text(&bytes), &why))
		(void)!reader_finish(reader, &end, &why);
	buffer_fini(&bytes);
	reader_free(reader);
}

bool
corpus_each(const char *file,
    void (*each)(void *context, const struct recorded *recorded), void *context)
{
	FILE *index = fopen(CORPUS "INDEX.tsv", "r");
	char line[8192];

	if (index == NULL)
		return false;
	while (fgets(line, sizeof(line), index) != NULL) {
		char *columns[COLUMNS] = { NULL };
		struct walk walk = { columns, each, context, 0 };

		if (columns_split(line, columns, COLUMNS) <= INDEX_URL ||
		    (strcmp(columns[INDEX_VERB], "ListRecords") != 0 &&
			strcmp(columns[INDEX_VERB], "GetRecord") != 0))
			continue;
		if (file == NULL || strcmp(file, columns[INDEX_FILE]) == 0)
			read_file(&walk);
	}
	(void)fclose(index);
	return true;
}
