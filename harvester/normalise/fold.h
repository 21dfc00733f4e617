#ifndef NORMALISE_FOLD_H
#define NORMALISE_FOLD_H

#include <stdint.h>

#include "base/buffer.h"

/*
 * Text as it is compared: without accents, in small letters. In this order:
 *
 *	NFKD; left out: U+0300 to U+036F (but for U+0306 behind a Cyrillic i,
 *	for that is another letter), Arabic and Hebrew vowel points, modifier
 *	apostrophes, invisible characters; NFC; capitals to small letters, a
 *	few letters to the plain ones people type for them; then U+00DF, U+00E6,
 *	U+0153 and U+00FE to ss, ae, oe and th
 *
 * sheaf.fold() of sql/view/010_query.sql does the same with the tables of
 * schemas/make_fold.py: neither asks a locale. Folding twice is folding once.
 */
void fold_text(struct buffer *into, struct text text);

/*
 * Folded but for accents and for U+00DF, U+00E6, U+0153 and U+00FE: what stems
 * are made of. It has the separators of the folded text. sheaf.fold_case().
 */
void fold_case(struct buffer *into, struct text text);

/* Folded, with one blank for each run of separators, none at the ends. */
void fold_key(struct buffer *into, struct text text);

/* Of folded text: punctuation, symbols, blanks, controls. */
bool fold_is_other_separator(uint32_t character); /* that is not ASCII */
static inline bool
fold_is_separator(uint32_t character)
{
	if (character < 0x80)
		return !(character >= '0' && character <= '9') &&
		    !((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
	return fold_is_other_separator(character);
}

/* Of a script that puts no blanks between words, or Hangul. */
bool fold_is_unspaced(uint32_t character);

#endif
