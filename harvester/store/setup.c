#include "store/setup.h"

#define QUERY(symbol, name, text) text,
const char *const setup_texts[SETUP_COUNT] = {
#include "sql_setup.inc"
};
#undef QUERY
