#ifndef NORMALISE_PLATFORM_H
#define NORMALISE_PLATFORM_H

#include "base/buffer.h"
#include "base/item.h"

/*
 * The software of a repository, by what it shows (schemas/platform.tsv): some
 * rules hold for what one platform writes only.
 */
struct platform_tells {
	struct text base_url;
	struct text descriptions; /* of Identify */
	struct text identifier;   /* of one of its records */
	struct text_list set_specs;
};

/* "dspace", "eprints", ...; none: it is not told. Lives as long as the
 * program. */
struct text platform_guess(const struct platform_tells *tells) MUSTUSE;
/* All that platform.tsv knows, with ", " between them. */
void platform_list(struct buffer *into);
/* Whether it is one that platform.tsv knows. */
bool platform_is_known(struct text platform) MUSTUSE;
/* Whether what people write there is TeX: arXiv. */
bool platform_writes_tex(struct text platform) MUSTUSE;

#endif
