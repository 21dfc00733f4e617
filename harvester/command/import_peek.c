#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/limit.h"
#include "command/import.h"
#include "oai/request.h"
#include "oai/response_file.h"

#define PEEK_BYTES ((int64_t)(4 * PARSE_CHUNK)) /* <request> comes first */

/* What the first response in a file was asked for. */
struct peek {
	char *metadata_prefix; /* NULL: it does not say */
	char *set_spec;
	bool is_list;  /* and it should: it may have records */
	bool is_over;  /* it was read to its end */
	bool is_error; /* and has none, whatever its format */
};

static void
take_page(void *context, struct page *page)
{
	(void)context;
	page_free(page);
}

static bool
is_of_records(struct text verb)
{
	return verb.length == 0 || text_is(verb, "ListRecords") ||
	    text_is(verb, "GetRecord");
}

static char *
string_of(struct text text)
{
	char *string = heap_take(text.length + 1);

	memcpy(string, text.bytes, text.length);
	return string;
}

static void
take_request(struct peek *peek, const struct response_request *request)
{
	if (request == NULL || !request->is_read || peek->is_list ||
	    !is_of_records(request->verb))
		return;
	peek->is_list = true;
	if (!metadata_prefix_is_valid(request->metadata_prefix))
		return;
	peek->metadata_prefix = string_of(request->metadata_prefix);
	peek->set_spec = string_of(request->set);
}

static void
take_response(void *context, const struct response_end *end,
    const struct response_request *request, const struct fault *why)
{
	struct peek *peek = context;

	take_request(peek, request);
	if (peek->is_over)
		return;
	peek->is_over = true;
	peek->is_error = why == NULL && end->error != OAI_ERROR_NONE;
}

static const struct response_file_events events = { take_page, take_response };

/* A file that cannot be opened says nothing; that is told when it is read. */
static void
look(struct peek *peek, int descriptor)
{
	struct response_file *file;
	bool is_end = false;
	struct fault ignored;

	if (descriptor < 0)
		return;
	file = response_file_new(descriptor, &events, peek);
	while (!is_end && peek->metadata_prefix == NULL && !peek->is_over &&
	    response_file_bytes(file) < PEEK_BYTES) {
		(void)!response_file_read(file, &is_end, &ignored);
		take_request(peek, response_file_request(file));
	}
	response_file_free(file);
}

static struct peek
peek_at(const struct import_source *source, const char *name)
{
	struct peek peek = { 0 };
	struct buffer path;

	buffer_init(&path, 0);
	buffer_printf(&path, "%s/%s", source->folder, name);
	look(&peek, open(path.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
	buffer_fini(&path);
	return peek;
}

/* The source of that folder and that format; -1: there is none yet. */
static long
find(const struct importing *importing, size_t from, const char *prefix)
{
	for (size_t i = from; i < importing->source_count; i++)
		if (strcmp(importing->sources[i].metadata_prefix, prefix) == 0)
			return (long)i;
	return -1;
}

/* Those that say the set say the same, or it is left open: a few sets are the
 * whole only if one of them says that it is. */
static void
agree(struct import_source *source, const struct peek *peek)
{
	if (source->set_spec == NULL)
		source->set_spec = heap_string(peek->set_spec);
	source->has_whole = source->has_whole || peek->set_spec[0] == '\0';
	if (strcmp(source->set_spec, peek->set_spec) == 0)
		return;
	source->is_of_sets = true;
	source->set_spec[0] = '\0';
}

static void
peek_free(struct peek *peek)
{
	free(peek->metadata_prefix);
	free(peek->set_spec);
}

/* A file that says its format goes to the source of that; all of these stand
 * behind those that were there, from the first on. */
static void
put(struct importing *importing, size_t at, size_t first, struct peek *peek,
    const char *name)
{
	long found = find(importing, first, peek->metadata_prefix);
	struct import_source *source;

	if (found < 0) {
		source = import_add_source(
		    importing, heap_string(importing->sources[at].folder));
		source->metadata_prefix = heap_string(peek->metadata_prefix);
	} else
		source = &importing->sources[found];
	agree(source, peek);
	import_add_file(source, name);
}

static bool
refuse(const struct importing *importing, size_t first, const char *name,
    struct fault *why)
{
	char shown[100];

	(void)text_printable(shown, sizeof(shown), text_of(name));
	if (importing->source_count == first)
		return fault_set(why, FAULT_INPUT,
		    "%s does not say which format it is in; say --prefix",
		    shown);
	return fault_set(why, FAULT_INPUT,
	    "%s does not say which format it is in, and the others are in "
	    "several; import them one by one, with --prefix",
	    shown);
}

/* Those that do not say it (OAI-PMH 3.5: a request with a resumptionToken has
 * nothing else) are of the same list as the others, where there is one only. */
static bool
put_rest(struct importing *importing, size_t at, size_t first,
    const struct peek *peeks, struct fault *why)
{
	struct import_source *source = &importing->sources[at];
	size_t formats = importing->source_count - first;

	for (size_t i = 0; i < source->count; i++) {
		if (peeks[i].metadata_prefix != NULL)
			continue;
		if (formats != 1 && peeks[i].is_list && !peeks[i].is_error)
			return refuse(importing, first, source->files[i], why);
		/* Nothing of ours, or the end of a list that broke off: whoever
		 * reads it finds out. It may be any of these lists. */
		for (size_t j = 0;
		     j < (peeks[i].is_error ? formats : formats > 0); j++)
			import_add_file(
			    &importing->sources[first + j], source->files[i]);
	}
	return true;
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Takes the source at apart. What is left of it has no files. */
static bool
take_apart(struct importing *importing, size_t at, struct fault *why)
{
	size_t count = importing->sources[at].count;
	size_t first = importing->source_count;
	struct peek *peeks = heap_array(count, sizeof(*peeks));
	bool done;

	for (size_t i = 0; i < count; i++) {
		const char *name = importing->sources[at].files[i];

		peeks[i] = peek_at(&importing->sources[at], name);
		if (peeks[i].metadata_prefix != NULL)
			put(importing, at, first, &peeks[i], name);
	}
	done = put_rest(importing, at, first, peeks, why);
	for (size_t i = 0; i < count; i++)
		peek_free(&peeks[i]);
	free(peeks);
	for (size_t i = first; i < importing->source_count; i++)
		qsort(importing->sources[i].files, importing->sources[i].count,
		    sizeof(*importing->sources[i].files), compare_names);
	if (importing->source_count > first) {
		importing->sources[first].left_out =
		    importing->sources[at].left_out;
		importing->sources[at].left_out = 0;
	}
	for (size_t i = 0; i < count; i++)
		free(importing->sources[at].files[i]);
	importing->sources[at].count = 0;
	return done;
}

/* Where a person said the format and no set, its files may. */
static void
look_for_set(struct import_source *source)
{
	for (size_t i = 0; i < source->count; i++) {
		struct peek peek = peek_at(source, source->files[i]);

		if (peek.metadata_prefix != NULL &&
		    strcmp(peek.metadata_prefix, source->metadata_prefix) == 0)
			agree(source, &peek);
		peek_free(&peek);
	}
	if (source->set_spec == NULL)
		source->set_spec = heap_string("");
}

/* What a person said counts for all of them; of metha's it chooses. */
static void
take_said(const struct importing *importing, struct import_source *source)
{
	if (source->is_metha)
		return;
	if (importing->prefix != NULL) {
		free(source->metadata_prefix);
		source->metadata_prefix = heap_string(importing->prefix);
	}
	if (importing->set != NULL && source->metadata_prefix != NULL) {
		free(source->set_spec);
		source->set_spec = heap_string(importing->set);
		source->is_of_sets = false;
	}
	if (source->metadata_prefix != NULL && source->set_spec == NULL)
		look_for_set(source);
}

bool
import_peek(struct importing *importing, struct fault *why)
{
	size_t count = importing->source_count;

	for (size_t i = 0; i < count; i++) {
		take_said(importing, &importing->sources[i]);
		if (importing->sources[i].metadata_prefix == NULL &&
		    !take_apart(importing, i, why))
			return false;
	}
	for (size_t i = count; i < importing->source_count; i++)
		take_said(importing, &importing->sources[i]);
	return true;
}
