#ifndef COMMAND_CSV_H
#define COMMAND_CSV_H

#include <stdio.h>

#include "store/export.h"

/*
 * Items as RFC 4180 has tables: UTF-8, a line of names first, lines end with
 * LF. A cell that a spreadsheet would take for a formula (=, +, -, @, a tab or
 * CR first) has an apostrophe before it.
 */
void csv_begin(FILE *file);
void csv_item(FILE *file, const struct reply *reply, int row);

#endif
