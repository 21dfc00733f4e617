#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include <stdio.h>

#include "base/fault.h"

/*
 * A file that appears whole or not at all: written under a name of its own
 * beside the path, and renamed when it is finished.
 */
struct output {
	FILE *file;
	char *path;    /* NULL: a stream that was there before */
	char *working; /* name while it is written */
};

/* path NULL: stream. */
bool output_open(struct output *output, const char *path, FILE *stream,
    struct fault *why) MUSTUSE;
/* False where what was written so far did not arrive. */
bool output_is_well(struct output *output, struct fault *why) MUSTUSE;
/* On disk, and under its name. */
bool output_finish(struct output *output, struct fault *why) MUSTUSE;
/* Takes away what was not finished. Zeroed is fine. */
void output_close(struct output *output);

#endif
