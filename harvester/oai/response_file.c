#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "oai/character.h"
#include "oai/response_file.h"

#define MARK_BYTES ((size_t)128) /* of a tag, to be told as one */

struct response_file {
	const struct response_file_events *events;
	void *context;
	struct unpack *unpack;
	struct buffer window; /* bytes that no reader was given yet */
	size_t looked;        /* at so many of these */
	struct reader_events reading;
	struct reader *reader; /* NULL: between two responses */
	bool has_begun;        /* the first of them */
	bool has_root;         /* its tag was seen */
	int64_t bytes;
};

/* What tells responses apart. */
enum mark {
	MARK_NONE,
	MARK_DECLARATION, /* "<?xml " */
	MARK_ROOT,        /* the start tag of a root element, to its name */
	MARK_ROOT_END,    /* its end tag */
	MARK_SHORT,       /* more bytes are needed to tell */
};

struct response_file *
response_file_new(
    int descriptor, const struct response_file_events *events, void *context)
{
	struct response_file *file = heap_take(sizeof(*file));

	file->events = events;
	file->reading.page = events->page;
	file->context = context;
	file->unpack = unpack_new(descriptor);
	buffer_init(&file->window, 0);
	return file;
}

void
response_file_free(struct response_file *file)
{
	if (file == NULL)
		return;
	reader_free(file->reader);
	unpack_free(file->unpack);
	buffer_fini(&file->window);
	free(file);
}

int64_t
response_file_bytes(const struct response_file *file)
{
	return file->bytes;
}

int64_t
response_file_taken(const struct response_file *file)
{
	return unpack_file_bytes(file->unpack);
}

const struct response_request *
response_file_request(const struct response_file *file)
{
	return file->reader == NULL ? NULL : reader_request(file->reader);
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

static size_t
name_length(struct text text)
{
	size_t length = 0;

	while (length < text.length && is_name(text.bytes[length]))
		length++;
	return length;
}

static struct text
behind(struct text text, size_t length)
{
	return (struct text){ text.bytes + length, text.length - length };
}

/* Behind "</" and the name: what closes it, and *length to there. */
static enum mark
mark_of_end(struct text text, struct text tag, size_t *length)
{
	text = character_skip_blanks(text);
	if (text.length == 0)
		return MARK_SHORT;
	if (text.bytes[0] != '>')
		return MARK_NONE;
	*length = (size_t)(text.bytes - tag.bytes) + 1;
	return MARK_ROOT_END;
}

static enum mark
mark_of_name(struct text tag, bool is_end, size_t *length)
{
	struct text text = behind(tag, is_end ? 2 : 1);
	struct text name = { text.bytes, name_length(text) };
	bool has_prefix = false;

	text = behind(text, name.length);
	if (text.length > 0 && text.bytes[0] == ':') {
		has_prefix = true;
		text = behind(text, 1);
		name = (struct text){ text.bytes, name_length(text) };
		text = behind(text, name.length);
	}
	if (text.length == 0)
		return MARK_SHORT;
	if (!text_is(name, "OAI-PMH") &&
	    (has_prefix || !text_is(name, "Response")))
		return MARK_NONE;
	if (is_end)
		return mark_of_end(text, tag, length);
	return strchr(">/ \t\r\n", text.bytes[0]) != NULL ? MARK_ROOT
							  : MARK_NONE;
}

/* At a "<". */
static enum mark
mark_at(struct text tag, size_t *length)
{
	static const struct text declaration = { "<?xml", 5 };
	enum mark mark;

	if (tag.length > MARK_BYTES)
		tag.length = MARK_BYTES;
	if (tag.length <= declaration.length)
		return MARK_SHORT;
	if (tag.bytes[1] == '?')
		return memcmp(tag.bytes, declaration.bytes,
			   declaration.length) == 0 &&
			character_is_blank(tag.bytes[declaration.length])
		    ? MARK_DECLARATION
		    : MARK_NONE;
	mark = mark_of_name(tag, tag.bytes[1] == '/', length);
	return mark == MARK_SHORT && tag.length == MARK_BYTES ? MARK_NONE
							      : mark;
}

/* The next mark at or behind *at, where *at is then; MARK_NONE: at the end. */
static enum mark
find_mark(const struct response_file *file, size_t *at, size_t *length)
{
	struct text all = buffer_text(&file->window);

	while (*at < all.length) {
		const char *found =
		    memchr(all.bytes + *at, '<', all.length - *at);
		enum mark mark;

		if (found == NULL)
			break;
		*at = (size_t)(found - all.bytes);
		mark = mark_at(behind(all, *at), length);
		if (mark != MARK_NONE)
			return mark;
		(*at)++;
	}
	*at = all.length;
	return MARK_NONE;
}

/* Without the first of the window. */
static void
take(struct response_file *file, size_t length)
{
	struct buffer *window = &file->window;

	if (length > 0)
		memmove(window->bytes, window->bytes + length,
		    window->length - length);
	window->length -= length;
	file->looked = 0;
}

static void
begin(struct response_file *file)
{
	file->reader =
	    reader_new(OAI_LIST_RECORDS, &file->reading, file->context);
	reader_take_file(file->reader);
	file->has_begun = true;
	file->has_root = false;
	file->looked = 0;
}

static void
end(struct response_file *file)
{
	struct response_end end;
	struct fault why;
	bool is_whole = reader_finish(file->reader, &end, &why);

	file->events->response(file->context, &end,
	    reader_request(file->reader), is_whole ? NULL : &why);
	reader_free(file->reader);
	file->reader = NULL;
}

/* The first of the window. */
static void
give(struct response_file *file, size_t length)
{
	struct text bytes = { file->window.bytes, length };
	struct fault ignored; /* reader_finish() says it again */
	bool is_well =
	    length == 0 || reader_push(file->reader, bytes, &ignored);

	take(file, length);
	if (!is_well || reader_is_closed(file->reader))
		end(file);
}

/* Between two responses: whatever is there is nothing of ours. False: that was
 * all for now. */
static bool
look_for_next(struct response_file *file, enum mark mark, size_t at)
{
	if (!file->has_begun && file->window.length > 0) {
		begin(file);
		return true;
	}
	if (mark == MARK_ROOT_END) {
		file->looked = at + 1;
		return true;
	}
	take(file, at);
	if (mark == MARK_NONE || mark == MARK_SHORT)
		return false;
	begin(file);
	return true;
}

/* Another response begins, unless it is in a record: that is the reader's to
 * judge. */
static void
meet_another(struct response_file *file, size_t at)
{
	give(file, at);
	if (file->reader == NULL)
		return;
	if (reader_is_in_record(file->reader))
		file->looked = 1;
	else
		end(file);
}

static void
pump(struct response_file *file, bool is_last)
{
	for (;;) {
		size_t at = file->looked;
		size_t length = 0;
		enum mark mark = find_mark(file, &at, &length);

		if (mark == MARK_SHORT && is_last)
			at = file->window.length;
		if (file->reader == NULL) {
			if (!look_for_next(file, mark, at))
				return;
		} else if (mark == MARK_NONE || mark == MARK_SHORT) {
			give(file, at);
			return;
		} else if (mark == MARK_ROOT_END) {
			give(file, at + length);
		} else if (file->has_root) {
			meet_another(file, at);
		} else {
			file->has_root = mark == MARK_ROOT;
			file->looked = at + 1;
		}
	}
}

bool
response_file_read(struct response_file *file, bool *is_end, struct fault *why)
{
	struct text piece;
	bool is_well = unpack_read(file->unpack, &piece, why);
	bool is_last = !is_well || piece.length == 0;

	if (!is_last) {
		buffer_add_text(&file->window, piece);
		file->bytes += (int64_t)piece.length;
	}
	pump(file, is_last);
	if (is_last && file->reader != NULL)
		end(file);
	*is_end = is_last;
	return is_well;
}
