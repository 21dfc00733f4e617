#ifndef OAI_CREDENTIALS_H
#define OAI_CREDENTIALS_H

#include "base/buffer.h"
#include "base/fault.h"

/*
 * What a repository wants to see before it answers. It stands in a file, and
 * everything else (database, log, command line) knows the file's name only.
 * One line each, "#" begins a comment:
 *
 *	basic USER:PASSWORD	RFC 7617
 *	bearer TOKEN		RFC 6750
 *	header NAME: VALUE
 *	query NAME=VALUE	an argument of every request; not yet encoded
 *	proxy USER:PASSWORD	for the proxy, not for the repository
 *
 * Of the first three there is one at most, and one query, and one proxy.
 */
struct credentials;

/*
 * The file that a reference leads to: an absolute path, or a plain name, looked
 * for in $CREDENTIALS_DIRECTORY (systemd.exec(5)), then in CREDENTIALS_FOLDER.
 */
#define CREDENTIALS_FOLDER "/etc/sheaf/credentials"
bool credentials_find(
    struct buffer *path, const char *reference, struct fault *why) MUSTUSE;

/*
 * Refuses a file that others may read, or its group unless it is root's: who
 * can read it can be the harvester. FAULT_INPUT, in words that hold nothing of
 * what is in it. Files of systemd are as systemd makes them.
 */
bool credentials_read(struct credentials **credentials, const char *reference,
    struct fault *why) MUSTUSE;
/* From memory; name stands for the file. For tests and fuzzing. */
bool credentials_parse(struct credentials **credentials, const char *name,
    struct text bytes, struct fault *why) MUSTUSE;
/* Whether the file is still the one that was read. */
bool credentials_are_current(
    const struct credentials *credentials, const char *reference) MUSTUSE;

/* Several may share them; the last free, which takes NULL, wipes them. */
struct credentials *credentials_share(struct credentials *credentials)
    RETURNS_VALID;
void credentials_free(struct credentials *credentials);

/* NULL where there is none of it. */
const char *credentials_header(const struct credentials *credentials);
const char *credentials_proxy(const struct credentials *credentials);
/* "name=value", encoded; and the length of the name. */
struct text credentials_argument(
    const struct credentials *credentials, size_t *name_length);
/* Whether they are for the repository, not for a proxy alone. */
bool credentials_are_for_repository(const struct credentials *credentials);

/* Puts "***" in the place of whatever of a secret stands in text, or of eight
 * characters of it and more: servers repeat what they were told. */
void credentials_hide(const struct credentials *credentials, char *text);
bool credentials_are_in(const struct credentials *credentials, const char *text)
    MUSTUSE;

#endif
