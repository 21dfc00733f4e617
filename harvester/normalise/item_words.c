#include "normalise/item_words.h"
#include "normalise/language.h"
#include "normalise/slice.h"
#include "normalise/words.h"

/*
 * The languages of the item; where none is served, that of its title, by
 * xml:lang. Where that is not there either nothing is stemmed: no language is
 * guessed.
 */
static void
choose_languages(struct words *words, const struct draft *draft)
{
	const struct claim *title = draft->claims[ELEMENT_TITLE];
	struct text_list languages = draft->item->language;
	struct memory_list codes = { .arena = draft->arena };
	bool is_name;

	if (languages.count == 0 && title != NULL &&
	    title->language.length > 0 &&
	    language_parse(
		draft->vocabulary, title->language, &codes, &is_name))
		languages = draft_list(&codes);
	for (size_t i = 0; i < languages.count; i++)
		words_stem(words, languages.texts[i]);
}

/* Several formats say the same: once is enough. */
static void
add_element(struct words *words, const struct draft *draft,
    enum element element, char weight)
{
	struct table seen;

	table_init(&seen, draft->arena);
	for (const struct claim *claim = draft->claims[element]; claim != NULL;
	     claim = claim->next) {
		if (draft->origin_count > 1 &&
		    !table_add(&seen, claim->value, words))
			continue;
		if (element == ELEMENT_CREATOR ||
		    element == ELEMENT_CONTRIBUTOR)
			words_add(words, claim->value, weight);
		else
			words_add_prose(words, claim->value, weight);
	}
}

/* Of the journal, out of their JSON; or of the journal that it is. */
static void
add_issns(struct words *words, const struct item *item)
{
	static const char key[] = "\"issn\":\"";
	struct text rest = item->issn;

	while ((rest = slice_find(rest, key)).length > 0) {
		(void)slice_skip(&rest, key);
		words_add(words, slice_until(rest, "\""), 'D');
	}
	for (size_t i = 0; i < item->identifiers.count; i++) {
		struct text identifier = item->identifiers.texts[i];

		if (slice_skip(&identifier, "issn:") && item->issn.length == 0)
			words_add(words, identifier, 'D');
	}
}

struct text
item_words(struct draft *draft)
{
	struct words words;
	struct text column;

	words_init(&words, draft->arena, vocabulary_stem(draft->vocabulary));
	choose_languages(&words, draft);
	add_element(&words, draft, ELEMENT_TITLE, 'A');
	add_element(&words, draft, ELEMENT_CREATOR, 'B');
	add_element(&words, draft, ELEMENT_CONTRIBUTOR, 'B');
	add_element(&words, draft, ELEMENT_SUBJECT, 'C');
	words_add_prose(&words, draft->item->container, 'C');
	words_add_prose(&words, draft->item->abstract, 'D');
	add_issns(&words, draft->item);
	column = words_vector(&words);
	if (words.is_full)
		draft_issue(draft, "too many words: not all can be searched");
	words_fini(&words);
	return column;
}
