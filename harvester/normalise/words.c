#include <assert.h>
#include <string.h>

#include <endian.h>

#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/memory.h"
#include "normalise/words.h"

#define LAST_POSITION  16383U
#define POSITIONS      255
#define FIRST_PLACES   6
#define USUAL_WORDS    192 /* of an item with an abstract */
#define COUNT_BYTES    4
#define WORD_OVERHEAD  3 /* NUL, how many positions */
#define POSITION_BYTES 2
#define POSITION_BITS  14 /* then the weight, A = 3 */

struct word {
	struct word *next;
	struct text text;
	uint16_t *places;
	unsigned short count;
	unsigned short size;
	uint16_t first[FIRST_PLACES];
};

void
words_init(struct words *words, struct arena *arena, struct stem *stem)
{
	*words = (struct words){
		.arena = arena, .stem = stem, .bytes = COUNT_BYTES
	};
	table_init(&words->table, arena);
	table_reserve(&words->table, USUAL_WORDS);
	buffer_init(&words->folded, WORDS_BYTES);
	tokens_init(&words->tokens);
}

void
words_fini(struct words *words)
{
	buffer_fini(&words->folded);
	tokens_fini(&words->tokens);
}

void
words_stem(struct words *words, struct text language)
{
	int found = stem_language(language);

	if (found != STEM_NONE && words->language_count < WORDS_LANGUAGES)
		words->languages[words->language_count++] = found;
}

/* The word and a copy of its text, in one piece of memory. */
static struct word *
new_word(struct words *words, struct text text)
{
	struct word *word =
	    memory_take(words->arena, sizeof(*word) + text.length);
	char *copy = (char *)(word + 1);

	memcpy(copy, text.bytes, text.length);
	word->text = (struct text){ copy, text.length };
	word->places = word->first;
	word->size = FIRST_PLACES;
	if (words->last == NULL)
		words->first = word;
	else
		words->last->next = word;
	words->last = word;
	words->count++;
	words->bytes += text.length + WORD_OVERHEAD;
	return word;
}

static struct word *
word_of(struct words *words, struct hashed text)
{
	struct table_entry *entry = table_entry_hashed(&words->table, text);

	if (entry->value == NULL) {
		struct word *word = new_word(words, text.text);

		entry->key = word->text;
		entry->value = word;
	}
	return entry->value;
}

static void
grow(struct words *words, struct word *word)
{
	unsigned size = word->size * 2U;
	uint16_t *places = memory_take(words->arena, size * sizeof(*places));

	memcpy(places, word->places, word->count * sizeof(*places));
	word->places = places;
	word->size = (unsigned short)size;
}

static void
add_word(
    struct words *words, struct hashed text, unsigned position, char weight)
{
	struct word *word;

	if (position > LAST_POSITION)
		position = LAST_POSITION;
	if (words->bytes + text.text.length + WORD_OVERHEAD + POSITION_BYTES >
	    WORDS_BYTES) {
		words->is_full = true;
		return;
	}
	word = word_of(words, text);
	if (word->count == POSITIONS)
		return;
	if (word->count > 0 &&
	    (word->places[word->count - 1] & LAST_POSITION) >= position)
		return;
	if (word->count == word->size)
		grow(words, word);
	word->places[word->count++] =
	    (uint16_t)((unsigned)('D' - weight) << POSITION_BITS | position);
	words->bytes += POSITION_BYTES;
}

void
words_add(struct words *words, struct text text, char weight)
{
	const struct tokens *tokens = &words->tokens;

	buffer_reset(&words->folded);
	fold_text(&words->folded, text);
	tokens_split(&words->tokens, buffer_text(&words->folded));
	for (size_t i = 0; i < tokens->count && !words->is_full; i++)
		add_word(words, tokens->tokens[i].word,
		    tokens->tokens[i].position, weight);
	words->is_full |= words->folded.is_over;
}

static bool
is_ascii(struct text text)
{
	unsigned char all = 0;

	for (size_t i = 0; i < text.length; i++)
		all |= (unsigned char)text.bytes[i];
	return all < 0x80;
}

/* What the word stems from, in the place of the word. */
static void
add_stems(struct words *words, const struct token *token, char weight)
{
	for (size_t i = 0; i < words->language_count; i++) {
		struct hashed stem =
		    stem_lexeme(words->stem, words->languages[i], token->word);

		if (stem.text.length > 0)
			add_word(words, stem, token->position, weight);
	}
}

/* Each stem stands in the place of its word: both are split alike. Of ASCII
 * nothing is left out but the case, so the words are split already. */
void
words_add_prose(struct words *words, struct text text, char weight)
{
	struct tokens *tokens = &words->tokens;
	unsigned begin = tokens->position;
	unsigned end;

	words_add(words, text, weight);
	if (words->language_count == 0)
		return;
	end = tokens->position;
	if (!is_ascii(text)) {
		buffer_reset(&words->folded);
		fold_case(&words->folded, text);
		tokens->position = begin;
		tokens_split(tokens, buffer_text(&words->folded));
		tokens->position = end;
	}
	for (size_t i = 0; i < tokens->count && !words->is_full; i++)
		add_stems(words, &tokens->tokens[i], weight);
}

static char *
write_short(char *to, unsigned number)
{
	*to++ = (char)(number >> 8);
	*to++ = (char)number;
	return to;
}

static char *
write_word(char *to, const struct word *word)
{
	memcpy(to, word->text.bytes, word->text.length);
	to += word->text.length;
	*to++ = '\0'; /* which is a separator: no word holds it */
	to = write_short(to, word->count);
	for (unsigned i = 0; i < word->count; i++)
		to = write_short(to, word->places[i]);
	return to;
}

/* Most words differ in their first bytes, which are compared as one number. */
struct sortable {
	uint64_t begin;
	const struct word *word;
};

static struct sortable
sortable(const struct word *word)
{
	uint64_t begin = 0;
	size_t length = word->text.length;

	memcpy(&begin, word->text.bytes,
	    length < sizeof(begin) ? length : sizeof(begin));
	return (struct sortable){ be64toh(begin), word };
}

static bool
is_before(const struct sortable *one, const struct sortable *other)
{
	if (one->begin != other->begin)
		return one->begin < other->begin;
	return text_compare(one->word->text, other->word->text) < 0;
}

/* Two sorted runs, the second from middle on, become one. */
static void
merge(struct sortable *into, const struct sortable *from, size_t middle,
    size_t end)
{
	size_t first = 0;
	size_t second = middle;

	for (size_t i = 0; i < end; i++) {
		bool is_second = first == middle ||
		    (second < end && is_before(&from[second], &from[first]));

		into[i] = from[is_second ? second++ : first++];
	}
}

static size_t
at_most(size_t one, size_t other)
{
	return one < other ? one : other;
}

/* Ever longer runs are merged. qsort() takes three times as long: most of it
 * is calls. */
static const struct sortable *
sort(const struct words *words)
{
	size_t size = (words->count + 1) * sizeof(struct sortable);
	struct sortable *sorted = memory_take(words->arena, size);
	struct sortable *merged = memory_take(words->arena, size);
	size_t count = 0;

	for (const struct word *word = words->first; word != NULL;
	     word = word->next)
		sorted[count++] = sortable(word);
	for (size_t run = 1; run < count; run *= 2) {
		struct sortable *from = sorted;

		for (size_t at = 0; at < count; at += 2 * run)
			merge(merged + at, from + at, at_most(run, count - at),
			    at_most(2 * run, count - at));
		sorted = merged;
		merged = from;
	}
	return sorted;
}

struct text
words_vector(const struct words *words)
{
	const struct sortable *sorted = sort(words);
	char *bytes = memory_take(words->arena, words->bytes);
	char *to = write_short(bytes, (unsigned)(words->count >> 16));

	to = write_short(to, (unsigned)words->count);
	for (size_t i = 0; i < words->count; i++)
		to = write_word(to, sorted[i].word);
	assert(to == bytes + words->bytes);
	return (struct text){ bytes, words->bytes };
}
