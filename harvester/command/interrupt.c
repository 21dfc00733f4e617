#include <signal.h>

#include "command/interrupt.h"

static volatile sig_atomic_t interrupts;
static struct connection *stopped; /* with us */
static struct sigaction old_int;
static struct sigaction old_term;

static void
note_interrupt(int signal_number)
{
	(void)signal_number;
	/* The other signal, too, is no longer caught. */
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	interrupts = 1;
	if (stopped != NULL)
		connection_stop(stopped);
}

void
interrupt_catch(struct connection *connection)
{
	/* A server that cannot be reached keeps the handler waiting. */
	struct sigaction action = { .sa_handler = note_interrupt,
		.sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };

	(void)sigemptyset(&action.sa_mask);
	interrupts = 0;
	stopped = connection;
	(void)sigaction(SIGINT, &action, &old_int);
	(void)sigaction(SIGTERM, &action, &old_term);
}

void
interrupt_ends(struct connection *connection)
{
	stopped = connection;
	/* Before that there was nothing to end. */
	if (interrupts > 0)
		connection_stop(connection);
}

void
interrupt_leave(void)
{
	(void)sigaction(SIGINT, &old_int, NULL);
	(void)sigaction(SIGTERM, &old_term, NULL);
	stopped = NULL;
}

bool
interrupt_came(void)
{
	return interrupts > 0;
}
