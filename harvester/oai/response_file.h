#ifndef OAI_RESPONSE_FILE_H
#define OAI_RESPONSE_FILE_H

#include "oai/reader.h"
#include "oai/unpack.h"

/*
 * The OAI-PMH responses in a file, as other harvesters keep them: one, or
 * several one after the other, packed or not (unpack.h), whole or as metha
 * writes them (reader_take_file()). A response begins where the one before was
 * closed, or broke off outside of a record: what is damaged costs itself, and
 * the next one in the file is read.
 *
 * Holds one page and little else, however large the file is.
 */
struct response_file;

struct response_file_events {
	/* As in reader.h. Each response has one that is_end, unless it broke
	 * off. */
	void (*page)(void *context, struct page *page);
	/* A response ended; why is NULL where it was whole. What they point to
	 * lives during the call. */
	void (*response)(void *context, const struct response_end *end,
	    const struct response_request *request, const struct fault *why);
};

/* Takes the descriptor over. */
struct response_file *response_file_new(int descriptor,
    const struct response_file_events *events, void *context) RETURNS_VALID;
void response_file_free(struct response_file *file); /* takes NULL */

/*
 * Reads a piece; *is_end: that was all. False: the file itself cannot be read
 * any further (unpack_read()); events have told what had come by then.
 */
bool response_file_read(
    struct response_file *file, bool *is_end, struct fault *why) MUSTUSE;
int64_t response_file_bytes(const struct response_file *file); /* unpacked */
/* Of the file, packed as it is. */
int64_t response_file_taken(const struct response_file *file);

/* What the response under way was asked for; NULL: none is. */
const struct response_request *response_file_request(
    const struct response_file *file);

#endif
