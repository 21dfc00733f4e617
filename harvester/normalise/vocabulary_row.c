#include "base/array.h"
#include "normalise/schema.h"
#include "normalise/vocabulary_row.h"

#define NO_COLUMN SCHEMA_COLUMNS

/* Schemes whose terms have a file of their own: its columns. The terms of the
 * others are the codes of their spellings. */
static const struct {
	enum scheme scheme;
	const char *file;
	const char *source; /* NULL: each row says its own */
	size_t label;
	size_t uri;
	size_t broader;
} term_files[] = {
	{ SCHEME_LANGUAGE_NAME, "language", "ISO 639-3", 4, NO_COLUMN,
	    NO_COLUMN },
	{ SCHEME_TYPE, "type_label", "COAR Resource Types 3.1", NO_COLUMN, 1,
	    2 },
	{ SCHEME_LICENSE, "license_label", NULL, NO_COLUMN, 1, NO_COLUMN },
};

#define SOURCE_COLUMN 2 /* where rows say their own */

static struct text
column(const struct text row[SCHEMA_COLUMNS], size_t at)
{
	return at == NO_COLUMN ? (struct text){ 0 } : row[at];
}

static bool
has_term_file(enum scheme scheme)
{
	for (size_t i = 0; i < COUNT(term_files); i++)
		if (term_files[i].scheme == scheme)
			return true;
	return false;
}

static void
visit_term_files(vocabulary_visit *visit, void *data)
{
	for (size_t i = 0; i < COUNT(term_files); i++) {
		const char *text = schema_text(term_files[i].file);
		struct text row[SCHEMA_COLUMNS];

		while (schema_row(&text, row)) {
			struct vocabulary_row term = {
				.scheme = term_files[i].scheme,
				.is_term = true,
				.code = row[0],
				.source = term_files[i].source == NULL
				    ? row[SOURCE_COLUMN]
				    : text_of(term_files[i].source),
				.label = column(row, term_files[i].label),
				.uri = column(row, term_files[i].uri),
				.broader = column(row, term_files[i].broader),
			};

			visit(data, &term);
		}
	}
}

static void
visit_spellings(enum scheme scheme, vocabulary_visit *visit, void *data)
{
	const char *text = schema_text(vocabulary_file(scheme));
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row)) {
		struct vocabulary_row spelling = {
			.scheme = scheme,
			.code = row[1],
			.source = row[2],
			.spelling = row[0],
			.platform = row[3],
		};
		struct vocabulary_row term = spelling;

		term.is_term = true;
		if (row[1].length > 0 && !has_term_file(scheme))
			visit(data, &term);
		visit(data, &spelling);
	}
}

void
vocabulary_visit_all(vocabulary_visit *visit, void *data)
{
	visit_term_files(visit, data);
	for (int i = 0; i < SCHEME_COUNT; i++)
		if (vocabulary_file((enum scheme)i) != NULL)
			visit_spellings((enum scheme)i, visit, data);
}
