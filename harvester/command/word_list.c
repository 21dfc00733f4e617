#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/common.h"

void
word_list_add(struct word_list *words, struct text word)
{
	/* Doubles at 1, 2, 4, ...: no size to remember. */
	if ((words->count & (words->count - 1)) == 0) {
		size_t room = words->count == 0 ? 1 : words->count * 2;
		struct text *grown = heap_array(room, sizeof(*grown));

		if (words->count > 0)
			memcpy(
			    grown, words->texts, words->count * sizeof(*grown));
		free(words->texts);
		words->texts = grown;
	}
	words->texts[words->count++] = word;
}

void
word_list_fini(struct word_list *words)
{
	free(words->texts);
	*words = (struct word_list){ 0 };
}

bool
word_list_have(const struct word_list *words, struct text word)
{
	for (size_t i = 0; i < words->count; i++)
		if (text_equals(words->texts[i], word))
			return true;
	return false;
}
