#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/heap.h"
#include "items.h"

#define GOLDEN    SHEAF_SOURCE "/tests/corpus/golden.tsv"
#define EACH      2 /* records of a platform and format */
#define PLATFORMS 256
#define NAME_SIZE 200

struct kind {
	char name[NAME_SIZE]; /* platform and format */
	unsigned seen;
};

struct golden {
	struct kind kinds[PLATFORMS];
	size_t count;
	struct buffer lines; /* as golden.tsv should be */
	struct buffer known; /* as it is */
	unsigned wrong;
};

struct golden *
golden_new(void)
{
	struct golden *golden = heap_take(sizeof(*golden));
	FILE *file = fopen(GOLDEN, "r");
	char line[512];

	buffer_init(&golden->lines, 0);
	buffer_init(&golden->known, 0);
	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		buffer_add_string(&golden->known, line);
	if (file != NULL)
		(void)fclose(file);
	return golden;
}

/* Whether it is one of the first. */
static bool
is_chosen(struct golden *golden, const struct recorded *recorded)
{
	char name[NAME_SIZE];
	size_t i = 0;

	(void)snprintf(name, sizeof(name), "%s %.*s", recorded->platform_name,
	    (int)recorded->metadata_prefix.length,
	    recorded->metadata_prefix.bytes);
	while (i < golden->count && strcmp(golden->kinds[i].name, name) != 0)
		i++;
	if (i == PLATFORMS)
		abort();
	if (i == golden->count) {
		golden->count++;
		memcpy(golden->kinds[i].name, name, sizeof(name));
	}
	return golden->kinds[i].seen++ < EACH;
}

#define ADD_TEXT(name) hash_add_text(&hash, item->name);
#define ADD_LIST(name)                                \
	for (size_t i = 0; i < item->name.count; i++) \
		hash_add_text(&hash, item->name.texts[i]);
#define ADD_YEAR(name) \
	hash_add_number(&hash, item->has_##name ? item->name : 0);
#define ADD_ANSWER(name) hash_add_number(&hash, item->name);
#define ADD(kind, name)  ADD_##kind(name)

/* Of what people see: no search words. */
static int64_t
hash_of(const struct item *item)
{
	struct hash hash;

	hash_init(&hash);
	ITEM_COLUMNS(ADD)
	return hash_result(&hash);
}

void
golden_look_at(struct golden *golden, const struct recorded *recorded,
    const struct item *item)
{
	size_t start = golden->lines.length;

	if (item->statements.length == 0 || !is_chosen(golden, recorded))
		return;
	buffer_printf(&golden->lines, "%s\t%u\t%016" PRIx64 "\n",
	    recorded->file, recorded->number, (uint64_t)hash_of(item));
	if (golden->known.length > 0 &&
	    strstr(golden->known.bytes, golden->lines.bytes + start) != NULL)
		return;
	golden->wrong++;
	(void)printf("\n== otherwise than golden.tsv: %s, record %u\n",
	    recorded->file, recorded->number);
	item_print(item);
}

void
golden_write(struct golden *golden)
{
	FILE *file = fopen(GOLDEN, "w");

	if (file == NULL || fputs(golden->lines.bytes, file) < 0 ||
	    fclose(file) != 0)
		abort();
	(void)golden_end(golden);
}

unsigned
golden_end(struct golden *golden)
{
	unsigned wrong = golden->wrong;

	buffer_fini(&golden->lines);
	buffer_fini(&golden->known);
	free(golden);
	return wrong;
}
