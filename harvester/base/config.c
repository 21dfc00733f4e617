#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config_key.h"
#include "base/guess.h"
#include "base/limit.h"

#define FILE_BYTES MIB
#define PLACE_SIZE 120 /* "FILE:LINE" in a message */
#define SHOWN_SIZE 60  /* what was written, in a message */

void
config_init(struct config *config)
{
	struct buffer expected;

	*config = (struct config){ 0 };
	buffer_init(&expected, 0);
	for (size_t i = 0; i < CONFIG_KEYS; i++) {
		const struct config_key *key = config_key_at(i);

		if (!config_key_set(
			key, config, config_key_default(key), &expected))
			abort();
	}
	buffer_fini(&expected);
}

void
config_fini(struct config *config)
{
	for (size_t i = 0; i < CONFIG_KEYS; i++)
		config_key_clear(config_key_at(i), config);
	*config = (struct config){ 0 };
}

/* A file under way. */
struct reading {
	struct config config; /* replaces the caller's when all is well */
	const char *name;
	unsigned line;
	unsigned set_on[CONFIG_KEYS]; /* line; 0: not yet */
	config_tell *tell; /* of mistakes, and go on; NULL: stop at the first */
	void *context;
};

/* "FILE:LINE: ..." */
static bool PRINTF(3, 4) refuse(
    const struct reading *reading, struct fault *why, const char *format, ...)
{
	char place[PLACE_SIZE];
	char text[sizeof(why->text)];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fault_set(why, FAULT_INPUT, "%s:%u: %s",
	    text_printable(place, sizeof(place), text_of(reading->name)),
	    reading->line, text);
}

/* The known key that was probably meant; NULL where none is near. */
static const char *
nearest(struct text written)
{
	struct guess guess;

	guess_init(&guess, written);
	for (size_t i = 0; i < CONFIG_KEYS; i++)
		guess_look_at(&guess, config_key_name(config_key_at(i)));
	return guess.best;
}

/* CONFIG_KEYS where there is none of this name. */
static size_t
find_key(struct text written)
{
	size_t i = 0;

	while (i < CONFIG_KEYS &&
	    !text_is(written, config_key_name(config_key_at(i))))
		i++;
	return i;
}

static bool
refuse_key(
    const struct reading *reading, struct text written, struct fault *why)
{
	const char *meant = nearest(written);
	char shown[SHOWN_SIZE];

	text_printable(shown, sizeof(shown), written);
	if (meant == NULL)
		return refuse(reading, why,
		    "unknown key %s; see sheaf.conf(5) for all keys", shown);
	return refuse(
	    reading, why, "unknown key %s; did you mean %s?", shown, meant);
}

static bool
set_key(struct reading *reading, size_t position, struct text written,
    struct fault *why)
{
	const struct config_key *key = config_key_at(position);
	char shown[SHOWN_SIZE];
	struct buffer value;
	struct buffer expected;
	bool is_good;

	if (reading->set_on[position] > 0)
		return refuse(reading, why, "%s is already set on line %u",
		    config_key_name(key), reading->set_on[position]);
	reading->set_on[position] = reading->line;
	buffer_init(&value, 0);
	buffer_init(&expected, 0);
	buffer_add_text(&value, written);
	is_good =
	    config_key_set(key, &reading->config, value.bytes, &expected) ||
	    refuse(reading, why, "%s must be %s, not \"%s\"",
		config_key_name(key), expected.bytes,
		text_printable(shown, sizeof(shown), written));
	buffer_fini(&expected);
	buffer_fini(&value);
	return is_good;
}

static bool
has_control(struct text line)
{
	for (size_t i = 0; i < line.length; i++) {
		unsigned char c = (unsigned char)line.bytes[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}

/* Quotes are bytes like others here, so somebody who wrote a pair of them
 * around a value meant something else. */
static bool
is_quoted(struct text value)
{
	const char *bytes = value.bytes;

	return value.length >= 2 && (bytes[0] == '"' || bytes[0] == '\'') &&
	    bytes[value.length - 1] == bytes[0];
}

static bool
read_line(struct reading *reading, struct text line, struct fault *why)
{
	const char *equals;
	struct text name = line;
	struct text value;
	size_t position;

	if (line.length == 0 || line.bytes[0] == '#')
		return true;
	if (!text_is_utf8(line) || has_control(line))
		return refuse(reading, why,
		    "the line has bytes in it that are not UTF-8 text");
	if (line.bytes[0] == '[')
		return refuse(reading, why,
		    "there are no sections here; remove this line");
	equals = memchr(line.bytes, '=', line.length);
	if (equals == NULL)
		return refuse(reading, why, "a line must be \"key = value\"");
	name.length = (size_t)(equals - line.bytes);
	value.bytes = equals + 1;
	value.length = line.length - name.length - 1;
	value = text_trim(value);
	position = find_key(text_trim(name));
	if (position == CONFIG_KEYS)
		return refuse_key(reading, text_trim(name), why);
	if (is_quoted(value))
		return refuse(reading, why, "write the value without quotes");
	return set_key(reading, position, value, why);
}

static bool
pass_over(const struct reading *reading, const struct fault *mistake)
{
	if (reading->tell == NULL)
		return false;
	reading->tell(reading->context, mistake);
	return true;
}

static bool
read_lines(struct reading *reading, struct text bytes, struct fault *why)
{
	while (bytes.length > 0) {
		const char *end = memchr(bytes.bytes, '\n', bytes.length);
		struct text line = bytes;

		if (end != NULL)
			line.length = (size_t)(end - bytes.bytes);
		reading->line++;
		if (!read_line(reading, text_trim(line), why) &&
		    !pass_over(reading, why))
			return false;
		bytes.bytes += line.length + (end != NULL);
		bytes.length -= line.length + (end != NULL);
	}
	return true;
}

static struct text
without_byte_order_mark(struct text bytes)
{
	if (bytes.length >= 3 && memcmp(bytes.bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes.bytes += 3;
		bytes.length -= 3;
	}
	return bytes;
}

bool
config_parse(struct config *config, const char *name, struct text bytes,
    struct fault *why)
{
	struct reading reading = { .name = name };

	bytes = without_byte_order_mark(bytes);
	reading.config = *config;
	for (size_t i = 0; i < CONFIG_KEYS; i++)
		config_key_own(config_key_at(i), &reading.config);
	if (!read_lines(&reading, bytes, why)) {
		config_fini(&reading.config);
		return false;
	}
	config_fini(config);
	*config = reading.config;
	return true;
}

/* name is printable. */
static bool
read_file(int file, const char *name, struct buffer *into, struct fault *why)
{
	char chunk[4096];
	struct stat status;
	ssize_t length;

	if (fstat(file, &status) != 0)
		return fault_set(why, FAULT_INPUT, "%s: could not read: %s",
		    name, strerrordesc_np(errno));
	if (!S_ISREG(status.st_mode))
		return fault_set(
		    why, FAULT_INPUT, "%s: this is not a file", name);
	/* Whoever may write it decides where the next harvest goes. */
	if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return fault_set(why, FAULT_INPUT,
		    "%s: others than its owner may write it; run chmod go-w on "
		    "it",
		    name);
	do {
		length = read(file, chunk, sizeof(chunk));
		if (length > 0)
			buffer_add(into, chunk, (size_t)length);
	} while (
	    (length > 0 && !into->is_over) || (length < 0 && errno == EINTR));
	if (length < 0)
		return fault_set(why, FAULT_INPUT, "%s: could not read: %s",
		    name, strerrordesc_np(errno));
	if (into->is_over)
		return fault_set(why, FAULT_INPUT,
		    "%s: this is longer than any configuration", name);
	return true;
}

static bool
read_path(const char *path, struct buffer *into, struct fault *why)
{
	char name[PLACE_SIZE];
	bool is_good;
	int file;

	text_printable(name, sizeof(name), text_of(path));
	/* Not blocking: opening a pipe would wait for a writer. */
	file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0)
		return fault_set(why, FAULT_INPUT, "%s: could not open: %s",
		    name, strerrordesc_np(errno));
	is_good = read_file(file, name, into, why);
	(void)close(file);
	return is_good;
}

bool
config_load(struct config *config, const char *path, struct fault *why)
{
	struct buffer bytes;
	bool is_good;

	buffer_init(&bytes, FILE_BYTES);
	is_good = read_path(path, &bytes, why) &&
	    config_parse(config, path, buffer_text(&bytes), why);
	buffer_fini(&bytes);
	return is_good;
}

void
config_check(const char *path, config_tell *tell, void *context)
{
	struct reading reading = {
		.name = path, .tell = tell, .context = context
	};
	struct buffer bytes;
	struct fault why;

	config_init(&reading.config);
	buffer_init(&bytes, FILE_BYTES);
	if (!read_path(path, &bytes, &why) ||
	    !read_lines(
		&reading, without_byte_order_mark(buffer_text(&bytes)), &why))
		tell(context, &why);
	buffer_fini(&bytes);
	config_fini(&reading.config);
}

void
config_print(const struct config *config, struct buffer *into)
{
	struct buffer value;

	buffer_init(&value, 0);
	for (size_t i = 0; i < CONFIG_KEYS; i++) {
		const struct config_key *key = config_key_at(i);

		buffer_reset(&value);
		config_key_format(key, config, &value);
		if (!text_is(buffer_text(&value), config_key_default(key)))
			buffer_printf(into, "# default: %s\n",
			    config_key_default(key)[0] == '\0'
				? "none"
				: config_key_default(key));
		buffer_printf(into, "%s =%s%s\n", config_key_name(key),
		    value.length == 0 ? "" : " ", value.bytes);
	}
	buffer_fini(&value);
}
