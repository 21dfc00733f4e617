#ifndef STORE_QUERY_H
#define STORE_QUERY_H

/*
 * Every statement we send, by name. The text lives in sql/query/NAME.sql; a
 * test prepares them all against a fresh database.
 */
#define QUERY(symbol, name, text) QUERY_##symbol,
enum query {
#include "sql_query.inc"
	QUERY_COUNT
};
#undef QUERY

struct query_text {
	const char *name;
	const char *text;
};

extern const struct query_text query_texts[QUERY_COUNT];

#endif
