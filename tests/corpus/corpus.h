#ifndef CORPUS_H
#define CORPUS_H

#include "base/arena.h"
#include "base/record.h"

/* A record of the corpus, and what its repository shows. */
struct recorded {
	const char *file; /* below the corpus: "arxiv/GetRecord-arXiv-01.xml" */
	const char *platform_name; /* as the index calls it */
	unsigned number;           /* in the file, from 1 */
	struct text base_url;
	struct text metadata_prefix;
	const struct record *record;
};

/* Calls each for every live record of every list and single record of the
 * corpus. False: there is no corpus. file NULL: of all files. */
bool corpus_each(const char *file,
    void (*each)(void *context, const struct recorded *recorded),
    void *context);

#endif
