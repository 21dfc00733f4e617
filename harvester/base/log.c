#include <sys/stat.h>
#include <sys/uio.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The place in the source would always be this file. */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include "base/buffer.h"
#include "base/log.h"

/* Lines of several processes on one pipe stay whole up to PIPE_BUF, 4096. */
#define MESSAGE_SIZE 2048
#define FIELD_SIZE   256

static enum log_level highest = LOG_LEVEL_INFO;

static const struct {
	const char *name;
	const char *priority; /* of syslog(3) */
} levels[] = {
	[LOG_LEVEL_ERROR] = { "error", "3" },
	[LOG_LEVEL_WARNING] = { "warning", "4" },
	[LOG_LEVEL_INFO] = { "info", "6" },
	[LOG_LEVEL_DEBUG] = { "debug", "7" },
};

void
log_set_level(enum log_level level)
{
	highest = level;
}

bool
log_parse_level(const char *name, enum log_level *level)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (strcmp(name, levels[i].name) == 0) {
			*level = (enum log_level)i;
			return true;
		}
	}
	return false;
}

/*
 * systemd.exec(5): JOURNAL_STREAM names the device and inode of the stream it
 * gave us. It is inherited, so standard error must still be that stream.
 */
static bool
is_journal(void)
{
	const char *stream = secure_getenv("JOURNAL_STREAM");
	char ours[64];
	struct stat status;

	if (stream == NULL || fstat(STDERR_FILENO, &status) != 0)
		return false;
	(void)snprintf(ours, sizeof(ours), "%llu:%llu",
	    (unsigned long long)status.st_dev,
	    (unsigned long long)status.st_ino);
	return strcmp(stream, ours) == 0;
}

/* A journal entry under construction: "NAME=value" one after the other. */
struct entry {
	struct buffer bytes;
	struct iovec fields[6];
	int count;
};

/* Lengths only: the buffer may move until the last field is in. */
static void
add_field(struct entry *entry, const char *name, const char *value)
{
	size_t before = entry->bytes.length;

	if (value == NULL)
		return;
	buffer_printf(&entry->bytes, "%s=%s", name, value);
	entry->fields[entry->count++].iov_len = entry->bytes.length - before;
}

/* The repository is a field too, which journalctl does not show. */
static void
add_message(struct entry *entry, const char *repository, const char *message)
{
	struct buffer text;

	buffer_init(&text, 0);
	if (repository != NULL)
		buffer_printf(&text, "%s: ", repository);
	buffer_add_string(&text, message);
	add_field(entry, "MESSAGE", text.bytes);
	buffer_fini(&text);
}

static bool
write_journal(
    enum log_level level, const struct log_subject *about, const char *message)
{
	struct entry entry = { 0 };
	bool is_written;
	char *at;

	add_message(&entry, about->repository, message);
	add_field(&entry, "PRIORITY", levels[level].priority);
	add_field(&entry, "SYSLOG_IDENTIFIER", "sheaf");
	add_field(&entry, "REPOSITORY", about->repository);
	add_field(&entry, "HARVEST", about->harvest);
	add_field(&entry, "FAULT", about->fault);
	at = entry.bytes.bytes;
	for (int i = 0; i < entry.count; i++) {
		entry.fields[i].iov_base = at;
		at += entry.fields[i].iov_len;
	}
	is_written = sd_journal_sendv(entry.fields, entry.count) == 0;
	buffer_fini(&entry.bytes);
	return is_written;
}

static void
add_subject(struct buffer *line, const char *name, const char *value)
{
	if (value != NULL)
		buffer_printf(line, " %s=%s", name, value);
}

static void
write_stderr(
    enum log_level level, const struct log_subject *about, const char *message)
{
	char moment[sizeof("2004-02-29T23:59:59Z")] = "";
	struct buffer line;
	struct tm broken;
	time_t now = time(NULL);

	if (gmtime_r(&now, &broken) == NULL ||
	    strftime(moment, sizeof(moment), "%FT%TZ", &broken) == 0)
		moment[0] = '\0';
	buffer_init(&line, 0);
	buffer_printf(&line, "%s %s", moment, levels[level].name);
	add_subject(&line, "repository", about->repository);
	add_subject(&line, "harvest", about->harvest);
	add_subject(&line, "fault", about->fault);
	buffer_printf(&line, ": %s\n", message);
	/* Nobody is left to be told when this fails. */
	if (write(STDERR_FILENO, line.bytes, line.length) < 0)
		(void)line;
	buffer_fini(&line);
}

/* value as it may be shown, in into; NULL stays NULL. */
static const char *
printable(char into[FIELD_SIZE], const char *value)
{
	if (value == NULL)
		return NULL;
	return text_printable(into, FIELD_SIZE, text_of(value));
}

void
log_write(enum log_level level, const struct log_subject *about,
    const char *format, ...)
{
	char raw[MESSAGE_SIZE + 1]; /* longer, so that a cut shows */
	char message[MESSAGE_SIZE];
	char fields[3][FIELD_SIZE];
	struct log_subject clean = { 0 };
	va_list args;

	if (level > highest)
		return;
	va_start(args, format);
	if (vsnprintf(raw, sizeof(raw), format, args) < 0)
		raw[0] = '\0';
	va_end(args);
	text_printable(message, sizeof(message), text_of(raw));
	if (about != NULL) {
		clean.repository = printable(fields[0], about->repository);
		clean.harvest = printable(fields[1], about->harvest);
		clean.fault = printable(fields[2], about->fault);
	}
	if (!is_journal() || !write_journal(level, &clean, message))
		write_stderr(level, &clean, message);
}
