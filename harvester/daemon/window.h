#ifndef DAEMON_WINDOW_H
#define DAEMON_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/*
 * Date windows (design, rule 12). Pure.
 *
 *	no from            whole               no until
 *	---------|---------|---------|---------|--------
 *	no from    until of one is from of the next   no until
 *
 * What has a datestamp is in one of them, wherever the repository's earliest
 * datestamp and its clock really are. Neighbours share a moment: from and
 * until are inclusive (OAI-PMH 3.3), but there are repositories that take
 * until as exclusive, or find nothing from a day until the same day.
 */
struct window {
	bool has_from;
	time_t from;
	bool has_until;
	time_t until;
};

struct window_scope {
	bool has_earliest;
	time_t earliest; /* as the repository says; may be nonsense */
	time_t now;
	bool has_seconds; /* granularity; else days */
};

#define WINDOW_PIECES 64

/* Cuts into at most so many pieces of about the same length, up to
 * WINDOW_PIECES. How many there are; 0: it cannot be cut any further. */
size_t window_cut(struct window pieces[WINDOW_PIECES], size_t most,
    const struct window *whole, const struct window_scope *scope);

#endif
