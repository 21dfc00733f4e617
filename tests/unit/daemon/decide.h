#ifndef DECIDE_H
#define DECIDE_H

#include "daemon/verdict.h"
#include "test.h"

/* A harvest that went well, for tests to spoil. */
static const struct harvest_sum good = { .is_selection = true,
	.records = 100,
	.pages = 2,
	.listed = 100,
	.every_seconds = 86400,
	.fault = "",
	.reason = "",
	.error = "",
	.repository = "library" };

static inline struct verdict
decide(struct harvest_sum sum)
{
	struct verdict verdict;

	verdict_decide(&verdict, &sum);
	return verdict;
}

#endif
