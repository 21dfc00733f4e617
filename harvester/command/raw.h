#ifndef COMMAND_RAW_H
#define COMMAND_RAW_H

#include <stdio.h>

#include "store/export.h"

/*
 * Records as they were served, in one XML document: export, in it repository,
 * in it record as OAI-PMH has it. Of a deleted record there is the header.
 * Failures of writing stay with the file (ferror(3)).
 */
void raw_begin(FILE *file);
void raw_begin_repository(FILE *file, const char *name, const char *base_url);
/* A row with the columns of export_column, whatever comes behind them. */
void raw_record(FILE *file, const struct reply *reply, int row);
void raw_end_repository(FILE *file);
void raw_end(FILE *file);

#endif
