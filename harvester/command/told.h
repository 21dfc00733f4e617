#ifndef COMMAND_TOLD_H
#define COMMAND_TOLD_H

#include "oai/reader.h"

/*
 * What a repository says of itself while a person waits: kept when the answer
 * is gone, up to PROBE_BYTES of texts, and LIST_ENTRIES formats and sets.
 */
struct told {
	struct arena *arena; /* of all texts */
	bool is_full;        /* it took no more: some are none */
	bool has_identity;
	struct identity identity;
	struct metadata_format *formats;
	size_t format_count;
	struct set *sets;
	size_t set_count;
};

void told_init(struct told *told);
void told_fini(struct told *told);
/* A copy; none, and is_full, where there is no room. */
struct text told_keep(struct told *told, struct text text);

/* For answers to the verbs without records; the context is a struct told. */
extern const struct reader_events told_events;

#endif
