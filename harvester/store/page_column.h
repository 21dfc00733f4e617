#ifndef STORE_PAGE_COLUMN_H
#define STORE_PAGE_COLUMN_H

#include "base/record.h"
#include "store/parameters.h"

/*
 * What of a record goes over as an element of one array: the columns that the
 * statements of pages are made of, each of some of a page's records.
 */
typedef void page_column(
    struct parameters *parameters, const struct record *record);

page_column column_identifier;
page_column column_datestamp;
page_column column_instant;
page_column column_is_deleted;
page_column column_set_specs;
page_column column_metadata;
page_column column_abouts;
page_column column_content_hash;
page_column column_header_hash;

#endif
