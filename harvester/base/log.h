#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "base/attribute.h"

/*
 * One line, once, by programs (never by libraries). Under systemd a journal
 * entry with the fields below; elsewhere a line on standard error, with the
 * time, the level and the subject before the message. Untrusted text goes
 * through text_printable() first; log_write() escapes controls all the same.
 */
enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG,
};

/* What a line is about. NULL fields are left out. */
struct log_subject {
	const char *repository; /* REPOSITORY= */
	const char *harvest;    /* HARVEST= */
	const char *fault;      /* FAULT= */
};

/* Lines above this level are dropped. Default LOG_LEVEL_INFO. */
void log_set_level(enum log_level level);
/* "error", "warning", "info" or "debug"; false for anything else. */
bool log_parse_level(const char *name, enum log_level *level) MUSTUSE;
void log_write(enum log_level level, const struct log_subject *about,
    const char *format, ...) PRINTF(3, 4);

#endif
