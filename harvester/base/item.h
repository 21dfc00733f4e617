#ifndef BASE_ITEM_H
#define BASE_ITEM_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/record.h"

/*
 * What normalising hands to the store: one row of sheaf.item and its search
 * vector, made of all the records of one identifier. Columns of the same name,
 * in the same order. Everything is valid UTF-8 without U+0000 and lives in the
 * arena it was made in.
 *
 * An empty text or list is NULL in the table: nothing was served, or nothing
 * that a rule is sure of. There is no "Unknown".
 */

/* Of the values marked so: a B-tree or GIN entry must fit a page. */
#define ITEM_KEY_BYTES ((size_t)1024)

struct text_list {
	const struct text *texts; /* NULL where count is 0 */
	size_t count;
};

struct item {
	struct text title;
	struct text creators; /* JSON: [{"name": as served}, ...] */
	/* For "by the same author": "family initial", folded. Keys. */
	struct text_list creator_keys;
	struct text contributors; /* JSON, as creators */
	struct text abstract;
	struct text subjects;    /* JSON: [{"label": ...} or {"uri": ...}] */
	struct text issued;      /* EDTF level 1, e.g. 2014-07, 196X, 1650? */
	struct text issued_from; /* YYYY-MM-DD, first day it can mean */
	struct text issued_to;   /* YYYY-MM-DD, last day */
	bool has_year;
	int year;                     /* where first and last day agree on it */
	struct text date_quality;     /* "plain": from an untyped date */
	struct text type;             /* label of COAR Resource Types */
	struct text_list language;    /* ISO 639-3. Keys */
	struct text_list publisher;   /* Keys */
	struct text_list identifiers; /* "doi:10.1000/182". Keys */
	struct text doi;              /* the first; lower case. Key */
	struct text_list rights;      /* as served, cleaned */
	struct text license;          /* SPDX where there is one. Key */
	struct text landing_url;      /* http or https */
	/* JSON: {"title": ["...", ...], ...}, the fifteen elements as served,
	 * cleaned; only those that are there. */
	struct text dublin_core;
	/* JSON: {"issued": {"prefix": "oai_dc", "element": "date",
	 * "position": 2, "rule": "earliest year"}, ...}; position counts the
	 * elements of that name from 1. */
	struct text why;
	struct text_list unmapped; /* "language=Klingon". Keys */
	struct text_list issues;   /* one line each, for people */
	int rule_version;
	int64_t hash; /* of all other columns, words and is_deleted too */
	/* The record with the newest datestamp is deleted; then all columns
	 * but issues, rule_version and hash are empty. */
	bool is_deleted;
	/* For sheaf.item_text, not sheaf.item: text form of a tsvector, made
	 * of lexemes as sheaf.words() makes them. Weights: A titles, B
	 * creators, C subjects, D abstract. */
	struct text words;
};

/* One record of the identifier, as the store has it. */
struct item_source {
	struct text metadata_prefix;
	struct text datestamp; /* as served */
	bool has_instant;
	time_t instant;
	enum record_status status; /* DELETED: said so, or concluded */
	struct text metadata;      /* XML; none in a deleted record */
};

#endif
