#ifndef OAI_CHARACTER_H
#define OAI_CHARACTER_H

#include "base/buffer.h"

/* Characters, for those who look at XML as bytes. */

/* XML 1.0, section 2.3, [3] S. */
bool character_is_blank(char c);
struct text character_skip_blanks(struct text text);
/* Appends a Unicode scalar value as UTF-8. */
void character_add(struct buffer *into, uint32_t character);

#define SURROGATE_HIGH  0xd800U /* of a pair, the first half: from here */
#define SURROGATE_LOW   0xdc00U /* the second half: from here */
#define SURROGATE_COUNT 0x400U  /* of either half */

/* What a byte means in Windows-1252, which is what ISO 8859-1 means too: nobody
 * serves the controls that one has from 0x80 to 0x9f, and many serve quotation
 * marks and dashes under its name. */
uint32_t character_of_windows_1252(unsigned char byte);

/* Of the two halves. */
uint32_t character_of_pair(uint32_t high, uint32_t low);

#endif
