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

enum answer {
	ANSWER_NONE,
	ANSWER_NO,
	ANSWER_YES
};

struct item {
	struct text title;
	struct text other_titles; /* JSON: [{"title", "language", "kind"}] */
	/* For comparing: title, folded, letters and digits only. Key */
	struct text title_key;
	/* JSON: [{"name": as people write it, "family", "given", "suffix",
	 * "role", "orcid", "affiliation": [...], "organisation": true,
	 * "guess": true where family and given are split by guess}] */
	struct text creators;
	/* For "by the same author": "family initial", folded. Keys. */
	struct text_list creator_keys;
	struct text contributors; /* JSON, as creators */
	struct text abstract;
	/* JSON: [{"label", "scheme": as in schemas/subject_scheme.tsv where it
	 * is one of these, "code": in the scheme, "uri"}] */
	struct text subjects;
	struct text issued;      /* EDTF level 1, e.g. 2014-07, 196X, 1650? */
	struct text issued_from; /* YYYY-MM-DD, first day it can mean */
	struct text issued_to;   /* YYYY-MM-DD, last day */
	bool has_year;
	int year; /* where first and last day agree on it */
	/* "typed": it says that it is the date of publication; "plain": an
	 * untyped date; "citation": from a citation or source */
	struct text date_quality;
	struct text printed; /* EDTF, as issued; the typed dates */
	struct text online;
	struct text accepted;
	struct text deposited;  /* accession time stamps too */
	struct text type;       /* label of COAR Resource Types */
	struct text_list types; /* all that were said, labels. Keys */
	struct text version;    /* AO SMUR AM P VoR CVoR EVoR NA */
	enum answer peer_reviewed;
	struct text_list language; /* ISO 639-3. Keys */
	struct text
	    language_basis; /* "code", "name", "default": a platform's */
	struct text_list publisher; /* Keys */
	struct text container;      /* journal, book or proceedings it is in */
	struct text volume;
	struct text issue;
	struct text page_start;
	struct text page_end;
	struct text article_number;
	bool has_container_year;
	int container_year; /* when it appeared, as its citation says */
	struct text series; /* JSON: [{"series", "number"}] */
	struct text issn;   /* JSON: [{"issn", "medium"}] */
	struct text_list identifiers; /* "doi:10.1000/182". Keys */
	struct text doi;              /* its own; lower case. Key */
	struct text relations;        /* JSON: [{"rel", "scheme", "value"}] */
	/* JSON: [{"funder", "funder_id", "programme", "grant", "title",
	 * "acronym", "jurisdiction"}] */
	struct text funding;
	struct text degree;       /* JSON: {"name", "level", "grantor", ...} */
	struct text access;       /* label of COAR Access Rights */
	struct text access_basis; /* "statement", "licence", "embargo" */
	struct text embargo_end;  /* YYYY-MM-DD */
	struct text license;      /* SPDX where there is one. Key */
	struct text license_uri;
	struct text rights_statement; /* "InC-1.0". Key */
	struct text_list rights;      /* as served, cleaned */
	struct text_list format;      /* MIME types. Keys */
	struct text extent;           /* JSON: {"pages": 13, "bytes": 4711} */
	struct text_list sets;        /* setSpecs, decoded. Keys */
	struct text landing_url;      /* http or https */
	struct text full_text_url;
	/* JSON: [{"prefix": "rioxx", "format": "rioxx", "statements":
	 * {"title": ["...", {"value", "language", "scheme", "uri"}],
	 * "date.issued": [...]}}]: what was served, cleaned, most specific
	 * format first. */
	struct text statements;
	/* JSON: {"issued": {"prefix": "oai_dc", "element": "date.issued",
	 * "position": 2, "rule": "earliest year"}, ...}; position counts
	 * the values under that name in statements from 1. */
	struct text why;
	struct text_list unmapped; /* "language=Klingon". Keys */
	struct text_list issues;   /* one line each, for people */
	int64_t hash; /* of all other columns, words and is_deleted too */
	/* The record with the newest datestamp is deleted; then all columns
	 * but issues and hash are empty. */
	bool is_deleted;
	/* For sheaf.item_text, not sheaf.item: binary form of a tsvector, made
	 * of lexemes as sheaf.words() makes them. Weights: A titles, B
	 * creators and contributors, C subjects and container, D abstract and
	 * ISSNs. */
	struct text words;
};

/*
 * The columns above, in their order, but for hash, is_deleted and words: what
 * goes over all of them (the hash, the store) goes over this. Kind is TEXT,
 * LIST, YEAR or ANSWER; of a year has_ and its name says whether there is one.
 */
#define ITEM_COLUMNS(X)           \
	X(TEXT, title)            \
	X(TEXT, other_titles)     \
	X(TEXT, title_key)        \
	X(TEXT, creators)         \
	X(LIST, creator_keys)     \
	X(TEXT, contributors)     \
	X(TEXT, abstract)         \
	X(TEXT, subjects)         \
	X(TEXT, issued)           \
	X(TEXT, issued_from)      \
	X(TEXT, issued_to)        \
	X(YEAR, year)             \
	X(TEXT, date_quality)     \
	X(TEXT, printed)          \
	X(TEXT, online)           \
	X(TEXT, accepted)         \
	X(TEXT, deposited)        \
	X(TEXT, type)             \
	X(LIST, types)            \
	X(TEXT, version)          \
	X(ANSWER, peer_reviewed)  \
	X(LIST, language)         \
	X(TEXT, language_basis)   \
	X(LIST, publisher)        \
	X(TEXT, container)        \
	X(TEXT, volume)           \
	X(TEXT, issue)            \
	X(TEXT, page_start)       \
	X(TEXT, page_end)         \
	X(TEXT, article_number)   \
	X(YEAR, container_year)   \
	X(TEXT, series)           \
	X(TEXT, issn)             \
	X(LIST, identifiers)      \
	X(TEXT, doi)              \
	X(TEXT, relations)        \
	X(TEXT, funding)          \
	X(TEXT, degree)           \
	X(TEXT, access)           \
	X(TEXT, access_basis)     \
	X(TEXT, embargo_end)      \
	X(TEXT, license)          \
	X(TEXT, license_uri)      \
	X(TEXT, rights_statement) \
	X(LIST, rights)           \
	X(LIST, format)           \
	X(TEXT, extent)           \
	X(LIST, sets)             \
	X(TEXT, landing_url)      \
	X(TEXT, full_text_url)    \
	X(TEXT, statements)       \
	X(TEXT, why)              \
	X(LIST, unmapped)         \
	X(LIST, issues)

/* One record of the identifier, as the store has it. */
struct item_source {
	struct text metadata_prefix;
	struct text datestamp; /* as served */
	bool has_instant;
	time_t instant;
	enum record_status status; /* DELETED: said so, or concluded */
	struct text metadata;      /* XML; none in a deleted record */
	struct text_list set_specs;
};

#endif
