#include <string.h>
#include <strings.h>

#include "oai/character.h"
#include "oai/reader_private.h"

/*
 * What stands before the root element. The XML declaration is read here and
 * not handed on: libxml2 never sees one, so it never changes its decoder
 * (UTF-7, EBCDIC and the like would be accepted). Rubbish before the
 * declaration or the root, as PHP makes it, is dropped, and so are comments.
 * Bytes are held until all this is clear, for PROLOG_BYTES at most.
 */

static struct text
behind(struct text text, size_t length)
{
	return (struct text){ text.bytes + length, text.length - length };
}

static bool
begins(struct text text, const char *with)
{
	size_t length = strlen(with);

	return text.length >= length &&
	    strncasecmp(text.bytes, with, length) == 0;
}

/* "<OAI-PMH" or "<prefix:OAI-PMH", and what ends the name; or metha's. */
static bool
is_root(struct text text, bool is_file)
{
	static const struct text bare = { "<Response>", 10 };
	static const struct text name = { "OAI-PMH", 7 };
	size_t at = 1;
	size_t end;

	if (is_file && text.length >= bare.length &&
	    memcmp(text.bytes, bare.bytes, bare.length) == 0)
		return true;
	for (size_t i = 1; i < text.length; i++) {
		if (text.bytes[i] == ':')
			at = i + 1;
		if (strchr("<>/ \t\r\n", text.bytes[i]) != NULL)
			break;
	}
	end = at + name.length;
	return end < text.length &&
	    memcmp(text.bytes + at, name.bytes, name.length) == 0 &&
	    (text.bytes[end] == '>' || text.bytes[end] == '/' ||
		character_is_blank(text.bytes[end]));
}

static bool
is_declaration(struct text text)
{
	return text.length > 5 && memcmp(text.bytes, "<?xml", 5) == 0 &&
	    character_is_blank(text.bytes[5]);
}

/* Length of the comment or instruction at the front, whatever it mentions; 0:
 * there is none, or it does not end. */
static size_t
aside_length(struct text text)
{
	struct text end = TEXT("-->");
	size_t opening = strlen("<!--");
	const char *found;

	if (begins(text, "<?") && !is_declaration(text)) {
		end = TEXT("?>");
		opening = strlen("<?");
	} else if (!begins(text, "<!--")) {
		return 0;
	}
	text = behind(text, opening);
	found = memmem(text.bytes, text.length, end.bytes, end.length);
	if (found == NULL)
		return 0;
	return opening + (size_t)(found - text.bytes) + end.length;
}

/* The first of declaration and root; none: neither is there, or what begins
 * before it has no end yet. */
static struct text
find_start(struct text text, bool is_file)
{
	static const struct text none;

	while (text.length > 0) {
		const char *tag = memchr(text.bytes, '<', text.length);
		size_t aside;

		if (tag == NULL)
			break;
		text = behind(text, (size_t)(tag - text.bytes));
		if (is_declaration(text) || is_root(text, is_file))
			return text;
		aside = aside_length(text);
		if (aside == 0 && (begins(text, "<!--") || begins(text, "<?")))
			break;
		text = behind(text, aside == 0 ? 1 : aside);
	}
	return none;
}

static struct text
skip_asides(struct text text)
{
	for (;;) {
		size_t aside;

		text = character_skip_blanks(text);
		aside = aside_length(text);
		if (aside == 0)
			return text;
		text = behind(text, aside);
	}
}

/* The value of encoding="..." in a declaration; none where it has none. */
static struct text
read_encoding(struct text declaration)
{
	static const struct text none;
	const char *found =
	    memmem(declaration.bytes, declaration.length, "encoding", 8);
	struct text rest;
	const char *end;

	if (found == NULL)
		return none;
	rest = behind(declaration, (size_t)(found - declaration.bytes) + 8);
	rest = text_trim(rest);
	if (rest.length == 0 || *rest.bytes != '=')
		return none;
	rest = text_trim(behind(rest, 1));
	if (rest.length < 2 || (*rest.bytes != '"' && *rest.bytes != '\''))
		return none;
	end = memchr(rest.bytes + 1, *rest.bytes, rest.length - 1);
	if (end == NULL)
		return none;
	return (struct text){ rest.bytes + 1, (size_t)(end - rest.bytes) - 1 };
}

static bool
is_utf_16(enum encoding encoding)
{
	return encoding == ENCODING_UTF_16LE || encoding == ENCODING_UTF_16BE;
}

/*
 * Where bytes contradict the declaration, the bytes are right: a byte order
 * mark, and "UTF-16" that could be read byte by byte (.NET writes it).
 */
static void
use_encoding(struct reader *reader, struct text name)
{
	enum encoding encoding;
	char printable[64];

	if (name.length == 0)
		return;
	if (!encoding_parse(name, &encoding)) {
		reader_fail(reader, FAULT_MALFORMED,
		    "the encoding %s is refused",
		    text_printable(printable, sizeof(printable), name));
		return;
	}
	if (is_utf_16(reader->decoder.encoding) != is_utf_16(encoding) ||
	    (reader->is_marked && !is_utf_16(encoding) &&
		encoding != ENCODING_UTF_8))
		reader->scrub.repairs[REPAIR_DECLARATION]++;
	else if (!is_utf_16(encoding))
		reader->decoder.encoding = encoding;
}

static bool
looks_like_html(struct text text)
{
	text = text_trim(text);
	return begins(text, "<!doctype html") || begins(text, "<html");
}

/* The prolog is understood: the document goes on from here. */
static void
hand_on(struct reader *reader, struct text rest)
{
	struct text all = buffer_text(&reader->prolog);
	struct buffer decoded;

	reader->has_prolog = true;
	reader->looks_like_html = looks_like_html(all);
	if (is_utf_16(reader->decoder.encoding) ||
	    reader->decoder.encoding == ENCODING_UTF_8) {
		scrub_push(&reader->scrub, rest, &reader->window);
		return;
	}
	buffer_init(&decoded, 0);
	decoder_push(&reader->decoder, rest, &decoded);
	scrub_push(&reader->scrub, buffer_text(&decoded), &reader->window);
	buffer_fini(&decoded);
}

/* The declaration at start, which is somewhere in all. False: wait. */
static bool
take_declaration(
    struct reader *reader, struct text all, struct text start, bool is_whole)
{
	size_t limit = PROLOG_BYTES - (size_t)(start.bytes - all.bytes);
	const char *end;

	if (start.length < limit)
		limit = start.length;
	end = memmem(start.bytes, limit, "?>", 2);
	if (end == NULL) {
		if (is_whole)
			reader_fail(reader, FAULT_MALFORMED,
			    "the XML declaration does not end");
		return is_whole;
	}
	if (start.bytes != all.bytes)
		reader->scrub.repairs[REPAIR_DECLARATION]++;
	limit = (size_t)(end - start.bytes);
	use_encoding(
	    reader, read_encoding((struct text){ start.bytes, limit }));
	hand_on(reader, behind(start, limit + 2));
	return true;
}

/* False: more bytes are needed to tell. */
static bool
understand(struct reader *reader, bool is_end)
{
	struct text all = buffer_text(&reader->prolog);
	bool is_whole = is_end || all.length >= PROLOG_BYTES;
	struct text first = all;
	struct text start;
	struct text before = all;

	if (first.length > PROLOG_BYTES)
		first.length = PROLOG_BYTES;
	start = find_start(first, reader->is_file);
	if (start.bytes == NULL) {
		if (is_whole)
			hand_on(reader, all);
		return is_whole;
	}
	start.length = all.length - (size_t)(start.bytes - all.bytes);
	before.length = (size_t)(start.bytes - all.bytes);
	before = skip_asides(before);
	if (begins(before, "<!")) { /* a DOCTYPE: the parser refuses it */
		hand_on(reader, all);
		return true;
	}
	if (is_declaration(start))
		return take_declaration(reader, all, start, is_whole);
	if (before.length > 0)
		reader->scrub.repairs[REPAIR_DECLARATION]++;
	hand_on(reader, start);
	return true;
}

/*
 * The byte order mark, at the very front: two bytes tell UTF-16, three UTF-8.
 * So do the two bytes of the first "<" (XML 1.0, appendix F.1), which stay.
 * False: more bytes are needed.
 */
static bool
take_mark(struct reader *reader, bool is_end)
{
	static const struct {
		struct text bytes;
		enum encoding encoding;
		bool is_mark;
	} marks[] = {
		{ { "\xff\xfe", 2 }, ENCODING_UTF_16LE, true },
		{ { "\xfe\xff", 2 }, ENCODING_UTF_16BE, true },
		{ { "\xef\xbb\xbf", 3 }, ENCODING_UTF_8, true },
		{ { "<\0", 2 }, ENCODING_UTF_16LE, false },
		{ { "\0<", 2 }, ENCODING_UTF_16BE, false },
	};
	struct text raw = buffer_text(&reader->prolog);

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct text mark = marks[i].bytes;
		size_t common =
		    raw.length < mark.length ? raw.length : mark.length;
		struct buffer decoded;

		if (memcmp(raw.bytes, mark.bytes, common) != 0)
			continue;
		if (common < mark.length) {
			if (is_end)
				continue;
			return false;
		}
		reader->decoder.encoding = marks[i].encoding;
		reader->is_marked = marks[i].is_mark;
		if (marks[i].is_mark)
			raw = behind(raw, common);
		buffer_init(&decoded, 0);
		decoder_push(&reader->decoder, raw, &decoded);
		buffer_fini(&reader->prolog);
		reader->prolog = decoded;
		return true;
	}
	return true;
}

void
reader_prolog(struct reader *reader, struct text bytes)
{
	if (bytes.length == 0)
		return;
	if (reader->has_mark) {
		decoder_push(&reader->decoder, bytes, &reader->prolog);
	} else {
		buffer_add_text(&reader->prolog, bytes);
		reader->has_mark = take_mark(reader, false);
	}
	if (reader->has_mark && understand(reader, false))
		buffer_fini(&reader->prolog);
}

void
reader_prolog_finish(struct reader *reader)
{
	if (reader->prolog.length == 0)
		return;
	if (!reader->has_mark)
		reader->has_mark = take_mark(reader, true);
	(void)understand(reader, true);
	buffer_fini(&reader->prolog);
}
