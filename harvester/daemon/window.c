#include "daemon/window.h"

#define DAY   ((time_t)86400)
/* Where no beginning is known; never from before 1970. */
#define YEARS (30 * 365 * DAY)

static time_t
begin_of(const struct window *whole, const struct window_scope *scope,
    time_t end, time_t granule)
{
	if (whole->has_from)
		return whole->from;
	if (scope->has_earliest && scope->earliest < end - granule)
		return scope->earliest;
	return end > 0 ? end - YEARS : end;
}

/* Not into the future, where nothing is. */
static time_t
end_of(const struct window *whole, const struct window_scope *scope)
{
	if (whole->has_until && whole->until < scope->now)
		return whole->until;
	return scope->now;
}

/* To the beginning of a day, before 1970 too. */
static time_t
round_down(time_t when, time_t granule)
{
	time_t rest = when % granule;

	return when - rest - (rest < 0 ? granule : 0);
}

size_t
window_cut(struct window pieces[WINDOW_PIECES], size_t most,
    const struct window *whole, const struct window_scope *scope)
{
	time_t granule = scope->has_seconds ? 1 : DAY;
	time_t end = round_down(end_of(whole, scope), granule);
	time_t begin =
	    round_down(begin_of(whole, scope, end, granule), granule);
	time_t granules = (end - begin) / granule;
	size_t count = most < WINDOW_PIECES ? most : WINDOW_PIECES;

	if (granules < (time_t)count)
		count = granules < 0 ? 0 : (size_t)granules;
	if (count < 2)
		return 0;
	for (size_t i = 0; i < count; i++) {
		pieces[i].has_from = i > 0 || whole->has_from;
		pieces[i].from = i > 0 ? pieces[i - 1].until : whole->from;
		pieces[i].has_until = i + 1 < count || whole->has_until;
		pieces[i].until = i + 1 < count ? begin +
			granules * (time_t)(i + 1) / (time_t)count * granule
						: whole->until;
	}
	return count;
}
