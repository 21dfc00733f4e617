#include <string.h>

#include "oai/datestamp.h"
#include "oai/reader_private.h"

/* In the order of enum oai_error. */
static const char *const error_names[] = {
	[OAI_ERROR_NONE] = "none",
	[OAI_ERROR_NO_RECORDS_MATCH] = "noRecordsMatch",
	[OAI_ERROR_NO_SET_HIERARCHY] = "noSetHierarchy",
	[OAI_ERROR_NO_METADATA_FORMATS] = "noMetadataFormats",
	[OAI_ERROR_ID_DOES_NOT_EXIST] = "idDoesNotExist",
	[OAI_ERROR_CANNOT_DISSEMINATE_FORMAT] = "cannotDisseminateFormat",
	[OAI_ERROR_OTHER] = "other",
	[OAI_ERROR_BAD_ARGUMENT] = "badArgument",
	[OAI_ERROR_BAD_VERB] = "badVerb",
	[OAI_ERROR_BAD_RESUMPTION_TOKEN] = "badResumptionToken",
};

const char *
oai_error_name(enum oai_error error)
{
	return error_names[error];
}

static enum oai_error
read_error(struct text code)
{
	/* The harvester guidelines once had a code of their own for dates. */
	if (text_is(code, "badGranularity"))
		return OAI_ERROR_BAD_ARGUMENT;
	for (unsigned i = OAI_ERROR_NO_RECORDS_MATCH;
	     i <= OAI_ERROR_BAD_RESUMPTION_TOKEN; i++) {
		if (i != OAI_ERROR_OTHER && text_is(code, error_names[i]))
			return (enum oai_error)i;
	}
	return OAI_ERROR_OTHER;
}

void
value_take(struct reader *reader, enum value value, struct text text)
{
	struct buffer *into = &reader->values[value];

	/* What may occur several times: one a line, as many as fit. */
	if (value == VALUE_ADMIN_EMAILS || value == VALUE_COMPRESSIONS) {
		if (into->length > 0)
			buffer_add_char(into, '\n');
	} else {
		buffer_reset(into);
	}
	buffer_add_text(into, text);
}

static bool
text_fits(struct reader *reader)
{
	if (reader->text.is_over)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a value is larger than %zu bytes", TOKEN_BYTES);
	return !reader->text.is_over;
}

void
value_end(struct reader *reader)
{
	if (text_fits(reader))
		value_take(reader, reader->value,
		    text_trim(buffer_text(&reader->text)));
}

static struct text
request_attribute(struct reader *reader, enum value value,
    const struct element *element, const char *name)
{
	value_take(reader, value, text_trim(element_attribute(element, name)));
	return buffer_text(&reader->values[value]);
}

void
request_take(struct reader *reader, const struct element *element)
{
	struct response_request *request = &reader->request;

	request->is_read = true;
	request->verb =
	    request_attribute(reader, VALUE_REQUEST_VERB, element, "verb");
	request->metadata_prefix = request_attribute(
	    reader, VALUE_REQUEST_PREFIX, element, "metadataPrefix");
	request->set =
	    request_attribute(reader, VALUE_REQUEST_SET, element, "set");
}

void
error_start(struct reader *reader, const struct element *element)
{
	value_take(
	    reader, VALUE_ERROR, text_trim(element_attribute(element, "code")));
}

/* Of several, the one furthest down enum oai_error decides; of equals, the
 * first. A code that is not in the specification is named in the text. */
void
error_end(struct reader *reader)
{
	struct text code = buffer_text(&reader->values[VALUE_ERROR]);
	enum oai_error error = read_error(code);
	struct buffer whole;

	/* metha writes an empty one where there was none. */
	if (error <= reader->end.error || (reader->is_bare && code.length == 0))
		return;
	reader->end.error = error;
	buffer_init(&whole, 2 * TOKEN_BYTES);
	if (error == OAI_ERROR_OTHER) {
		buffer_add_text(&whole, code);
		buffer_add_string(&whole, ": ");
	}
	buffer_add_text(&whole, text_trim(buffer_text(&reader->text)));
	(void)text_printable(reader->error_text, sizeof(reader->error_text),
	    buffer_text(&whole));
	buffer_fini(&whole);
}

/* More than any list has is as good as not said. */
static int64_t
read_count(const struct element *element, const char *name)
{
	long long number;

	if (!text_number(
		text_trim(element_attribute(element, name)), &number) ||
	    number > LIST_SIZE)
		return -1;
	return number;
}

/* Where there are several, the last one counts. */
void
token_start(struct reader *reader, const struct element *element)
{
	reader->end.has_token_element = true;
	reader->end.complete_list_size =
	    read_count(element, "completeListSize");
	reader->end.cursor = read_count(element, "cursor");
	value_take(reader, VALUE_EXPIRATION,
	    text_trim(element_attribute(element, "expirationDate")));
}

/* Section 3.5: opaque, so never trimmed; but white space alone is no token. */
void
token_end(struct reader *reader)
{
	struct text token = buffer_text(&reader->text);

	if (!text_fits(reader))
		return;
	if (text_trim(token).length == 0)
		token.length = 0;
	value_take(reader, VALUE_TOKEN, token);
}

static struct text
value_of(const struct reader *reader, enum value value)
{
	return buffer_text(&reader->values[value]);
}

void
description_take(struct reader *reader)
{
	struct buffer *into = &reader->values[VALUE_DESCRIPTIONS];
	size_t length = fragment_length(reader->fragment);
	struct arena *arena;
	char *copy;

	if (length == 0 || length > DESCRIPTION_BYTES - into->length)
		return;
	arena = arena_new(2 * DESCRIPTION_BYTES);
	copy = fragment_copy(reader->fragment, arena);
	if (copy != NULL)
		buffer_add(into, copy, length);
	arena_free(arena);
}

void
identify_end(struct reader *reader)
{
	const struct identity identity = {
		.repository_name = value_of(reader, VALUE_REPOSITORY_NAME),
		.base_url = value_of(reader, VALUE_BASE_URL),
		.protocol_version = value_of(reader, VALUE_PROTOCOL_VERSION),
		.earliest_datestamp =
		    value_of(reader, VALUE_EARLIEST_DATESTAMP),
		.deleted_record = value_of(reader, VALUE_DELETED_RECORD),
		.granularity = value_of(reader, VALUE_GRANULARITY),
		.admin_emails = value_of(reader, VALUE_ADMIN_EMAILS),
		.compressions = value_of(reader, VALUE_COMPRESSIONS),
		.descriptions = value_of(reader, VALUE_DESCRIPTIONS),
	};

	if (reader->events->identity != NULL)
		reader->events->identity(reader->context, &identity);
}

void
entry_start(struct reader *reader)
{
	if (++reader->entries > LIST_ENTRIES)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "it lists more than %d entries", LIST_ENTRIES);
	for (unsigned i = VALUE_FORMAT_PREFIX; i <= VALUE_SET_NAME; i++)
		buffer_reset(&reader->values[i]);
}

void
format_end(struct reader *reader)
{
	const struct metadata_format format = {
		.prefix = value_of(reader, VALUE_FORMAT_PREFIX),
		.schema = value_of(reader, VALUE_FORMAT_SCHEMA),
		.namespace = value_of(reader, VALUE_FORMAT_NAMESPACE),
	};

	if (reader->events->format != NULL)
		reader->events->format(reader->context, &format);
}

void
set_end(struct reader *reader)
{
	const struct set set = {
		.spec = value_of(reader, VALUE_SET_SPEC),
		.name = value_of(reader, VALUE_SET_NAME),
	};

	if (reader->events->set != NULL)
		reader->events->set(reader->context, &set);
}

void
values_into_end(struct reader *reader)
{
	struct response_end *end = &reader->end;

	end->response_date = value_of(reader, VALUE_RESPONSE_DATE);
	end->has_instant = datestamp_read(end->response_date, &end->instant);
	end->resumption_token = value_of(reader, VALUE_TOKEN);
	end->expiration_date = value_of(reader, VALUE_EXPIRATION);
	end->error_text = text_of(reader->error_text);
	end->has_root = reader->opening[0].length > 0;
	if (!reader->has_verb)
		end->other_verb = text_of(reader->other_verb);
	memcpy(end->repairs, reader->scrub.repairs, sizeof(end->repairs));
}
