#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/text.h"

/*
 * 64 bits of content, to tell "the same again" from "changed": several texts
 * and numbers, one after the other. Each text is preceded by its length, so
 * that ("ab", "c") and ("a", "bc") differ, and "none" equals "empty". Values
 * are stored: the same on every machine, and never to be computed otherwise.
 *
 * XXH3, not a cryptographic hash. A value is only ever compared with that of
 * an earlier version of the same record, so whoever makes two texts collide
 * hides a change of his own from himself; by chance it is one in 2^64.
 */
struct hash {
	uint64_t so_far;
};

void hash_init(struct hash *hash);
void hash_add_text(struct hash *hash, struct text text);
void hash_add_number(struct hash *hash, int64_t number);
int64_t hash_result(const struct hash *hash);

/* Of one text alone. */
int64_t hash_bytes(struct text text);
/* Of one text alone, quicker: for tables in memory, never stored. */
uint64_t hash_key(struct text text);

/* A text and its hash_key(), for who looks for it more than once. */
struct hashed {
	struct text text;
	uint64_t hash;
};
struct hashed hash_text(struct text text);

#endif
