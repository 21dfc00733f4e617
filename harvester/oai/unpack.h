#ifndef OAI_UNPACK_H
#define OAI_UNPACK_H

#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"

/*
 * The bytes of a file as they were before somebody packed it: as they are, or
 * from gzip (RFC 1952) or zstd (RFC 8878), told by its first bytes and not by
 * its name. What is packed may be several, one after the other and of both
 * kinds, as metha-pack makes them. Holds what zstd's window needs, at most
 * 2^ZSTD_WINDOW bytes, and little else.
 */
struct unpack;

/* Takes the descriptor over. */
struct unpack *unpack_new(int descriptor) RETURNS_VALID;
void unpack_free(struct unpack *unpack); /* takes NULL */

/*
 * The next bytes, at most PARSE_CHUNK; none at the end. They live until the
 * next call. False, and so from then on: the file could not be read
 * (FAULT_INPUT), is damaged or ends too soon (FAULT_MALFORMED), or unpacks to
 * more than INFLATE_RATIO allows (FAULT_TOO_LARGE).
 */
bool unpack_read(struct unpack *unpack, struct text *piece, struct fault *why)
    MUSTUSE;
/* Bytes of the file that were read so far. */
int64_t unpack_file_bytes(const struct unpack *unpack);

#endif
