#include <string.h>

#include "base/array.h"
#include "normalise/fold.h"
#include "normalise/identifier.h"
#include "normalise/number.h"
#include "normalise/slice.h"
#include "normalise/web_url.h"

#define LOCAL_BYTES 64 /* longer is prose */

static struct text
digits_of(struct arena *arena, struct text value)
{
	value = slice_until(text_trim(value), ", ;");
	return slice_is_digits(value) && value.length <= 16
	    ? memory_copy(arena, value)
	    : (struct text){ 0 };
}

struct text
identifier_oclc(struct arena *arena, struct text value)
{
	value = text_trim(value);
	if (!slice_skip(&value, "(OCoLC)") && !slice_skip(&value, "oclc:"))
		return (struct text){ 0 };
	value = text_trim(value);
	if (!slice_skip(&value, "ocm") && !slice_skip(&value, "ocn"))
		(void)slice_skip(&value, "on");
	return digits_of(arena, value);
}

struct text
identifier_umi(struct arena *arena, struct text value)
{
	struct text number;

	value = text_trim(value);
	if (!slice_skip(&value, "(UMI)") && !slice_skip(&value, "umi:"))
		return (struct text){ 0 };
	value = text_trim(value);
	number = value;
	(void)slice_skip(&number, "AAI");
	return slice_is_digits(number) && value.length <= 16
	    ? memory_copy(arena, value)
	    : (struct text){ 0 };
}

struct text
identifier_osti(struct arena *arena, struct text value)
{
	value = text_trim(value);
	if (!slice_skip(&value, "OSTI ID:") && !slice_skip(&value, "osti:"))
		return (struct text){ 0 };
	return digits_of(arena, value);
}

/* The first that reads a value decides. */
static const struct {
	const char *scheme;
	struct text (*read)(struct arena *arena, struct text value);
} schemes[] = {
	{ "doi", identifier_doi },
	{ "handle", identifier_handle },
	{ "arxiv", identifier_arxiv },
	{ "pmid", identifier_pmid },
	{ "pmcid", identifier_pmcid },
	{ "urn", identifier_nbn },
	{ "ark", identifier_ark },
	{ "isbn", number_isbn },
	{ "issn", number_issn },
	{ "oclc", identifier_oclc },
	{ "umi", identifier_umi },
	{ "osti", identifier_osti },
	{ "url", web_url },
	{ "urn", identifier_urn },
};

struct identified
identifier_read(struct arena *arena, struct text value)
{
	for (size_t i = 0; i < COUNT(schemes); i++) {
		struct text read = schemes[i].read(arena, value);

		if (read.length > 0)
			return (struct identified){ schemes[i].scheme, read };
	}
	return (struct identified){ 0 };
}

/* With the label that makes a bare value one of its scheme. */
static struct text
with_label(struct arena *arena, struct text scheme, struct text value)
{
	if (text_is(scheme, "handle"))
		scheme = TEXT("hdl");
	if (text_is(scheme, "url") || slice_is_web(value) ||
	    slice_starts(value, "info:") || slice_starts(value, "urn:"))
		return value;
	scheme = memory_join(arena, scheme, TEXT(":"));
	return memory_join(arena, scheme, value);
}

struct identified
identifier_read_as(struct arena *arena, const struct vocabulary *vocabulary,
    struct text scheme, struct text value)
{
	const struct text *known;
	struct identified read;
	struct buffer key;

	if (scheme.length == 0)
		return identifier_read(arena, value);
	buffer_init(&key, 0);
	fold_key(&key, scheme);
	known =
	    vocabulary_find(vocabulary, SCHEME_IDENTIFIER, buffer_text(&key));
	buffer_fini(&key);
	if (known == NULL)
		return identifier_read(arena, value);
	if (known->length == 0)
		return (struct identified){ 0 };
	read =
	    identifier_read(arena, with_label(arena, *known, text_trim(value)));
	return read.scheme != NULL ? read : identifier_read(arena, value);
}

const char *
identifier_kind(struct arena *arena, struct text value)
{
	struct identified read = identifier_read(arena, value);

	value = text_trim(value);
	if (read.scheme != NULL && strcmp(read.scheme, "url") == 0)
		return web_url_is_full_text(read.value) ? "fulltext"
							: "landing";
	if (read.scheme != NULL)
		return read.scheme;
	if (slice_starts(value, "oai:"))
		return "oai";
	return value.length > 0 && value.length <= LOCAL_BYTES ? "local" : NULL;
}
