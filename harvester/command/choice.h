#ifndef COMMAND_CHOICE_H
#define COMMAND_CHOICE_H

#include "command/common.h"
#include "oai/reader.h"

/* What of a new repository is to be harvested. */

/*
 * The prefixes to take: those asked for, or oai_dc and the richest format
 * that Sheaf knows, by namespace (prefixes are the repository's to choose).
 * FAULT_INPUT: one that is asked for is not there, or none would be taken.
 */
struct offer {
	const struct metadata_format *formats;
	size_t format_count;
	const struct set *sets;
	size_t set_count;
	bool has_sets; /* it could be asked about them */
	bool is_whole; /* and these are all */
};

bool choose_prefixes(struct word_list *chosen, const struct word_list *asked,
    const struct offer *offer, struct fault *why) MUSTUSE;

/* Has it a * ? or [ in it; has one of them. */
bool set_is_pattern(struct text text);
bool sets_have_pattern(const struct word_list *sets);

/*
 * The sets to take: those asked for, where * ? [ ] stand for the sets that
 * match; none asked for: the whole repository, as one set "". A plain name
 * that is not listed is taken (many repositories have more sets than they
 * list) and counted in *unlisted. FAULT_INPUT: a pattern matches nothing.
 */
bool choose_sets(struct word_list *chosen, const struct word_list *asked,
    const struct offer *offer, size_t *unlisted, struct fault *why) MUSTUSE;

#endif
