#ifndef DAEMON_PREMISE_H
#define DAEMON_PREMISE_H

#include "base/buffer.h"
#include "normalise/vocabulary.h"
#include "store/connection.h"

/*
 * What the items of a repository are made by, besides their records: the
 * vocabulary, and the platform. People change both, and then mark the items
 * that are stored to be made again.
 *
 * A batch of items reads it first and looks at its end whether it still holds.
 * It locks nothing meanwhile: batches follow one another without a gap, and
 * share locks of several would keep whoever changes it out for ever. Nor does
 * it wait at its end, where it has marks locked: whoever changes it waits for
 * these.
 */
struct premise {
	struct vocabulary *vocabulary;
	struct buffer number; /* of the vocabulary; none: as it ships */
	struct buffer platform;
};

void premise_init(struct premise *premise);
void premise_fini(struct premise *premise);

bool premise_read(struct premise *premise, struct connection *connection,
    int64_t repository_id, struct fault *why) MUSTUSE;
/* The last before COMMIT. *is_overtaken: somebody has changed it, or does;
 * else nobody does before the transaction has ended. */
bool premise_holds(const struct premise *premise, struct connection *connection,
    int64_t repository_id, bool *is_overtaken, struct fault *why) MUSTUSE;

#endif
