#include <string.h>

#include "oai/character.h"
#include "oai/scrub.h"

/* Markup in which an ampersand is only a character, and what begins it. */
static const struct opening {
	struct text text;
	enum scrub_place place;
} openings[] = {
	{ { "<![CDATA[", 9 }, SCRUB_CDATA },
	{ { "<!--", 4 }, SCRUB_COMMENT },
	{ { "<?xml", 5 }, SCRUB_DECLARATION },
};

/* Where each ends: so many of one character, then ">". */
static const struct {
	char repeated;
	unsigned times;
} closings[] = {
	[SCRUB_TEXT] = { ']', 2 }, /* "]]>" must not stand there */
	[SCRUB_CDATA] = { ']', 2 },
	[SCRUB_COMMENT] = { '-', 2 },
	[SCRUB_INSTRUCTION] = { '?', 1 },
	[SCRUB_DECLARATION] = { '?', 1 },
};

static bool
is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

bool
scrub_is_allowed(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xd800 || (c > 0xdfff && c < 0xfffe) ||
	    (c > 0xffff && c <= 0x10ffff);
}

static void
flush_held(struct scrub *scrub, struct buffer *into)
{
	buffer_add(into, scrub->held, scrub->held_length);
	if (scrub->held_length > 0)
		scrub->matched = 0;
	scrub->held_length = 0;
}

/* The reference was none: its ampersand stands for itself. */
static void
escape_reference(struct scrub *scrub, struct buffer *into, enum repair repair)
{
	scrub->repairs[repair]++;
	flush_held(scrub, into);
	buffer_add_text(into, TEXT("&amp;"));
	buffer_add(into, scrub->reference + 1, scrub->reference_length - 1);
	scrub->reference_length = 0;
	scrub->matched = 0;
}

static void
pass_reference(struct scrub *scrub, struct buffer *into)
{
	flush_held(scrub, into);
	buffer_add(into, scrub->reference, scrub->reference_length);
	scrub->reference_length = 0;
	scrub->matched = 0;
}

/* "#123" or "#x7b". False: not a number at all. */
static bool
read_number(struct text name, uint32_t *number)
{
	uint32_t base = 10;
	size_t i = 1;

	*number = 0;
	if (name.length > 1 && name.bytes[1] == 'x') {
		base = 16;
		i = 2;
	}
	if (i == name.length)
		return false;
	for (; i < name.length; i++) {
		char c = name.bytes[i];
		uint32_t digit = (uint32_t)(c - '0');

		if (base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (uint32_t)((c | 0x20) - 'a') + 10;
		else if (c < '0' || c > '9')
			return false;
		if (*number <= 0x10ffff)
			*number = *number * base + digit;
	}
	return true;
}

static void
put_character(struct scrub *scrub, struct buffer *into, uint32_t character)
{
	flush_held(scrub, into);
	character_add(into, character);
	scrub->reference_length = 0;
	scrub->matched = 0;
}

/*
 * A reference to half of a surrogate pair is remembered until the next
 * character: some write UTF-16 so. The two are one repair, the first's.
 */
static void
resolve_number(struct scrub *scrub, struct buffer *into, struct text name)
{
	uint32_t high = scrub->high;
	uint32_t character;

	scrub->high = 0;
	if (!read_number(name, &character)) {
		escape_reference(scrub, into, REPAIR_AMPERSAND);
		return;
	}
	if (scrub_is_allowed(character)) {
		pass_reference(scrub, into);
		return;
	}
	if (high != 0 && character - SURROGATE_LOW < SURROGATE_COUNT) {
		put_character(scrub, into, character_of_pair(high, character));
		return;
	}
	if (character - SURROGATE_HIGH < SURROGATE_COUNT)
		scrub->high = character;
	/* As if it had never been there: what is held or matched stays. */
	scrub->repairs[REPAIR_REFERENCE]++;
	scrub->reference_length = 0;
}

/* A whole "&name;" is in reference. */
static void
resolve_reference(struct scrub *scrub, struct buffer *into)
{
	static const char *const known[] = { "amp", "lt", "gt", "quot",
		"apos" };
	struct text name = { scrub->reference + 1,
		scrub->reference_length - 2 };
	uint32_t character;

	if (name.length > 0 && name.bytes[0] == '#') {
		resolve_number(scrub, into, name);
		return;
	}
	scrub->high = 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (text_is(name, known[i])) {
			pass_reference(scrub, into);
			return;
		}
	}
	character = scrub_entity(name);
	if (character == 0) {
		escape_reference(scrub, into,
		    name.length == 0 ? REPAIR_AMPERSAND : REPAIR_REFERENCE);
		return;
	}
	scrub->repairs[REPAIR_HTML_ENTITY]++;
	put_character(scrub, into, character);
}

/* False: the character is not part of the reference. */
static bool
continue_reference(struct scrub *scrub, struct buffer *into, char c)
{
	bool is_number = c == '#' && scrub->reference_length == 1;

	if ((is_number || is_alphanumeric(c)) &&
	    scrub->reference_length < sizeof(scrub->reference) - 1) {
		scrub->reference[scrub->reference_length++] = c;
		return true;
	}
	if (c != ';') {
		scrub->high = 0;
		escape_reference(scrub, into, REPAIR_AMPERSAND);
		return false;
	}
	scrub->reference[scrub->reference_length++] = c;
	resolve_reference(scrub, into);
	return true;
}

static void
enter(struct scrub *scrub, struct buffer *into, enum scrub_place place)
{
	if (place != SCRUB_DECLARATION)
		flush_held(scrub, into);
	scrub->place = place;
	scrub->matched = 0;
}

/* False: the character does not continue the markup that has begun. */
static bool
continue_held(struct scrub *scrub, struct buffer *into, char c)
{
	size_t length = scrub->held_length;

	if (length == 1 && c == '?') {
		scrub->held[scrub->held_length++] = c;
		return true;
	}
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		struct text whole = openings[i].text;

		if (length >= whole.length || whole.bytes[length] != c ||
		    memcmp(whole.bytes, scrub->held, length) != 0)
			continue;
		scrub->held[scrub->held_length++] = c;
		if (length + 1 == whole.length)
			enter(scrub, into, openings[i].place);
		return true;
	}
	if (length > 1 && scrub->held[1] == '?')
		enter(scrub, into, SCRUB_INSTRUCTION);
	else
		flush_held(scrub, into);
	return false;
}

/* Counts towards "]]>", "-->" or "?>"; true at the end of it. */
static bool
is_closing(struct scrub *scrub, char c)
{
	unsigned matched = scrub->matched;

	scrub->matched = 0;
	if (c == '>')
		return matched == closings[scrub->place].times;
	if (c == closings[scrub->place].repeated) {
		scrub->matched = matched + 1;
		if (matched == closings[scrub->place].times)
			scrub->matched = matched;
	}
	return false;
}

/*
 * A declaration in mid-document is dropped, for a blank: with nothing in its
 * place what is around it could become markup. One that does not end was none;
 * the parser then refuses it.
 */
static void
step_declaration(struct scrub *scrub, struct buffer *into, struct text c)
{
	bool is_first = scrub->held_length == openings[2].text.length;

	if ((is_first && !character_is_blank(*c.bytes) && *c.bytes != '?') ||
	    scrub->held_length + c.length > sizeof(scrub->held)) {
		enter(scrub, into, SCRUB_INSTRUCTION);
		buffer_add_text(into, c);
		if (is_closing(scrub, *c.bytes))
			scrub->place = SCRUB_TEXT;
		return;
	}
	memcpy(scrub->held + scrub->held_length, c.bytes, c.length);
	scrub->held_length += c.length;
	if (!is_closing(scrub, *c.bytes))
		return;
	scrub->held_length = 0;
	scrub->place = SCRUB_TEXT;
	scrub->repairs[REPAIR_DECLARATION]++;
	buffer_add_char(into, ' ');
}

static void
step_text(struct scrub *scrub, struct buffer *into, struct text c)
{
	if (*c.bytes == '&') {
		scrub->reference[0] = '&';
		scrub->reference_length = 1;
		return;
	}
	scrub->high = 0;
	if (scrub->held_length > 0 && continue_held(scrub, into, *c.bytes))
		return;
	if (scrub->place == SCRUB_TEXT && *c.bytes == '<') {
		scrub->held[0] = '<';
		scrub->held_length = 1;
		scrub->matched = 0;
		return;
	}
	if (is_closing(scrub, *c.bytes)) {
		if (scrub->place == SCRUB_TEXT) {
			scrub->repairs[REPAIR_AMPERSAND]++;
			c = TEXT("&gt;");
		}
		scrub->place = SCRUB_TEXT;
	}
	buffer_add_text(into, c);
}

void
scrub_character(struct scrub *scrub, struct buffer *into, struct text character)
{
	if (scrub->reference_length > 0 &&
	    continue_reference(scrub, into, *character.bytes))
		return;
	switch (scrub->place) {
	case SCRUB_TEXT:
		step_text(scrub, into, character);
		return;
	case SCRUB_DECLARATION:
		step_declaration(scrub, into, character);
		return;
	case SCRUB_CDATA:
	case SCRUB_COMMENT:
	case SCRUB_INSTRUCTION:
		if (is_closing(scrub, *character.bytes))
			scrub->place = SCRUB_TEXT;
		buffer_add_text(into, character);
		return;
	}
}

void
scrub_flush(struct scrub *scrub, struct buffer *into)
{
	if (scrub->reference_length > 0)
		escape_reference(scrub, into, REPAIR_AMPERSAND);
	flush_held(scrub, into);
}
