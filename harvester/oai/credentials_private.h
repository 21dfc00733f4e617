#ifndef OAI_CREDENTIALS_PRIVATE_H
#define OAI_CREDENTIALS_PRIVATE_H

#include <sys/stat.h>

#include "oai/credentials.h"

/* A secret that is shorter would be found in any sentence. */
#define SECRET_LEAST        4
/* Password and header, argument, proxy; each also percent-encoded. */
#define CREDENTIALS_SECRETS 8

struct credentials {
	unsigned holders;
	char *header;
	char *argument;
	size_t name_length; /* of the argument */
	char *proxy;
	char *secrets[CREDENTIALS_SECRETS];
	size_t secret_count;
	struct stat file; /* as it was when it was read */
};

#endif
