#include "normalise/identifier.h"
#include "normalise/slice.h"

struct text
identifier_handle(struct arena *arena, struct text value)
{
	static const char *const places[] = { "hdl.handle.net/", "/handle/" };
	const struct text none = { 0 };
	struct text prefix;

	value = text_trim(value);
	if (slice_is_web(value)) {
		/* That of a file: /bitstream/handle/1721.1/1209/x.pdf */
		if (!slice_has(value, "handle") ||
		    slice_has(value, "/bitstream") ||
		    !SLICE_GO_BEHIND(&value, places))
			return none;
		value = slice_until(value, "?#;");
	} else if (!slice_skip(&value, "hdl:") &&
	    !slice_skip(&value, "info:hdl/")) {
		return none;
	}
	value = slice_strip(value, "/ ");
	prefix = slice_until(value, "/");
	if (prefix.length + 1 >= value.length || prefix.length == 0 ||
	    !slice_is_digit(prefix.bytes[0]) || text_is(prefix, "123456789") ||
	    value.length > ITEM_KEY_BYTES ||
	    slice_until(value, " \t").length < value.length)
		return none;
	for (size_t i = 0; i < prefix.length; i++) {
		if (!slice_is_digit(prefix.bytes[i]) && prefix.bytes[i] != '.')
			return none;
	}
	return memory_copy(arena, value);
}

/* Without "v2" at the end. */
static struct text
without_version(struct text value)
{
	size_t length = value.length;

	while (length > 0 && slice_is_digit(value.bytes[length - 1]))
		length--;
	if (length > 1 && length < value.length &&
	    value.bytes[length - 1] == 'v')
		value.length = length - 1;
	return value;
}

/* "math.GT/0309136" as "math/0309136". */
static struct text
old_arxiv(struct arena *arena, struct text archive, struct text number)
{
	struct text name = slice_until(archive, ".");

	if (number.length != 7 || !slice_is_digits(number) ||
	    name.length == 0 || name.length > 16)
		return (struct text){ 0 };
	for (size_t i = 0; i < name.length; i++) {
		if (!slice_is_word(name.bytes[i]) && name.bytes[i] != '-')
			return (struct text){ 0 };
	}
	return memory_join(arena, memory_join(arena, name, TEXT("/")), number);
}

struct text
identifier_arxiv(struct arena *arena, struct text value)
{
	static const char *const places[] = { "://arxiv.org/abs/",
		"://arxiv.org/pdf/", "://www.arxiv.org/abs/",
		"://www.arxiv.org/pdf/" };
	struct text archive;
	struct text number;

	value = text_trim(value);
	if (!slice_has(value, "arxiv") ||
	    (slice_is_web(value) ? !SLICE_GO_BEHIND(&value, places)
				 : !slice_skip(&value, "arxiv:")))
		return (struct text){ 0 };
	value = slice_until(slice_strip(value, " "), " ?#");
	if (slice_ends(value, ".pdf"))
		value.length -= 4;
	value = without_version(value);
	archive = slice_until(value, "/");
	if (archive.length < value.length)
		return old_arxiv(
		    arena, archive, slice_from(value, archive.length + 1));
	number = slice_from(value, 5);
	if (value.length < 9 || value.length > 10 || value.bytes[4] != '.' ||
	    !slice_is_digits((struct text){ value.bytes, 4 }) ||
	    !slice_is_digits(number))
		return (struct text){ 0 };
	return memory_copy(arena, value);
}

struct text
identifier_pmid(struct arena *arena, struct text value)
{
	static const char *const places[] = { "info:pmid/",
		"altidentifier/pmid/", "://pubmed.ncbi.nlm.nih.gov/",
		"ncbi.nlm.nih.gov/pubmed/", "&list_uids=" };

	value = text_trim(value);
	if (!slice_has(value, "pmid") && !slice_has(value, "pubmed"))
		return (struct text){ 0 };
	if (!slice_skip(&value, "pmid:") && !SLICE_GO_BEHIND(&value, places))
		return (struct text){ 0 };
	value = slice_strip(slice_until(value, "?#&"), " /");
	if (!slice_is_digits(value) || value.length > 9)
		return (struct text){ 0 };
	return memory_copy(arena, value);
}

struct text
identifier_pmcid(struct arena *arena, struct text value)
{
	static const char *const places[] = { "ncbi.nlm.nih.gov/pmc/articles/",
		"://pmc.ncbi.nlm.nih.gov/articles/", "pmcid:" };

	value = text_trim(value);
	if (!slice_has(value, "pmc"))
		return (struct text){ 0 };
	(void)SLICE_GO_BEHIND(&value, places);
	value = slice_until(slice_strip(value, " "), "/?#");
	if (!slice_skip(&value, "pmc") || !slice_is_digits(value) ||
	    value.length > 9)
		return (struct text){ 0 };
	return memory_join(arena, TEXT("PMC"), value);
}

struct text
identifier_nbn(struct arena *arena, struct text value)
{
	struct text urn;

	value = text_trim(value);
	urn = slice_find(value, "urn:nbn:");
	if (urn.length < value.length && !slice_is_web(value) &&
	    !slice_starts(value, "urn:urn:nbn:"))
		return (struct text){ 0 };
	if (!slice_skip(&urn, "urn:nbn:"))
		return (struct text){ 0 };
	urn = slice_until(urn, " \t?#&");
	if (urn.length < 4 || urn.length > ITEM_KEY_BYTES)
		return (struct text){ 0 };
	return memory_join(arena, TEXT("nbn:"), urn);
}

struct text
identifier_ark(struct arena *arena, struct text value)
{
	struct text ark;
	struct text authority;

	value = text_trim(value);
	ark = slice_find(value, "ark:");
	if (ark.length < value.length && !slice_is_web(value))
		return (struct text){ 0 };
	(void)slice_skip(&ark, "ark:");
	ark = slice_strip(slice_until(ark, " \t?#"), "/");
	authority = slice_until(ark, "/");
	if (authority.length < 5 || !slice_is_digits(authority) ||
	    authority.length + 1 >= ark.length || ark.length > ITEM_KEY_BYTES)
		return (struct text){ 0 };
	return memory_join(arena, TEXT("/"), ark);
}

struct text
identifier_urn(struct arena *arena, struct text value)
{
	value = text_trim(value);
	(void)slice_skip(&value, "urn:urn:");
	if (!slice_skip(&value, "urn:") || value.length == 0 ||
	    value.length > ITEM_KEY_BYTES ||
	    slice_until(value, " \t").length < value.length)
		return (struct text){ 0 };
	return memory_copy(arena, value);
}
