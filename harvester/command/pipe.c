#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "command/pipe.h"

/* poll(2) and not errno: libc may have dropped what it could not write, and
 * with it the reason. */
bool
pipe_is_broken(FILE *file)
{
	struct pollfd output = { .fd = fileno(file), .events = POLLOUT };

	return output.fd >= 0 && poll(&output, 1, 0) == 1 &&
	    (output.revents & (POLLERR | POLLHUP)) != 0;
}

void
pipe_restore(void)
{
	(void)signal(SIGPIPE, SIG_DFL);
}

void
pipe_end(void)
{
	pipe_restore();
	(void)raise(SIGPIPE);
	abort();
}
