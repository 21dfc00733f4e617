#include <string.h>

#include "base/array.h"
#include "normalise/container_name.h"
#include "normalise/fold.h"
#include "normalise/slice.h"

#define MOST 16 /* relations and citations that are looked at */

/* The next word of a folded name that is not left out of a short one. */
static bool
next_word(struct text *rest, struct text *word)
{
	static const char *const small[] = { "", "a", "and", "da", "das", "de",
		"der", "des", "die", "do", "el", "et", "for", "fur", "in", "la",
		"le", "of", "on", "the", "und", "y" };

	while (slice_next(rest, " ", word)) {
		size_t i = 0;

		while (i < COUNT(small) && !text_is(*word, small[i]))
			i++;
		if (i == COUNT(small))
			return true;
	}
	return false;
}

static bool
is_cut_short(struct text name, struct text full)
{
	struct text word;
	struct text whole;
	size_t count = 0;
	bool is_cut = false;

	while (next_word(&name, &word)) {
		if (!next_word(&full, &whole) || word.length > whole.length ||
		    memcmp(word.bytes, whole.bytes, word.length) != 0)
			return false;
		is_cut |= word.length < whole.length;
		count++;
	}
	return count > 1 && is_cut && !next_word(&full, &whole);
}

bool
container_is_short(struct text name, struct text full)
{
	struct buffer keys[2];
	bool is_short;

	if (name.length == 0 || name.length >= full.length ||
	    full.length > LOCATOR_BYTES)
		return false;
	buffer_init(&keys[0], 0);
	buffer_init(&keys[1], 0);
	fold_key(&keys[0], name);
	fold_key(&keys[1], full);
	is_short = is_cut_short(buffer_text(&keys[0]), buffer_text(&keys[1]));
	buffer_fini(&keys[0]);
	buffer_fini(&keys[1]);
	return is_short;
}

static bool
starts_with(struct text text, struct text start)
{
	return start.length > 0 && start.length < text.length &&
	    memcmp(text.bytes, start.bytes, start.length) == 0;
}

/* HAL: "Journal of Hydrology, Elsevier, 2015", and the name in a dc:source of
 * its own, or the publisher in dc:publisher. */
static struct text
without_known(const struct draft *draft, struct text name)
{
	const struct claim *claim = draft->claims[ELEMENT_SOURCE];
	size_t i = 0;

	if (slice_until(name, ",").length == name.length)
		return name;
	for (; claim != NULL && i < CITATIONS; claim = claim->next, i++)
		if (starts_with(name, claim->value) &&
		    slice_starts(slice_from(name, claim->value.length), ", "))
			return claim->value;
	claim = draft->claims[ELEMENT_PUBLISHER];
	for (i = 0; claim != NULL && i < CITATIONS; claim = claim->next, i++) {
		struct text before = { name.bytes, name.length };

		if (claim->value.length + strlen(", ") >= name.length)
			continue;
		before.length -= claim->value.length;
		if (text_equals(
			slice_from(name, before.length), claim->value) &&
		    slice_ends(before, ", "))
			return slice_strip(before, " ,");
	}
	return name;
}

static bool
is_press(struct text name)
{
	static const char *const words[] = { "press", "publishers",
		"publishing", "verlag" };
	struct text word = { 0 };

	while (name.length > 0)
		(void)slice_next(&name, " ", &word);
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_is(word, words[i]))
			return true;
	return false;
}

/* "Genome Research. Cold Spring Harbor Laboratory Press."; one word may be
 * short for several. */
static struct text
without_press(struct text name)
{
	struct text journal = slice_until(name, ".");
	struct text press = slice_strip(slice_from(name, journal.length), " .");

	if (journal.length == 0 ||
	    memchr(journal.bytes, ' ', journal.length) == NULL ||
	    !slice_starts(slice_from(name, journal.length), ". ") ||
	    !is_press(press))
		return name;
	return journal;
}

struct text
container_without_publisher(const struct draft *draft, struct text name)
{
	return without_press(without_known(draft, name));
}

static void
set_part(struct place *made, const char **rules, enum part part,
    struct text value, const struct claim *claim, const char *rule)
{
	made->texts[part] = value;
	made->claims[part] = claim;
	rules[part] = rule;
}

/* A name and nothing else. None: it is something else. */
static struct text
name_of(const struct citation_reader *reader, const struct claim *claim)
{
	struct citation citation;
	struct text value = claim->value;

	if (claim->qualifier != QUALIFIER_NONE ||
	    value.length > LOCATOR_BYTES || slice_is_web(value) ||
	    slice_starts(value, "doi") ||
	    slice_until(value, ";/").length < value.length ||
	    !citation_source(reader, value, &citation) || !citation.is_bare)
		return (struct text){ 0 };
	return citation.container;
}

/* What is behind the name in a citation of the record; of one word only behind
 * the title. None: it does not have it. */
static struct text
behind_name(const struct draft *draft, struct text cited, struct text name)
{
	struct text title = draft->item->title;
	const char *at = NULL;
	struct text behind;

	if (title.length > 0)
		at = memmem(
		    cited.bytes, cited.length, title.bytes, title.length);
	if (at != NULL)
		cited = slice_from(
		    cited, (size_t)(at - cited.bytes) + title.length);
	else if (memchr(name.bytes, ' ', name.length) == NULL)
		return (struct text){ 0 };
	at = memmem(cited.bytes, cited.length, name.bytes, name.length);
	if (at == NULL || at == cited.bytes || strchr(" \"(", at[-1]) == NULL)
		return (struct text){ 0 };
	behind = slice_from(cited, (size_t)(at - cited.bytes) + name.length);
	return behind.length > 0 && strchr(" ,.:'(", *behind.bytes) != NULL
	    ? behind
	    : (struct text){ 0 };
}

/* ", pages 171-182, Nancy, France, April 2003" */
static void
set_pages(struct place *made, const char **rules, struct text behind,
    const struct citation_reader *reader, const struct claim *claim)
{
	struct text part;
	struct text start;
	struct text end;

	while (slice_next(&behind, ",", &part)) {
		part = text_trim(part);
		if ((!slice_starts(part, "pages ") &&
			!slice_starts(part, "pp")) ||
		    !citation_pages(reader, part, &start, &end))
			continue;
		set_part(made, rules, PART_PAGE_START, start, claim,
		    "pages behind the name");
		set_part(made, rules, PART_PAGE_END, end, claim,
		    "pages behind the name");
		return;
	}
}

/* False: no citation has the name. */
static bool
find_cited(struct draft *draft, struct place *made, const char **rules,
    const struct citation_reader *reader, const struct claim *named)
{
	const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];
	struct text name = name_of(reader, named);

	for (size_t i = 0; name.length > 0 && claim != NULL && i < MOST;
	     claim = claim->next) {
		struct text behind;

		if (claim->value.length <= name.length ||
		    claim->value.length > CITATION_BYTES ||
		    claim->origin != named->origin ||
		    slice_is_web(claim->value))
			continue;
		i++;
		behind = behind_name(draft, claim->value, name);
		if (behind.length == 0)
			continue;
		set_part(made, rules, PART_CONTAINER, name, named,
		    "a name that the citation of the work has");
		set_pages(made, rules, behind, reader, claim);
		return true;
	}
	return false;
}

void
container_name(struct draft *draft, struct place *made,
    const struct citation_reader *reader, const char **rules)
{
	const struct claim *claim = draft->claims[ELEMENT_RELATION];
	bool has_none = made->texts[PART_CONTAINER].length == 0;

	if (!text_is(draft->platform, "dspace"))
		return;
	for (size_t i = 0; claim != NULL && i < MOST; i++) {
		if (has_none) {
			if (find_cited(draft, made, rules, reader, claim))
				return;
		} else if (claim->qualifier == QUALIFIER_NONE &&
		    container_is_short(
			made->texts[PART_CONTAINER], claim->value)) {
			set_part(made, rules, PART_CONTAINER, claim->value,
			    claim, "its name in full");
			return;
		}
		claim = claim->next;
	}
}
