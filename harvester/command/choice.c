#include <stdlib.h>
#include <string.h>

#include <fnmatch.h>

#include "base/heap.h"
#include "command/choice.h"
#include "oai/request.h"

#define OAI_DC_NAMESPACE "http://www.openarchives.org/OAI/2.0/oai_dc/"

/* Richest first. A namespace that ends in "*" stands for its versions. */
static const char *const rich_namespaces[] = {
	"http://www.rioxx.net/schema/v*",
	"http://docs.rioxx.net/schema/*",
	"http://namespace.openaire.eu/schema/oaire/*",
	"http://datacite.org/schema/kernel-*",
	"http://schema.datacite.org/meta/kernel-*",
	"http://schema.datacite.org/oai/oai-*",
	"http://dspace.org/qualifieddc/*",
	"http://purl.org/dc/terms/*",
	"http://www.loc.gov/mods/*",
	"http://www.loc.gov/MARC21/slim*",
	"http://www.ndltd.org/standards/metadata/etdms/*",
};

#define RICH_COUNT (sizeof(rich_namespaces) / sizeof(rich_namespaces[0]))

/* https where the table says http, and a missing last slash, are the same. */
static bool
is_namespace(struct text given, const char *pattern)
{
	struct text wanted = text_of(pattern);

	given = text_trim(given);
	if (given.length > 8 && strncmp(given.bytes, "https://", 8) == 0) {
		given.bytes += 8;
		given.length -= 8;
		wanted.bytes += 7;
		wanted.length -= 7;
	}
	if (wanted.bytes[wanted.length - 1] != '*')
		return text_equals(given, wanted);
	wanted.length--;
	if (wanted.bytes[wanted.length - 1] == '/' &&
	    given.length == wanted.length - 1)
		wanted.length--;
	return given.length >= wanted.length &&
	    memcmp(given.bytes, wanted.bytes, wanted.length) == 0;
}

/* RICH_COUNT where it is none of them. */
static size_t
richness(const struct metadata_format *format)
{
	size_t rank = 0;

	while (rank < RICH_COUNT &&
	    !is_namespace(format->namespace, rich_namespaces[rank]))
		rank++;
	return rank;
}

static bool
is_oai_dc(const struct metadata_format *format)
{
	return text_is(format->prefix, "oai_dc");
}

/* Of two that are as rich the first in the list; a prefix that cannot be
 * asked for is not there. */
static const struct metadata_format *
richest(const struct offer *offer)
{
	const struct metadata_format *best = NULL;

	for (size_t i = 0; i < offer->format_count; i++) {
		const struct metadata_format *format = &offer->formats[i];

		if (metadata_prefix_is_valid(format->prefix) &&
		    richness(format) <
			(best == NULL ? RICH_COUNT : richness(best)))
			best = format;
	}
	return best;
}

/* OAI-PMH 4 makes oai_dc a must; some have Dublin Core under another name. */
static const struct metadata_format *
dublin_core(const struct offer *offer)
{
	const struct metadata_format *other = NULL;

	for (size_t i = 0; i < offer->format_count; i++) {
		const struct metadata_format *format = &offer->formats[i];

		if (is_oai_dc(format))
			return format;
		if (metadata_prefix_is_valid(format->prefix) &&
		    is_namespace(format->namespace, OAI_DC_NAMESPACE))
			other = format;
	}
	return other;
}

static bool
is_offered(const struct offer *offer, struct text prefix)
{
	for (size_t i = 0; i < offer->format_count; i++)
		if (text_equals(offer->formats[i].prefix, prefix))
			return true;
	return false;
}

static bool
choose_by_default(
    struct word_list *chosen, const struct offer *offer, struct fault *why)
{
	const struct metadata_format *plain = dublin_core(offer);
	const struct metadata_format *rich = richest(offer);

	if (plain == NULL && rich == NULL)
		return fault_set(why, FAULT_INPUT,
		    "the repository has none of the formats that Sheaf takes "
		    "by itself; choose with --prefix");
	if (plain != NULL)
		word_list_add(chosen, plain->prefix);
	if (rich != NULL)
		word_list_add(chosen, rich->prefix);
	return true;
}

bool
choose_prefixes(struct word_list *chosen, const struct word_list *asked,
    const struct offer *offer, struct fault *why)
{
	char shown[80];

	if (asked->count == 0)
		return choose_by_default(chosen, offer, why);
	for (size_t i = 0; i < asked->count; i++) {
		struct text prefix = asked->texts[i];

		if (!is_offered(offer, prefix) ||
		    !metadata_prefix_is_valid(prefix)) {
			word_list_fini(chosen);
			return fault_set(why, FAULT_INPUT,
			    "the repository has no format \"%s\"",
			    text_printable(shown, sizeof(shown), prefix));
		}
		if (!word_list_have(chosen, prefix))
			word_list_add(chosen, prefix);
	}
	return true;
}

static char *
string_of(struct text text)
{
	char *string = strndup(text.length > 0 ? text.bytes : "", text.length);

	if (string == NULL)
		heap_out();
	return string;
}

/* Adds the sets that match; says how many did, chosen before or not. */
static size_t
add_matches(
    struct word_list *chosen, struct text pattern, const struct offer *offer)
{
	char *wanted = string_of(pattern);
	size_t matches = 0;

	for (size_t i = 0; i < offer->set_count; i++) {
		char *spec = string_of(offer->sets[i].spec);

		if (set_spec_is_valid(offer->sets[i].spec) &&
		    fnmatch(wanted, spec, 0) == 0) {
			matches++;
			if (!word_list_have(chosen, offer->sets[i].spec))
				word_list_add(chosen, offer->sets[i].spec);
		}
		free(spec);
	}
	free(wanted);
	return matches;
}

bool
set_is_pattern(struct text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (strchr("*?[", text.bytes[i]) != NULL)
			return true;
	return false;
}

bool
sets_have_pattern(const struct word_list *sets)
{
	for (size_t i = 0; i < sets->count; i++)
		if (set_is_pattern(sets->texts[i]))
			return true;
	return false;
}

static bool
choose_set(struct word_list *chosen, struct text asked,
    const struct offer *offer, size_t *unlisted, struct fault *why)
{
	char shown[80];

	if (add_matches(chosen, asked, offer) > 0)
		return true;
	(void)text_printable(shown, sizeof(shown), asked);
	if (set_is_pattern(asked) && !offer->has_sets)
		return fault_set(why, FAULT_INPUT,
		    "the repository does not list its sets: \"%s\" cannot be "
		    "looked up",
		    shown);
	if (set_is_pattern(asked))
		return fault_set(why, FAULT_INPUT,
		    "no set of the repository matches \"%s\"", shown);
	if (!set_spec_is_valid(asked))
		return fault_set(
		    why, FAULT_INPUT, "\"%s\" cannot be a set", shown);
	if (!word_list_have(chosen, asked))
		word_list_add(chosen, asked);
	(*unlisted)++;
	return true;
}

bool
choose_sets(struct word_list *chosen, const struct word_list *asked,
    const struct offer *offer, size_t *unlisted, struct fault *why)
{
	*unlisted = 0;
	if (asked->count == 0)
		word_list_add(chosen, TEXT(""));
	for (size_t i = 0; i < asked->count; i++) {
		if (!choose_set(
			chosen, asked->texts[i], offer, unlisted, why)) {
			word_list_fini(chosen);
			return false;
		}
	}
	return true;
}
