#ifndef COMMAND_IMPORT_FILE_H
#define COMMAND_IMPORT_FILE_H

#include "command/import_store.h"

/* Where the reading of a source is. */
struct import_progress {
	struct importing *importing;
	struct import_source *source;
	struct import_store *store; /* NULL: nothing is stored */
	struct import_place place;
	struct metha_file window; /* of metha, the last one read */
};

/* Reads one file and sends what is in it. False: nothing can be stored any
 * more. Interrupted, it leaves the file as if it had not been begun. */
bool import_file(struct import_progress *progress, const char *name,
    struct fault *why) MUSTUSE;
/* As place.file, and in its hash. free() it. */
char *import_file_name(const char *name) RETURNS_VALID;
void import_place_pass(struct import_place *place, const char *printable);
/* metha's list ended there, or was not the one of the next file. */
void import_file_end_list(struct import_progress *progress);

#endif
