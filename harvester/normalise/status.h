#ifndef NORMALISE_STATUS_H
#define NORMALISE_STATUS_H

#include "normalise/draft.h"

/*
 * Statements: values that a table knows as a whole (version.tsv, access.tsv,
 * ...), whatever element they stand in.
 */

/* A type or a description that is longer is none. */
#define STATUS_BYTES 160

/*
 * What a table says of value, or else of the first of its parts between
 * characters of signs, with a blank behind them, or " / ". NULL: not known.
 */
const struct text *status_read(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text platform, struct text value,
    const char *signs) MUSTUSE;

/* It is such a statement, of any kind. */
bool status_is_known(const struct draft *draft, struct text value) MUSTUSE;

/* AO SMUR AM P VoR CVoR EVoR NA; codes only where it is said to be a version.
 */
struct text status_version(const struct vocabulary *vocabulary,
    struct text platform, struct text value, bool is_said) MUSTUSE;
enum answer status_peer_reviewed(const struct vocabulary *vocabulary,
    struct text platform, struct text value) MUSTUSE;

/* version and peer_reviewed: said to be so, or found among types, rights and
 * descriptions. */
void status_field(struct draft *draft);

#endif
