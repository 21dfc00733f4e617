#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/buffer.h"
#include "base/fault.h"

/*
 * sheaf.conf: "key = value" lines, # comments, no sections. The keys are one
 * table in config.c; sheaf.conf(5) and config/sheaf.conf follow it, and a
 * test compares the three.
 */
struct config {
	char *database; /* conninfo; "": the private cluster */
	char *state;    /* directory of the private cluster; "": by rule */
	char *contact;  /* e-mail address in the From header */
	char *user_agent_url; /* in the User-Agent header */
	char *log_level;
	long harvest_workers;
	long normalise_workers;
	long every_seconds;      /* default interval between harvests */
	long delay_milliseconds; /* default between requests to a host */
	long connections;        /* default per host */
	long overlap_seconds;    /* subtracted from the next from */
	long sweep_seconds;      /* default between sweeps; 0: never */
	long transfers;          /* at once in one worker */
};

/* Defaults. */
void config_init(struct config *config);
void config_fini(struct config *config);
/*
 * Reads path over what is set. Unknown keys, repeated keys and bad values:
 * "FILE:LINE: ...", what is wrong and what would be right. A file that is
 * missing is an error here: the caller knows whether it had to exist.
 * Refuses a file that group or others may write. All or nothing: after a
 * failure config is as before.
 */
bool config_load(struct config *config, const char *path, struct fault *why)
    MUSTUSE;
/* Tells every mistake that config_load() would find, in the order of the lines,
 * where that stops at the first; keeps nothing. */
typedef void config_tell(void *context, const struct fault *mistake);
void config_check(const char *path, config_tell *tell, void *context);
/* config_load() from memory; name stands for FILE. For tests and fuzzing. */
bool config_parse(struct config *config, const char *name, struct text bytes,
    struct fault *why) MUSTUSE;
/* Every key with its value, one "key = value" line each, after a comment with
 * the default where that differs. Can be read back. */
void config_print(const struct config *config, struct buffer *into);

/* "90", "90s", "5m", "12h", "7d", "2w" or "daily", "weekly", "hourly". */
bool config_seconds(const char *text, long *seconds) MUSTUSE;

#endif
