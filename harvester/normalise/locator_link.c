#include <string.h>

#include "normalise/identifier.h"
#include "normalise/locator.h"
#include "normalise/number.h"
#include "normalise/slice.h"

static struct text
take_token(struct text *rest, const char *ends)
{
	struct text token;

	while (rest->length > 0 && strchr(" :,", rest->bytes[0]) != NULL)
		*rest = slice_from(*rest, 1);
	token = slice_until(*rest, ends);
	*rest = slice_from(*rest, token.length);
	return token;
}

/* A URL that is no DOI's is skipped. */
static bool
take_doi(struct arena *arena, struct text *rest, struct citation *found)
{
	struct text token = take_token(rest, " <");
	struct text doi = identifier_doi(arena, token);

	if (found->doi.length == 0)
		found->doi = doi;
	return doi.length > 0 || slice_is_web(token);
}

static bool
take_issn(struct arena *arena, struct text *rest, struct citation *found)
{
	struct text token = slice_strip(take_token(rest, " ,;()<"), ".");
	struct text issn =
	    number_issn(arena, memory_join(arena, TEXT("issn "), token));

	if (found->issn.length == 0)
		found->issn = issn;
	return issn.length > 0;
}

static bool
take_pmcid(struct arena *arena, struct text *rest, struct citation *found)
{
	struct text token = slice_strip(take_token(rest, " ,;"), ".");

	found->pmcid = identifier_pmcid(arena, token);
	return found->pmcid.length > 0;
}

/* HAL: "pp.3129. \u27E810.1140/epjc/s10052\u27E9"; or its own number. */
static bool
take_angled(struct arena *arena, struct text *rest, struct citation *found)
{
	static const char end[] = "\u27E9";
	const char *at = rest->length == 0
	    ? NULL
	    : memmem(rest->bytes, rest->length, end, strlen(end));

	if (at == NULL)
		return false;
	if (found->doi.length == 0)
		found->doi = identifier_doi(arena,
		    (struct text){ rest->bytes, (size_t)(at - rest->bytes) });
	*rest = slice_from(*rest, (size_t)(at - rest->bytes) + strlen(end));
	return true;
}

/* "10.1000/1"; in "Malar J, 10.  p. 180" it is a volume. */
static bool
is_doi(struct text rest)
{
	return rest.length > 3 && slice_starts(rest, "10.") &&
	    slice_is_digit(rest.bytes[3]);
}

bool
locator_take_link(const struct citation_reader *reader, struct text *rest,
    struct citation *found, bool *is_well)
{
	*is_well = true;
	if (rest->bytes[0] == '<') {
		/* EPrints leaves what a link led to. */
		*rest = slice_from(*rest, slice_until(*rest, ">").length + 1);
		return true;
	}
	if (slice_skip(rest, "\u27E8")) {
		*is_well = take_angled(reader->arena, rest, found);
	} else if (slice_skip(rest, "doi:") || slice_skip(rest, "doi ") ||
	    slice_is_web(*rest) || is_doi(*rest)) {
		*is_well = take_doi(reader->arena, rest, found);
	} else if (slice_skip(rest, "e-issn") || slice_skip(rest, "issn")) {
		*is_well = take_issn(reader->arena, rest, found);
	} else if (slice_skip(rest, "pmcid")) {
		*is_well = take_pmcid(reader->arena, rest, found);
	} else {
		return false;
	}
	return true;
}
