#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "normalise/schema.h"

#define QUERY(symbol, name, text) { name, text },
static const struct {
	const char *name;
	const char *text;
} files[] = {
#include "schemas.inc"
};
#undef QUERY

const char *
schema_text(const char *name)
{
	for (size_t i = 0; i < COUNT(files); i++) {
		if (strcmp(files[i].name, name) == 0)
			return files[i].text;
	}
	abort();
}

int64_t
schema_hash(void)
{
	struct hash hash;

	hash_init(&hash);
	for (size_t i = 0; i < COUNT(files); i++) {
		hash_add_text(&hash, text_of(files[i].name));
		hash_add_text(&hash, text_of(files[i].text));
	}
	return hash_result(&hash);
}

bool
schema_row(const char **text, struct text row[SCHEMA_COLUMNS])
{
	const char *at = *text + strspn(*text, "\n");

	memset(row, 0, SCHEMA_COLUMNS * sizeof(*row));
	if (*at == '\0')
		return false;
	for (size_t i = 0; i < SCHEMA_COLUMNS; i++) {
		row[i] = (struct text){ at, strcspn(at, "\t\n") };
		at += row[i].length;
		if (*at != '\t')
			break;
		at++;
	}
	*text = at + strcspn(at, "\n");
	return true;
}
