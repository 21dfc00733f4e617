#ifndef COMMAND_PROBE_H
#define COMMAND_PROBE_H

#include "command/exchange.h"

/*
 * Asks a repository about itself while a person waits, as exchange.h does. What
 * is found lives with the probe.
 */
struct probe;

struct probe *probe_new(const struct probe_options *options) RETURNS_VALID;
void probe_free(struct probe *probe); /* takes NULL */

bool probe_identify(struct probe *probe, const struct identity **identity,
    struct fault *why) MUSTUSE;
/* Where Identify was answered from, when by redirect; status 0: not so. url
 * lives with the probe. */
struct probe_redirect {
	long status;          /* of the first, such as 301 */
	bool has_moved;       /* for good */
	const char *url;      /* for people */
	const char *moved_to; /* see struct response */
};
void probe_redirect(const struct probe *probe, struct probe_redirect *redirect);
/* At least one, else FAULT_PROTOCOL. */
bool probe_formats(struct probe *probe, const struct metadata_format **formats,
    size_t *count, struct fault *why) MUSTUSE;
/* One record, by GetRecord. One that the repository does not have, for all that
 * it says, is not found, and no fault. */
struct probed_record {
	bool is_found;
	bool has_instant;
	time_t instant;        /* of its datestamp */
	struct text datestamp; /* as served; lives with the probe */
};
bool probe_record(struct probe *probe, struct text identifier,
    struct text metadata_prefix, struct probed_record *record,
    struct fault *why) MUSTUSE;
/* Follows resumption tokens to LIST_ENTRIES sets or PROBE_PAGES pages; is_whole
 * says whether that was all. No sets at all is no fault. */
bool probe_sets(struct probe *probe, const struct set **sets, size_t *count,
    bool *is_whole, struct fault *why) MUSTUSE;

#endif
