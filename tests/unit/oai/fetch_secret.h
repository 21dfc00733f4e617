#ifndef FETCH_SECRET_H
#define FETCH_SECRET_H

#include <sys/stat.h>

#include <fcntl.h>

#include "fetch_server.h"

/* A file of credentials, for the tests that a policy names one in. */
static char folder[40];
static char reference[80];

static inline void
write_credentials(const char *content, mode_t mode)
{
	int file = open(reference, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert(file >= 0);
	assert(write(file, content, strlen(content)) == (long)strlen(content));
	assert(fchmod(file, mode) == 0);
	close(file);
}

static inline int
secret_prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	strcpy(folder, "/tmp/test_fetch_secret.XXXXXX");
	if (mkdtemp(folder) == NULL)
		abort();
	(void)snprintf(reference, sizeof(reference), "%s/file", folder);
	return 0;
}

static inline int
secret_end(void **state)
{
	(void)state;
	(void)unlink(reference);
	(void)rmdir(folder);
	return 0;
}

#endif
