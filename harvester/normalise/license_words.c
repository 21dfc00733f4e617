#include "base/buffer.h"
#include "normalise/fold.h"
#include "normalise/license_code.h"
#include "normalise/license_words.h"
#include "normalise/slice.h"

#define PROSE_BYTES ((size_t)4096) /* what is behind them is no statement */
#define WORDS       8 /* of the longest entry of license_word.tsv */

/* Folded text, word by word. */
struct reader {
	const struct vocabulary *vocabulary;
	struct text rest;
};

/* Takes the longest entry of license_word.tsv that rest begins with. NULL: it
 * begins with none. */
static const struct text *
take_entry(struct reader *reader, size_t *length)
{
	const struct text *meaning = NULL;
	size_t end = 0;

	for (int i = 0; i < WORDS && end < reader->rest.length; i++) {
		const struct text *found;

		if (end > 0)
			end++;
		end += slice_until(slice_from(reader->rest, end), " ").length;
		found = vocabulary_find(reader->vocabulary, SCHEME_LICENSE_WORD,
		    (struct text){ reader->rest.bytes, end });
		if (found != NULL) {
			meaning = found;
			*length = end;
		}
	}
	if (meaning != NULL)
		reader->rest = slice_from(reader->rest, *length + 1);
	return meaning;
}

static void
skip_word(struct reader *reader)
{
	reader->rest =
	    slice_from(reader->rest, slice_until(reader->rest, " ").length + 1);
}

/* "4 0", which was 4.0, or "v4 0". */
static const char *
take_version(struct reader *reader)
{
	struct text rest = reader->rest;
	const char *version;

	if (rest.length > 3 && rest.bytes[0] == 'v')
		rest = slice_from(rest, 1);
	if (rest.length < 3 || rest.bytes[1] != ' ' ||
	    (rest.length > 3 && rest.bytes[3] != ' '))
		return NULL;
	version = license_version((struct text){
	    (const char[]){ rest.bytes[0], '.', rest.bytes[2] }, 3 });
	if (version != NULL)
		reader->rest = slice_from(rest, 4);
	return version;
}

/* "CC BY 4" is 4.0 where nothing follows, and there is one version of that
 * number. */
static const char *
take_last_number(struct reader *reader, const struct license_mention *mention)
{
	struct text rest = reader->rest;
	const char *version;

	if (!mention->has_letters || mention->version != NULL)
		return NULL;
	if (rest.length == 2 && rest.bytes[0] == 'v')
		rest = slice_from(rest, 1);
	if (rest.length != 1 || rest.bytes[0] == '2')
		return NULL;
	version = license_version(
	    (struct text){ (const char[]){ rest.bytes[0], '.', '0' }, 3 });
	if (version != NULL)
		reader->rest.length = 0;
	return version;
}

/* Two letters are a country only where nothing follows them. */
static bool
take_last_port(struct reader *reader, struct license_mention *mention)
{
	if (mention->version == NULL || !license_is_port(reader->rest))
		return false;
	mention->port = reader->rest;
	reader->rest.length = 0;
	return true;
}

/* False: the entry is no part of the licence. */
static bool
take_meaning(struct license_mention *mention, struct text meaning,
    bool is_letters, bool was_filler)
{
	unsigned bit = license_bit(meaning);

	if (bit == 0) {
		mention->port = meaning;
		return true;
	}
	/* "a Creative Commons licence by the author" */
	if (is_letters && was_filler)
		return false;
	mention->bits |= bit;
	mention->has_letters |= is_letters;
	mention->has_words |= !is_letters;
	return true;
}

/* What follows "cc", up to a word that is no part of it. */
static struct license_mention
read_mention(struct reader *reader)
{
	struct license_mention mention = { 0 };
	bool was_filler = false;

	while (reader->rest.length > 0) {
		struct text before = reader->rest;
		const char *version = take_version(reader);
		const struct text *meaning;
		size_t length = 0;

		if (version == NULL)
			version = take_last_number(reader, &mention);
		if (version != NULL) {
			mention.version = version;
			continue;
		}
		if (take_last_port(reader, &mention))
			break;
		meaning = take_entry(reader, &length);
		if (meaning == NULL)
			break;
		if (text_is(*meaning, "cc") ||
		    (!text_is(*meaning, "-") &&
			!take_meaning(
			    &mention, *meaning, length <= 2, was_filler))) {
			reader->rest = before;
			break;
		}
		was_filler = text_is(*meaning, "-");
	}
	return mention;
}

/* Licences that a text has: those in letters, and those in words. */
struct found {
	struct license_mention letters;
	struct license_mention words;
	bool is_unclear;
};

static void
note(struct found *found, const struct license_mention *mention)
{
	struct license_mention *kept =
	    mention->has_words ? &found->words : &found->letters;

	if (license_letters(mention->bits) == NULL &&
	    mention->bits != LICENSE_ZERO)
		return;
	if (kept->bits == 0)
		*kept = *mention;
	else if (kept->bits != mention->bits)
		found->is_unclear = true;
	else if (kept->version == NULL)
		kept->version = mention->version;
}

/* "Attribution 3.0 United States": without their name only at the start, and
 * only if there is more than the one word. */
static void
read_start(struct reader *reader, struct found *found)
{
	struct reader start = *reader;
	struct license_mention mention = read_mention(&start);

	if (mention.has_words && (mention.bits & LICENSE_BY) != 0 &&
	    (mention.version != NULL || mention.bits != LICENSE_BY))
		note(found, &mention);
}

static struct found
read_text(struct reader *reader)
{
	struct found found = { 0 };

	read_start(reader, &found);
	while (reader->rest.length > 0) {
		const struct text *meaning = NULL;
		struct reader start = *reader;
		size_t length = 0;
		struct license_mention mention;

		if (*reader->rest.bytes == 'c')
			meaning = take_entry(&start, &length);
		if (meaning == NULL || !text_is(*meaning, "cc")) {
			skip_word(reader);
			continue;
		}
		*reader = start;
		mention = read_mention(reader);
		note(&found, &mention);
	}
	return found;
}

struct text
license_read_words(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct reader reader = { .vocabulary = vocabulary };
	struct buffer folded;
	struct found found;
	struct license_mention *best;
	struct text license = { 0 };

	if (value.length > PROSE_BYTES) {
		value.length = PROSE_BYTES;
		while ((value.bytes[value.length] & 0xC0) == 0x80)
			value.length--;
	}
	buffer_init(&folded, 0);
	fold_key(&folded, value);
	reader.rest = buffer_text(&folded);
	found = read_text(&reader);
	best = found.letters.bits != 0 ? &found.letters : &found.words;
	if (best->version == NULL)
		best->version = found.words.version;
	if (!found.is_unclear)
		license = license_compose(arena, best);
	buffer_fini(&folded);
	return license;
}
