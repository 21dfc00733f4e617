#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "oai/datestamp.h"
#include "oai/reader_private.h"

static void
no_room(struct reader *reader)
{
	reader_fail(reader, FAULT_TOO_LARGE,
	    "its records need more than %zu bytes", PAGE_ARENA_BYTES);
}

static struct page *
page_of(struct reader *reader)
{
	struct arena *arena;

	if (reader->page != NULL)
		return reader->page;
	arena = arena_new(PAGE_ARENA_BYTES);
	reader->page = arena_take(arena, sizeof(*reader->page));
	assert(reader->page != NULL);
	reader->page->arena = arena;
	reader->next_record = &reader->page->records;
	reader->next_reject = &reader->page->rejects;
	return reader->page;
}

void
page_give(struct reader *reader, bool is_end)
{
	struct page *page = page_of(reader);

	page->bytes = arena_held(page->arena);
	page->is_end = is_end;
	reader->page = NULL;
	if (reader->events->page != NULL)
		reader->events->page(reader->context, page);
	else
		page_free(page);
}

/* Before the next record, not after the last one: a page that is just full
 * stays one page, with its end and its token. */
static void
give_if_full(struct reader *reader)
{
	const struct page *page = reader->page;

	if (page == NULL)
		return;
	if (arena_held(page->arena) >= reader->batch_bytes ||
	    page->record_count >= PAGE_BATCH_RECORDS ||
	    page->reject_count >= REJECTS_PER_PAGE)
		page_give(reader, false);
}

/* Into the page. An empty text is none. False: the fault is set. */
static bool
keep(struct reader *reader, struct text text, struct text *kept)
{
	struct arena *arena = page_of(reader)->arena;

	*kept = (struct text){ NULL, 0 };
	if (text.length == 0)
		return true;
	kept->bytes = arena_copy(arena, text.bytes, text.length);
	if (kept->bytes == NULL) {
		no_room(reader);
		return false;
	}
	kept->length = text.length;
	return true;
}

static const struct text *
keep_all(struct reader *reader, const struct text *texts, size_t count)
{
	struct text *kept;

	if (count == 0)
		return NULL;
	kept = arena_take(page_of(reader)->arena, count * sizeof(*kept));
	if (kept == NULL)
		no_room(reader);
	else
		memcpy(kept, texts, count * sizeof(*kept));
	return kept;
}

void
record_fail(
    struct reader *reader, enum reject_rule rule, const char *format, ...)
{
	struct building *building = &reader->building;
	va_list args;

	if (!building->is_open || building->why[0] != '\0')
		return;
	va_start(args, format);
	(void)vsnprintf(building->why, sizeof(building->why), format, args);
	va_end(args);
	building->rule = rule;
	if (fragment_is_open(reader->fragment))
		fragment_abandon(reader->fragment);
}

size_t
record_tag(const struct reader *reader)
{
	size_t position = parser_position(reader);
	struct text tag = reader_slice(reader, reader->window_start, position);
	const char *start = memrchr(tag.bytes, '<', tag.length);

	assert(start != NULL);
	return reader->window_start + (size_t)(start - tag.bytes);
}

void
record_start(struct reader *reader)
{
	give_if_full(reader);
	reader->building = (struct building){
		.is_open = true,
		.start = record_tag(reader),
	};
	if (!reader->is_file &&
	    reader->end.records + reader->end.rejects >= RECORDS)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "it has more than %d records", RECORDS);
}

void
header_start(struct reader *reader, const struct element *element)
{
	struct text status = text_trim(element_attribute(element, "status"));

	if (status.length == strlen("deleted") &&
	    strncasecmp(status.bytes, "deleted", status.length) == 0)
		reader->building.record.status = RECORD_DELETED;
}

void
metadata_start(struct reader *reader)
{
	reader->building.has_metadata = true;
}

/* The text of an element of the header, trimmed. */
static bool
read_text(struct reader *reader, enum reject_rule rule, size_t limit,
    struct text *text)
{
	*text = text_trim(buffer_text(&reader->text));
	if (!reader->text.is_over && text->length <= limit)
		return true;
	record_fail(reader, rule, "its %s is longer than %zu bytes",
	    rule == RULE_SET ? "setSpec" : rule_name(rule), limit);
	return false;
}

/* Two names are none: a reject must not be asked for again by the wrong one. */
void
identifier_end(struct reader *reader)
{
	struct text *identifier = &reader->building.record.identifier;
	struct text text;

	if (!read_text(reader, RULE_IDENTIFIER, IDENTIFIER_BYTES, &text))
		return;
	if (reader->building.has_identifier) {
		record_fail(
		    reader, RULE_IDENTIFIER, "it has more than one identifier");
		if (!text_equals(*identifier, text))
			*identifier = (struct text){ NULL, 0 };
		return;
	}
	reader->building.has_identifier = text.length > 0;
	(void)keep(reader, text, identifier);
}

void
datestamp_end(struct reader *reader)
{
	struct record *record = &reader->building.record;
	struct text text;

	if (!read_text(reader, RULE_DATESTAMP, DATESTAMP_BYTES, &text) ||
	    !keep(reader, text, &record->datestamp))
		return;
	record->has_instant = datestamp_read(text, &record->instant);
}

void
set_spec_end(struct reader *reader)
{
	struct record *record = &reader->building.record;
	struct text text;

	if (!read_text(reader, RULE_SET, SET_SPEC_BYTES, &text) ||
	    text.length == 0)
		return;
	if (record->set_spec_count == SET_SPECS)
		record_fail(
		    reader, RULE_SET, "it is in more than %d sets", SET_SPECS);
	else if (keep(reader, text, &reader->set_specs[record->set_spec_count]))
		record->set_spec_count++;
}

bool
record_wants_fragment(struct reader *reader)
{
	const struct record *record = &reader->building.record;

	if (reader->building.why[0] != '\0')
		return false;
	if (scope_now(reader) == SCOPE_ABOUT) {
		if (record->about_count == ABOUTS)
			record_fail(reader, RULE_LIMIT,
			    "it has more than %d abouts", ABOUTS);
		return record->about_count < ABOUTS;
	}
	if (record->status == RECORD_DELETED)
		return false;
	if (record->metadata.length > 0)
		record_fail(reader, RULE_METADATA,
		    "it has more than one metadata element");
	return record->metadata.length == 0;
}

static void
take_fragment(struct reader *reader)
{
	struct fragment *fragment = reader->fragment;
	struct record *record = &reader->building.record;
	struct text xml = { NULL, fragment_length(fragment) };

	if (fragment_has_long_namespace(fragment))
		record_fail(reader, RULE_LIMIT,
		    "a namespace in it is longer than %zu bytes",
		    NAMESPACE_BYTES);
	if (fragment_undeclared(fragment)[0] != '\0')
		record_fail(reader, RULE_NAMESPACE,
		    "the prefix \"%s\" is not declared",
		    fragment_undeclared(fragment));
	if (xml.length == 0)
		record_fail(reader, RULE_LIMIT, "it is larger than %zu bytes",
		    RECORD_BYTES);
	if (reader->building.why[0] != '\0')
		return;
	xml.bytes = fragment_copy(fragment, page_of(reader)->arena);
	if (xml.bytes == NULL) {
		no_room(reader);
		return;
	}
	reader->scrub.repairs[REPAIR_PREFIX] += fragment_mended(fragment);
	if (scope_now(reader) == SCOPE_ABOUT)
		reader->abouts[record->about_count++] = xml;
	else
		record->metadata = xml;
}

/* The root of a fragment has ended. */
void
fragment_take(struct reader *reader)
{
	if (scope_now(reader) == SCOPE_DESCRIPTION)
		description_take(reader);
	else
		take_fragment(reader);
}

/* In the order that makes the best reason: what comes first explains most. */
static void
judge(struct reader *reader)
{
	const struct building *building = &reader->building;
	const struct record *record = &building->record;

	if (record->identifier.length == 0)
		record_fail(reader, RULE_IDENTIFIER, "it has no identifier");
	if (record->status == RECORD_DELETED ||
	    reader->verb == OAI_LIST_IDENTIFIERS)
		return;
	if (!building->has_metadata)
		record_fail(reader, RULE_METADATA,
		    "it has no metadata and is not deleted");
	else if (record->metadata.length == 0)
		record_fail(
		    reader, RULE_METADATA, "its metadata holds no element");
}

static void
hash_record(struct record *record)
{
	struct hash content;
	struct hash header;

	hash_init(&content);
	hash_add_text(&content, record->metadata);
	hash_add_number(&content, (int64_t)record->about_count);
	for (size_t i = 0; i < record->about_count; i++)
		hash_add_text(&content, record->abouts[i]);
	record->content_hash = hash_result(&content);
	hash_init(&header);
	hash_add_number(&header, (int64_t)record->status);
	hash_add_text(&header, record->datestamp);
	hash_add_number(&header, (int64_t)record->set_spec_count);
	for (size_t i = 0; i < record->set_spec_count; i++)
		hash_add_text(&header, record->set_specs[i]);
	record->header_hash = hash_result(&header);
}

static void
add_record(struct reader *reader)
{
	struct page *page = page_of(reader);
	struct record *record = arena_take(page->arena, sizeof(*record));

	if (record == NULL) {
		no_room(reader);
		return;
	}
	*record = reader->building.record;
	if (record->status == RECORD_DELETED)
		record->metadata = (struct text){ NULL, 0 };
	record->set_specs =
	    keep_all(reader, reader->set_specs, record->set_spec_count);
	record->abouts = keep_all(reader, reader->abouts, record->about_count);
	if (reader_has_failed(reader))
		return;
	hash_record(record);
	*reader->next_record = record;
	reader->next_record = &record->next;
	page->record_count++;
	reader->end.records++;
}

void
record_end(struct reader *reader)
{
	size_t position = parser_position(reader);

	record_check_size(reader, position);
	judge(reader);
	if (reader->building.why[0] != '\0') {
		record_reject(reader, position);
		return;
	}
	reader->building.is_open = false;
	add_record(reader);
}

void
record_give_rest(struct reader *reader)
{
	if (reader->building.is_open) {
		record_fail(reader, RULE_XML,
		    "it could not be read to its end: %s", reader->fault.text);
		record_reject(
		    reader, reader->window_start + reader->window.length);
	}
	if (reader->page != NULL)
		page_give(reader, false);
}

void
record_check_size(struct reader *reader, size_t position)
{
	struct building *building = &reader->building;

	if (!building->is_open || building->is_cut ||
	    position - building->start <= RECORD_BYTES)
		return;
	record_fail(
	    reader, RULE_LIMIT, "it is larger than %zu bytes", RECORD_BYTES);
	building->is_cut = true;
	buffer_reset(&reader->head);
	buffer_add_text(&reader->head,
	    reader_slice(
		reader, building->start, building->start + REJECT_BYTES));
}

void
record_reject(struct reader *reader, size_t end)
{
	struct building *building = &reader->building;
	struct page *page = page_of(reader);
	struct reject *reject = arena_take(page->arena, sizeof(*reject));
	size_t length = end - building->start;
	struct text bytes = buffer_text(&reader->head);

	building->is_open = false;
	if (!building->is_cut)
		bytes = reader_slice(reader, building->start,
		    building->start +
			(length < REJECT_BYTES ? length : REJECT_BYTES));
	if (reject == NULL) {
		no_room(reader);
		return;
	}
	reject->identifier = building->record.identifier;
	reject->length = length;
	reject->rule = building->rule;
	if (!keep(reader, bytes, &reject->bytes) ||
	    !keep(reader, text_of(building->why), &reject->reason))
		return;
	*reader->next_reject = reject;
	reader->next_reject = &reject->next;
	page->reject_count++;
	reader->end.rejects++;
}
