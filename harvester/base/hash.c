#include <endian.h>

/* Most of what is hashed is a word: calling the library took longer. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hash.h"

/*
 * Each piece is hashed with the result so far as its seed: a chain of eight
 * bytes in place of XXH3's streaming state of 576, which records need by the
 * hundred thousand. The algorithm is frozen since xxHash 0.8.0.
 */
static void
add(struct hash *hash, const void *bytes, size_t length)
{
	hash->so_far = XXH3_64bits_withSeed(bytes, length, hash->so_far);
}

void
hash_init(struct hash *hash)
{
	hash->so_far = 0;
}

void
hash_add_text(struct hash *hash, struct text text)
{
	hash_add_number(hash, (int64_t)text.length);
	add(hash, text.length == 0 ? "" : text.bytes, text.length);
}

void
hash_add_number(struct hash *hash, int64_t number)
{
	uint64_t bytes = htole64((uint64_t)number);

	add(hash, &bytes, sizeof(bytes));
}

int64_t
hash_result(const struct hash *hash)
{
	return (int64_t)hash->so_far;
}

int64_t
hash_bytes(struct text text)
{
	struct hash hash;

	hash_init(&hash);
	hash_add_text(&hash, text);
	return hash_result(&hash);
}

uint64_t
hash_key(struct text text)
{
	return XXH3_64bits(text.length == 0 ? "" : text.bytes, text.length);
}

struct hashed
hash_text(struct text text)
{
	return (struct hashed){ text, hash_key(text) };
}
