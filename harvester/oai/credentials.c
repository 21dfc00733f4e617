#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/heap.h"
#include "base/url.h"
#include "oai/credentials_private.h"

/* So much of a long one is as good as all of it. */
#define SECRET_PART 8

/* What stands behind the word of a line, its blanks cut off. */
typedef bool line_reader(
    struct credentials *credentials, struct text value, struct text *expected);

static void
wipe(char *secret)
{
	if (secret != NULL)
		explicit_bzero(secret, strlen(secret));
	free(secret);
}

struct credentials *
credentials_share(struct credentials *credentials)
{
	credentials->holders++;
	return credentials;
}

void
credentials_free(struct credentials *credentials)
{
	if (credentials == NULL || --credentials->holders > 0)
		return;
	wipe(credentials->header);
	wipe(credentials->argument);
	wipe(credentials->proxy);
	while (credentials->secret_count > 0)
		wipe(credentials->secrets[--credentials->secret_count]);
	free(credentials);
}

static char *
copy(struct text text)
{
	char *string = heap_take(text.length + 1);

	memcpy(string, text.bytes, text.length);
	return string;
}

/* Also as it would stand in a URL. */
static void
note_secret(struct credentials *credentials, struct text secret)
{
	struct buffer encoded;

	if (secret.length < SECRET_LEAST)
		return;
	assert(credentials->secret_count + 2 <= CREDENTIALS_SECRETS);
	credentials->secrets[credentials->secret_count++] = copy(secret);
	buffer_init(&encoded, 0);
	url_encode(&encoded, secret);
	if (encoded.length > secret.length)
		credentials->secrets[credentials->secret_count++] =
		    buffer_take(&encoded);
	else
		wipe(buffer_take(&encoded));
}

/* RFC 4648, section 4. */
static void
add_base64(struct buffer *into, struct text bytes)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.length; i += 3) {
		size_t here = bytes.length - i < 3 ? bytes.length - i : 3;
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 |
			    (k < here ? (unsigned char)bytes.bytes[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buffer_add_char(into,
			    (char)(k > here
				    ? '='
				    : digits[bits >> (18 - 6 * k) & 63]));
	}
}

/* The value up to a character, and what is behind it; false: it is not there,
 * or nothing before it. */
static bool
split(struct text value, char at, struct text *before, struct text *behind)
{
	const char *found = memchr(value.bytes, at, value.length);

	if (found == NULL || found == value.bytes)
		return false;
	*before = (struct text){ value.bytes, (size_t)(found - value.bytes) };
	*behind = (struct text){ found + 1, value.length - before->length - 1 };
	return true;
}

/* One header is sent; who reads a second one has refused it before this. */
static bool
set_header(struct credentials *credentials, struct buffer *line)
{
	assert(credentials->header == NULL);
	credentials->header = buffer_take(line);
	return true;
}

/* RFC 7617, section 2: the name has no colon in it. */
static bool
read_basic(
    struct credentials *credentials, struct text value, struct text *expected)
{
	struct text user, password;
	struct buffer line, packed;

	*expected = TEXT("basic USER:PASSWORD");
	if (credentials->header != NULL ||
	    !split(value, ':', &user, &password) || password.length == 0)
		return false;
	buffer_init(&line, 0);
	buffer_init(&packed, 0);
	add_base64(&packed, value);
	buffer_printf(&line, "Authorization: Basic %s", packed.bytes);
	note_secret(credentials, password);
	note_secret(credentials, buffer_text(&packed));
	wipe(buffer_take(&packed));
	return set_header(credentials, &line);
}

static bool
read_bearer(
    struct credentials *credentials, struct text value, struct text *expected)
{
	struct buffer line;

	*expected = TEXT("bearer TOKEN");
	if (credentials->header != NULL || value.length == 0 ||
	    memchr(value.bytes, ' ', value.length) != NULL)
		return false;
	buffer_init(&line, 0);
	buffer_add_string(&line, "Authorization: Bearer ");
	buffer_add_text(&line, value);
	note_secret(credentials, value);
	return set_header(credentials, &line);
}

/* Those that are libcurl's and ours to write: with them a request could be made
 * two of one. */
static bool
may_be_header(struct text name)
{
	static const char *const ours[] = { "Host", "Content-Length",
		"Content-Type", "Transfer-Encoding", "Connection", "Upgrade",
		"TE", "Trailer", "Expect", "Accept-Encoding", "User-Agent",
		"From" };

	for (size_t i = 0; i < name.length; i++) {
		char c = name.bytes[i];

		/* RFC 9110 5.6.2. */
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z') ||
			strchr("!#$%&'*+-.^_`|~", c) != NULL))
			return false;
	}
	for (size_t i = 0; i < COUNT(ours); i++)
		if (name.length == strlen(ours[i]) &&
		    strncasecmp(name.bytes, ours[i], name.length) == 0)
			return false;
	return true;
}

static bool
read_header(
    struct credentials *credentials, struct text value, struct text *expected)
{
	struct text name, content;
	struct buffer line;

	*expected = TEXT("header NAME: VALUE");
	if (credentials->header != NULL ||
	    !split(value, ':', &name, &content) || !may_be_header(name))
		return false;
	content = text_trim(content);
	if (content.length == 0)
		return false;
	buffer_init(&line, 0);
	buffer_add_text(&line, name);
	buffer_add_string(&line, ": ");
	buffer_add_text(&line, content);
	note_secret(credentials, content);
	return set_header(credentials, &line);
}

static bool
read_query(
    struct credentials *credentials, struct text value, struct text *expected)
{
	struct text name, content;
	struct buffer argument;

	*expected = TEXT("query NAME=VALUE");
	if (credentials->argument != NULL ||
	    !split(value, '=', &name, &content) || content.length == 0)
		return false;
	buffer_init(&argument, 0);
	url_encode(&argument, name);
	credentials->name_length = argument.length;
	buffer_add_char(&argument, '=');
	url_encode(&argument, content);
	note_secret(credentials, content);
	credentials->argument = buffer_take(&argument);
	return true;
}

static bool
read_proxy(
    struct credentials *credentials, struct text value, struct text *expected)
{
	struct text user, password;

	*expected = TEXT("proxy USER:PASSWORD");
	if (credentials->proxy != NULL ||
	    !split(value, ':', &user, &password) || password.length == 0)
		return false;
	note_secret(credentials, password);
	credentials->proxy = copy(value);
	return true;
}

static const struct form {
	const char *word;
	line_reader *read;
} forms[] = {
	{ "basic", read_basic },
	{ "bearer", read_bearer },
	{ "header", read_header },
	{ "query", read_query },
	{ "proxy", read_proxy },
};

static bool
has_control(struct text line)
{
	for (size_t i = 0; i < line.length; i++) {
		unsigned char byte = (unsigned char)line.bytes[i];

		if (byte < ' ' || byte == 0x7f)
			return true;
	}
	return false;
}

static bool
read_line(struct credentials *credentials, const char *name, unsigned number,
    struct text line, struct fault *why)
{
	struct text expected = TEXT("basic, bearer, header, query or proxy");
	struct text word, value;

	line = text_trim(line);
	if (line.length == 0 || line.bytes[0] == '#')
		return true;
	if (has_control(line) || !text_is_utf8(line))
		return fault_set(why, FAULT_INPUT,
		    "%.120s:%u: there is a byte in it that cannot be sent",
		    name, number);
	if (split(line, ' ', &word, &value))
		for (size_t i = 0; i < COUNT(forms); i++)
			if (text_is(word, forms[i].word) &&
			    forms[i].read(
				credentials, text_trim(value), &expected))
				return true;
	return fault_set(why, FAULT_INPUT,
	    "%.120s:%u: this is not what was expected: one line of the form "
	    "\"%.*s\"",
	    name, number, (int)expected.length, expected.bytes);
}

static bool
read_lines(struct credentials *credentials, const char *name, struct text bytes,
    struct fault *why)
{
	unsigned number = 0;

	while (bytes.length > 0) {
		const char *end = memchr(bytes.bytes, '\n', bytes.length);
		size_t length =
		    end == NULL ? bytes.length : (size_t)(end - bytes.bytes);

		if (!read_line(credentials, name, ++number,
			(struct text){ bytes.bytes, length }, why))
			return false;
		length += end != NULL;
		bytes.bytes += length;
		bytes.length -= length;
	}
	if (credentials->header != NULL || credentials->argument != NULL ||
	    credentials->proxy != NULL)
		return true;
	return fault_set(
	    why, FAULT_INPUT, "%.160s: there are no credentials in it", name);
}

bool
credentials_parse(struct credentials **credentials, const char *name,
    struct text bytes, struct fault *why)
{
	struct credentials *read = heap_take(sizeof(*read));

	read->holders = 1;
	if (!read_lines(read, name, bytes, why)) {
		credentials_free(read);
		return false;
	}
	*credentials = read;
	return true;
}

const char *
credentials_header(const struct credentials *credentials)
{
	return credentials == NULL ? NULL : credentials->header;
}

const char *
credentials_proxy(const struct credentials *credentials)
{
	return credentials == NULL ? NULL : credentials->proxy;
}

struct text
credentials_argument(const struct credentials *credentials, size_t *name_length)
{
	if (credentials == NULL || credentials->argument == NULL)
		return (struct text){ 0 };
	*name_length = credentials->name_length;
	return text_of(credentials->argument);
}

bool
credentials_are_for_repository(const struct credentials *credentials)
{
	return credentials != NULL &&
	    (credentials->header != NULL || credentials->argument != NULL);
}
