#include <string.h>
#include <strings.h>

#include "oai/character.h"
#include "oai/reader_private.h"

/* What came instead of OAI-PMH, in its own words. */

#define SHOWN_BYTES 80

void
words_keep(struct reader *reader, struct text bytes)
{
	size_t room = sizeof(reader->first) - reader->first_length;

	if (bytes.length > room)
		bytes.length = room;
	if (bytes.length == 0)
		return;
	memcpy(reader->first + reader->first_length, bytes.bytes, bytes.length);
	reader->first_length += bytes.length;
}

/* What follows it, in whatever case it is; none: it is not there. */
static struct text
behind(struct text text, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= text.length; i++)
		if (strncasecmp(text.bytes + i, word, length) == 0)
			return (struct text){ text.bytes + i + length,
				text.length - i - length };
	return (struct text){ NULL, 0 };
}

static struct text
up_to(struct text text, char c)
{
	const char *end =
	    text.length == 0 ? NULL : memchr(text.bytes, c, text.length);

	if (end != NULL)
		text.length = (size_t)(end - text.bytes);
	return text;
}

static struct text
title_of(struct text page)
{
	struct text tag = behind(page, "<title");
	size_t attributes = up_to(tag, '>').length;

	if (attributes >= tag.length)
		return (struct text){ NULL, 0 };
	return up_to((struct text){ tag.bytes + attributes + 1,
			 tag.length - attributes - 1 },
	    '<');
}

/* A run of blanks is one. */
static void
write_words(char into[READER_WORDS_SIZE], struct text text)
{
	char words[SHOWN_BYTES + 1];
	size_t length = 0;

	text = text_trim(text);
	for (size_t i = 0; i < text.length && length < SHOWN_BYTES; i++) {
		bool is_blank = character_is_blank(text.bytes[i]);

		if (is_blank && character_is_blank(text.bytes[i - 1]))
			continue;
		words[length++] = is_blank ? ' ' : text.bytes[i];
	}
	(void)text_printable(
	    into, READER_WORDS_SIZE, (struct text){ words, length });
}

bool
reader_words(const struct reader *reader, char into[READER_WORDS_SIZE])
{
	struct text first = { reader->first, reader->first_length };
	bool is_page = behind(first, "<html").bytes != NULL ||
	    behind(first, "<!doctype html").bytes != NULL;

	first = text_trim(first);
	into[0] = '\0';
	if (is_page)
		write_words(into, title_of(first));
	else if (first.length > 0 && *first.bytes != '<')
		write_words(into, first);
	return is_page;
}
