#ifndef STORE_SETUP_H
#define STORE_SETUP_H

/*
 * Statements that make the database rather than use it: sql/setup/NAME.sql,
 * several to a file, for connection_script().
 */
#define QUERY(symbol, name, text) SETUP_##symbol,
enum setup {
#include "sql_setup.inc"
	SETUP_COUNT
};
#undef QUERY

extern const char *const setup_texts[SETUP_COUNT];

#endif
