#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/import.h"
#include "oai/request.h"

/* RFC 4648 5, without padding. */
#define ALPHABET                                                         \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" \
	"-_"

/* False: it is not base64url. A NUL in it is none either. */
static bool
decode(struct buffer *into, const char *name)
{
	unsigned bits = 0;
	unsigned count = 0;

	for (; *name != '\0'; name++) {
		const char *found = strchr(ALPHABET, *name);

		if (found == NULL)
			return false;
		bits = bits << 6 | (unsigned)(found - ALPHABET);
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		if ((bits >> count & 0xff) == 0)
			return false;
		buffer_add_char(into, (char)(bits >> count & 0xff));
	}
	return into->length > 0 && count < 6;
}

static char *
copy(const char *start, const char *end)
{
	size_t length = (size_t)(end - start);
	char *string = heap_take(length + 1);

	memcpy(string, start, length);
	return string;
}

/* "set#prefix#baseURL": metha's Harvest.Dir(). */
static bool
take_apart(
    const char *words, char **set_spec, char **metadata_prefix, char **base_url)
{
	const char *prefix = strchr(words, '#');
	const char *url = prefix == NULL ? NULL : strchr(prefix + 1, '#');

	if (url == NULL || strncmp(url + 1, "http", 4) != 0 ||
	    !metadata_prefix_is_valid(
		(struct text){ prefix + 1, (size_t)(url - prefix) - 1 }) ||
	    !text_is_utf8(text_of(words)))
		return false;
	*set_spec = copy(words, prefix);
	*metadata_prefix = copy(prefix + 1, url);
	*base_url = heap_string(url + 1);
	return true;
}

bool
metha_read_directory(
    const char *name, char **set_spec, char **metadata_prefix, char **base_url)
{
	struct buffer words;
	bool done;

	buffer_init(&words, 0);
	done = decode(&words, name) &&
	    take_apart(words.bytes, set_spec, metadata_prefix, base_url);
	buffer_fini(&words);
	return done;
}

static bool
has_digits(const char *text, size_t count)
{
	return strspn(text, "0123456789") >= count;
}

bool
metha_read_file(const char *name, struct metha_file *file)
{
	char *rest;

	if (!has_digits(name, 4) || name[4] != '-' ||
	    !has_digits(name + 5, 2) || name[7] != '-' ||
	    !has_digits(name + 8, 2) || name[10] != '-' ||
	    !has_digits(name + 11, 8))
		return false;
	memcpy(file->date, name, sizeof(file->date) - 1);
	file->date[sizeof(file->date) - 1] = '\0';
	file->number = strtoll(name + 11, &rest, 10);
	return strcmp(rest, ".xml") == 0 || strcmp(rest, ".xml.gz") == 0 ||
	    strcmp(rest, ".xml.zst") == 0;
}

/* Without scheme, and without the last slash. */
static struct text
core(const char *url)
{
	struct text text = text_of(url);
	const char *colon = strstr(url, "://");

	if (colon != NULL)
		text = text_of(colon);
	if (text.length > 0 && text.bytes[text.length - 1] == '/')
		text.length--;
	return text;
}

bool
same_base_url(const char *left, const char *right)
{
	return text_equals(core(left), core(right));
}
