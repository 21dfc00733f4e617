#include "store/query.h"

#define QUERY(symbol, name, text) { name, text },
const struct query_text query_texts[QUERY_COUNT] = {
#include "sql_query.inc"
};
#undef QUERY
