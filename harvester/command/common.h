#ifndef COMMAND_COMMON_H
#define COMMAND_COMMON_H

#include "base/guess.h"
#include "command/command.h"
#include "store/repository.h"

/* What all commands say and ask in the same way. */

/* "sheaf NAME: ..." on err, with where to read on; COMMAND_USAGE. */
int command_usage(struct command_context *context, const char *name,
    const char *format, ...) PRINTF(3, 4);
/* After getopt_long() answered '?' or ':'; COMMAND_USAGE. */
int command_bad_option(
    struct command_context *context, int option, char **argv);
/* For a command that has none of its own; optind is then at its arguments.
 * COMMAND_DONE or COMMAND_USAGE. */
int command_read_no_options(
    struct command_context *context, int argc, char **argv);
/* Says what went wrong; as JSON, {"error": ...} on out too. COMMAND_FAILED;
 * for FAULT_INPUT, a thing that is not there or must not be, what is given. */
int command_fail(
    struct command_context *context, const char *name, const struct fault *why);
int command_refuse(struct command_context *context, const char *name,
    int exit_code, const char *format, ...) PRINTF(4, 5);

/* Progress and advice, a line on err; nothing when quiet. */
void command_say(struct command_context *context, const char *format, ...)
    PRINTF(2, 3);

/* That the private PostgreSQL was found stopped, and runs again. */
void command_say_started(struct command_context *context);

/* What connections of a command are called: "sheaf NAME". */
#define APPLICATION_SIZE 64
void command_application(char into[APPLICATION_SIZE], const char *name);
/* False: said so. */
bool command_open(struct command_context *context, const char *name,
    enum database_role role, struct connection **connection) MUSTUSE;
/* Finds a repository. Returns COMMAND_DONE, or says what is wrong (with the
 * name that was probably meant) and returns COMMAND_NOTHING or _FAILED. */
int command_find(struct command_context *context, const char *name,
    struct connection *connection, const char *repository_name,
    struct repository *repository) MUSTUSE;

/* FAULT_INPUT: it cannot be the name of a repository, or what else is to be
 * named. */
bool command_check_name(const char *name, const char *what, struct fault *why)
    MUSTUSE;

/* Text from a stranger, all of it: printable on a terminal, as it is (line
 * breaks and tabs too) elsewhere. */
void command_print(struct command_context *context, struct text text);
/* The same for a text of several lines, which keep their breaks and tabs. */
void command_print_lines(struct command_context *context, struct text text);
/* One JSON document, one line. */
void command_print_json(struct command_context *context, const char *json);
bool command_is_terminal(FILE *file);

/* 1234567 as "1,234,567". */
#define COUNT_SIZE 32
char *count_format(char into[COUNT_SIZE], int64_t count) RETURNS_VALID;
/* "1.2 MB"; "3 min 20 s", the two largest units that are not zero. */
char *bytes_format(char into[COUNT_SIZE], int64_t bytes) RETURNS_VALID;
char *duration_format(char into[COUNT_SIZE], int64_t seconds) RETURNS_VALID;

/*
 * A setting of one repository or host, by its name in sheaf.conf: the same
 * spelling, units and range. False: text says what would be right.
 */
bool setting_parse(struct config *into, const char *key, const char *value,
    struct fault *why) MUSTUSE;
void setting_format(
    const struct config *config, const char *key, struct buffer *into);

/* What an option that may be repeated was given. */
struct word_list {
	struct text *texts;
	size_t count;
};
void word_list_add(struct word_list *words, struct text word); /* not copied */
void word_list_fini(struct word_list *words);
bool word_list_have(const struct word_list *words, struct text word);

#endif
