#include "base/array.h"
#include "normalise/relation.h"
#include "normalise/slice.h"

/* One of the parts between slashes; escaped slashes are its own. */
static struct text
next_part(struct arena *arena, struct text *rest)
{
	struct text part = { 0 };
	struct text decoded;

	if (!slice_next(rest, "/", &part) || part.length == 0)
		return (struct text){ 0 };
	decoded = slice_decode_percent(arena, part);
	return text_trim(text_is_utf8(decoded) ? decoded : part);
}

bool
relation_read_grant(struct arena *arena, struct text value, struct grant *grant)
{
	struct text rest = text_trim(value);
	struct grant read = { 0 };

	if (!slice_skip(&rest, "info:eu-repo/grantAgreement/"))
		return false;
	read.funder = next_part(arena, &rest);
	read.programme = next_part(arena, &rest);
	read.grant = next_part(arena, &rest);
	read.jurisdiction = next_part(arena, &rest);
	read.title = next_part(arena, &rest);
	read.acronym = next_part(arena, &rest);
	if (read.funder.length + read.grant.length == 0)
		return false;
	*grant = read;
	return true;
}

/* "doi/10.1234/abc" */
static bool
read_typed(struct arena *arena, const struct vocabulary *vocabulary,
    struct text rest, struct relation *relation)
{
	struct text scheme = slice_until(rest, "/");

	rest = slice_from(rest, scheme.length + 1);
	relation->target = identifier_read_as(arena, vocabulary, scheme, rest);
	return relation->target.scheme != NULL;
}

bool
relation_read(struct arena *arena, const struct vocabulary *vocabulary,
    struct text scheme, struct text value, struct relation *relation)
{
	static const struct {
		const char *prefix;
		const char *rel;
	} kinds[] = {
		{ "info:eu-repo/semantics/altIdentifier/", "alternate" },
		{ "info:eu-repo/semantics/reference/", "reference" },
		{ "info:eu-repo/semantics/dataset/", "dataset" },
	};
	struct relation read = { 0 };
	bool is_read = false;

	value = text_trim(value);
	for (size_t i = 0; i < COUNT(kinds) && read.rel == NULL; i++) {
		struct text rest = value;

		if (!slice_skip(&rest, kinds[i].prefix))
			continue;
		read.rel = kinds[i].rel;
		is_read = read_typed(arena, vocabulary, rest, &read);
	}
	if (read.rel == NULL)
		is_read = relation_read_grant(arena, value, &read.grant);
	if (read.rel == NULL && !is_read) {
		read.target =
		    identifier_read_as(arena, vocabulary, scheme, value);
		is_read = read.target.scheme != NULL;
	}
	if (is_read)
		*relation = read;
	return is_read;
}
