#include <assert.h>
#include <string.h>

#include "oai/credentials_private.h"

/* So much of a long one is as good as all of it. */
#define SECRET_PART 8

/* Of ASCII; escapes in a URL are written in both cases. */
static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

/* How much of the secret begins here, from any place of it on. */
static size_t
part_of(const char *text, const char *secret)
{
	size_t length = strlen(secret);
	size_t longest = 0;

	for (size_t from = 0; from < length; from++) {
		size_t same = 0;

		while (from + same < length &&
		    lower(text[same]) == lower(secret[from + same]))
			same++;
		if (same > longest)
			longest = same;
	}
	if (longest == length || longest >= SECRET_PART)
		return longest;
	return 0;
}

/* The longest part of any of them. */
static size_t
secret_at(const struct credentials *credentials, const char *text)
{
	size_t longest = 0;

	for (size_t i = 0; i < credentials->secret_count; i++) {
		size_t length = part_of(text, credentials->secrets[i]);

		if (length > longest)
			longest = length;
	}
	return longest;
}

void
credentials_hide(const struct credentials *credentials, char *text)
{
	static const char stars[] = "***";
	char *into = text;

	if (credentials == NULL)
		return;
	static_assert(SECRET_LEAST >= sizeof(stars) - 1, "never longer");
	while (*text != '\0') {
		size_t length = secret_at(credentials, text);

		if (length == 0) {
			*into++ = *text++;
			continue;
		}
		memcpy(into, stars, sizeof(stars) - 1);
		into += sizeof(stars) - 1;
		text += length;
	}
	*into = '\0';
}

bool
credentials_are_in(const struct credentials *credentials, const char *text)
{
	if (credentials == NULL)
		return false;
	for (; *text != '\0'; text++)
		if (secret_at(credentials, text) > 0)
			return true;
	return false;
}
