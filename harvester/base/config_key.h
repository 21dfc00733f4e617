#ifndef BASE_CONFIG_KEY_H
#define BASE_CONFIG_KEY_H

#include "base/config.h"
#include "base/json.h"

/*
 * The table of sheaf.conf's keys, for config.c: names, types, ranges,
 * defaults, and the way between a value as written and as held.
 */
struct config_key;

/* By position; NULL behind the last. */
const struct config_key *config_key_at(size_t position);
#define CONFIG_KEYS 13
const char *config_key_name(const struct config_key *key) RETURNS_VALID;
const char *config_key_default(const struct config_key *key) RETURNS_VALID;

/* False: not a value of this key; writes to expected what would be. */
bool config_key_set(const struct config_key *key, struct config *config,
    const char *value, struct buffer *expected) MUSTUSE;
/* As it would be written. */
void config_key_format(const struct config_key *key,
    const struct config *config, struct buffer *into);
/* As a member of the object that is being written: numbers as numbers, times
 * as "every_seconds", with the unit in the name. */
void config_key_write(const struct config_key *key, const struct config *config,
    struct json *json);
/* In a struct that was copied: makes what the value owns a copy too. */
void config_key_own(const struct config_key *key, struct config *config);
/* Frees what the value owns. */
void config_key_clear(const struct config_key *key, struct config *config);

#endif
