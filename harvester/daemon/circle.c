#include "daemon/circle.h"

bool
circle_closes(struct circle *circle, uint64_t here)
{
	if (circle->steps > 0 && here == circle->anchor)
		return true;
	if (circle->until == 0)
		circle->until = 1;
	circle->steps++;
	if (circle->steps == circle->until) {
		circle->anchor = here;
		circle->until *= 2;
	}
	return false;
}
