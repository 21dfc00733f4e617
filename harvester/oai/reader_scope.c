#include <assert.h>
#include <string.h>
#include <strings.h>

#include "oai/reader_private.h"

#define LISTS                                                    \
	(1U << OAI_LIST_METADATA_FORMATS | 1U << OAI_LIST_SETS | \
	    1U << OAI_LIST_IDENTIFIERS | 1U << OAI_LIST_RECORDS)
#define RECORDS_OF (1U << OAI_LIST_RECORDS | 1U << OAI_GET_RECORD)
#define ALL        ~0U

/* OAI-PMH 2.0, section 3.2 and 4: which element stands where. */
static const struct rule {
	enum scope parent;
	const char *name;
	enum scope scope;
	enum value value; /* of SCOPE_VALUE */
	unsigned verbs;   /* a set */
} rules[] = {
	{ SCOPE_RESPONSE, "responseDate", SCOPE_VALUE, VALUE_RESPONSE_DATE,
	    ALL },
	{ SCOPE_RESPONSE, "error", SCOPE_ERROR, 0, ALL },
	/* Meant for the list, though not in it. */
	{ SCOPE_RESPONSE, "resumptionToken", SCOPE_TOKEN, 0, LISTS },
	{ SCOPE_IDENTIFY, "error", SCOPE_ERROR, 0, ALL },
	{ SCOPE_IDENTIFY, "repositoryName", SCOPE_VALUE, VALUE_REPOSITORY_NAME,
	    ALL },
	{ SCOPE_IDENTIFY, "baseURL", SCOPE_VALUE, VALUE_BASE_URL, ALL },
	{ SCOPE_IDENTIFY, "protocolVersion", SCOPE_VALUE,
	    VALUE_PROTOCOL_VERSION, ALL },
	{ SCOPE_IDENTIFY, "earliestDatestamp", SCOPE_VALUE,
	    VALUE_EARLIEST_DATESTAMP, ALL },
	{ SCOPE_IDENTIFY, "deletedRecord", SCOPE_VALUE, VALUE_DELETED_RECORD,
	    ALL },
	{ SCOPE_IDENTIFY, "granularity", SCOPE_VALUE, VALUE_GRANULARITY, ALL },
	{ SCOPE_IDENTIFY, "adminEmail", SCOPE_VALUE, VALUE_ADMIN_EMAILS, ALL },
	{ SCOPE_IDENTIFY, "compression", SCOPE_VALUE, VALUE_COMPRESSIONS, ALL },
	{ SCOPE_IDENTIFY, "description", SCOPE_DESCRIPTION, 0, ALL },
	{ SCOPE_LIST, "error", SCOPE_ERROR, 0, ALL },
	{ SCOPE_LIST, "record", SCOPE_RECORD, 0, RECORDS_OF },
	{ SCOPE_LIST, "header", SCOPE_HEADER, 0, 1U << OAI_LIST_IDENTIFIERS },
	{ SCOPE_LIST, "resumptionToken", SCOPE_TOKEN, 0, LISTS },
	{ SCOPE_LIST, "metadataFormat", SCOPE_FORMAT, 0,
	    1U << OAI_LIST_METADATA_FORMATS },
	{ SCOPE_LIST, "set", SCOPE_SET, 0, 1U << OAI_LIST_SETS },
	{ SCOPE_RECORD, "header", SCOPE_HEADER, 0, ALL },
	{ SCOPE_RECORD, "metadata", SCOPE_METADATA, 0, ALL },
	{ SCOPE_RECORD, "about", SCOPE_ABOUT, 0, ALL },
	{ SCOPE_HEADER, "identifier", SCOPE_IDENTIFIER, 0, ALL },
	{ SCOPE_HEADER, "datestamp", SCOPE_DATESTAMP, 0, ALL },
	{ SCOPE_HEADER, "setSpec", SCOPE_SET_SPEC, 0, ALL },
	{ SCOPE_FORMAT, "metadataPrefix", SCOPE_VALUE, VALUE_FORMAT_PREFIX,
	    ALL },
	{ SCOPE_FORMAT, "schema", SCOPE_VALUE, VALUE_FORMAT_SCHEMA, ALL },
	{ SCOPE_FORMAT, "metadataNamespace", SCOPE_VALUE,
	    VALUE_FORMAT_NAMESPACE, ALL },
	{ SCOPE_SET, "setSpec", SCOPE_VALUE, VALUE_SET_SPEC, ALL },
	{ SCOPE_SET, "setName", SCOPE_VALUE, VALUE_SET_NAME, ALL },
};

#define RULE_COUNT (sizeof(rules) / sizeof(rules[0]))

static_assert(RULE_COUNT <= RULES, "reader->rule_names is too short");

/* Equal strings are one pointer in the parser's dictionary. */
void
scope_intern(struct reader *reader)
{
	xmlDict *names = reader->parser->dict;
	bool has_all;

	reader->oai = xmlDictLookup(names, (const xmlChar *)OAI_NAMESPACE, -1);
	has_all = reader->oai != NULL;
	for (size_t i = 0; i < RULE_COUNT; i++) {
		reader->rule_names[i] =
		    xmlDictLookup(names, (const xmlChar *)rules[i].name, -1);
		has_all = has_all && reader->rule_names[i] != NULL;
	}
	if (!has_all)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "the XML parser has no memory for it");
}

enum scope
scope_now(const struct reader *reader)
{
	if (reader->scope_depth == 0)
		return SCOPE_DOCUMENT;
	return reader->scopes[reader->scope_depth - 1];
}

static void
enter(struct reader *reader, enum scope scope)
{
	assert(reader->scope_depth < SCOPE_DEPTH);
	reader->scopes[reader->scope_depth++] = scope;
	buffer_reset(&reader->text);
}

static void
add_name(struct buffer *into, const struct element *element)
{
	if (element->prefix != NULL) {
		buffer_add_string(into, element->prefix);
		buffer_add_char(into, ':');
	}
	buffer_add_string(into, element->local);
}

/* An ampersand in it is "&#38;" already: see fragment.c. */
static void
add_value(struct buffer *into, const char *value)
{
	for (; *value != '\0'; value++) {
		if (strchr("<\"\t\n\r", *value) != NULL)
			buffer_printf(into, "&#%d;", *value);
		else
			buffer_add_char(into, *value);
	}
}

/* So that another parser can be brought to this place: reader_recover.c. */
static void
keep_tag(struct reader *reader, const struct element *element, unsigned level)
{
	struct buffer *name = &reader->opening_names[level];
	struct buffer *tag = &reader->opening[level];

	buffer_reset(name);
	buffer_reset(tag);
	add_name(name, element);
	buffer_printf(tag, "<%s", name->bytes);
	for (size_t i = 0; i < element->namespace_count; i++) {
		const unsigned char **pair = element->namespaces + 2 * i;

		buffer_add_string(tag, " xmlns");
		if (pair[0] != NULL)
			buffer_printf(tag, ":%s", (const char *)pair[0]);
		buffer_add_string(tag, "=\"");
		add_value(tag, (const char *)pair[1]);
		buffer_add_char(tag, '"');
	}
	buffer_add_char(tag, '>');
}

static void
refuse_root(struct reader *reader, const struct element *element)
{
	char name[64];
	const char *uri = element->uri == NULL ? "" : element->uri;

	(void)text_printable(name, sizeof(name), text_of(element->local));
	if (strcasecmp(element->local, "html") == 0)
		reader_fail(reader, FAULT_MALFORMED,
		    "not an OAI-PMH response: an HTML page");
	else if (strncmp(uri, "http://www.openarchives.org/OAI/1.", 34) == 0)
		reader_fail(reader, FAULT_MALFORMED,
		    "it is a response of OAI-PMH 1.x, which is not supported");
	else if (strstr(uri, "static-repository") != NULL)
		reader_fail(reader, FAULT_MALFORMED,
		    "it is the file of a static repository; the base URL is "
		    "that of its gateway");
	else
		reader_fail(reader, FAULT_MALFORMED,
		    "not an OAI-PMH response: root element is <%s>", name);
}

void
scope_take_namespace(struct reader *reader, const struct element *element)
{
	if ((const unsigned char *)element->uri == reader->oai ||
	    reader->is_bare)
		return;
	reader->oai = (const unsigned char *)element->uri;
	if (!reader->is_foreign)
		reader->scrub.repairs[REPAIR_PREFIX]++;
	reader->is_foreign = true;
}

/* In the namespace of OAI-PMH; metha leaves it out around its records. */
static bool
is_oai(const struct reader *reader, const struct element *element)
{
	return (const unsigned char *)element->uri == reader->oai ||
	    (reader->is_bare && element->uri == NULL);
}

static void
start_root(struct reader *reader, const struct element *element)
{
	reader->is_bare = reader->is_file && element->uri == NULL &&
	    strcmp(element->local, "Response") == 0;
	if (!reader->is_bare && strcmp(element->local, "OAI-PMH") != 0) {
		refuse_root(reader, element);
		return;
	}
	scope_take_namespace(reader, element);
	keep_tag(reader, element, 0);
	enter(reader, SCOPE_RESPONSE);
}

/* The element named as the verb; or another, to be named if it is missing. */
static bool
start_verb(struct reader *reader, const struct element *element)
{
	/* metha writes all of them; it asks for lists only. */
	if (reader->is_file && !reader->is_bare && !reader->has_verb &&
	    strcmp(element->local, oai_verb_name(OAI_GET_RECORD)) == 0)
		reader->verb = OAI_GET_RECORD;
	if (strcmp(element->local, "request") == 0)
		request_take(reader, element);
	if (strcmp(element->local, oai_verb_name(reader->verb)) != 0) {
		if (reader->other_verb[0] == '\0' &&
		    strcmp(element->local, "request") != 0)
			(void)text_printable(reader->other_verb,
			    sizeof(reader->other_verb),
			    text_of(element->local));
		return false;
	}
	keep_tag(reader, element, 1);
	reader->has_verb = true;
	enter(
	    reader, reader->verb == OAI_IDENTIFY ? SCOPE_IDENTIFY : SCOPE_LIST);
	return true;
}

static const struct rule *
find_rule(const struct reader *reader, const struct element *element)
{
	enum scope parent = scope_now(reader);

	if (!is_oai(reader, element))
		return NULL;
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (rules[i].parent == parent &&
		    reader->rule_names[i] ==
			(const unsigned char *)element->local &&
		    (rules[i].verbs & 1U << reader->verb) != 0)
			return &rules[i];
	}
	return NULL;
}

/* A record begins with its own element, or with the header where there is
 * nothing else (ListIdentifiers). */
static bool
is_record(const struct rule *rule)
{
	return rule->parent == SCOPE_LIST &&
	    (rule->scope == SCOPE_RECORD || rule->scope == SCOPE_HEADER);
}

/* Inside another one, where a rule would say what else may stand there. */
static bool
is_inner_record(const struct reader *reader, const struct element *element)
{
	if (!reader->building.is_open || !is_oai(reader, element) ||
	    scope_now(reader) == SCOPE_METADATA ||
	    scope_now(reader) == SCOPE_ABOUT)
		return false;
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (is_record(&rules[i]) &&
		    (rules[i].verbs & 1U << reader->verb) != 0 &&
		    strcmp(element->local, rules[i].name) == 0)
			return true;
	}
	return false;
}

static void
start_by_rule(struct reader *reader, const struct rule *rule,
    const struct element *element)
{
	if (is_record(rule)) {
		buffer_reset(&reader->record_name);
		add_name(&reader->record_name, element);
		record_start(reader);
	}
	enter(reader, rule->scope);
	reader->value = rule->value;
	if (rule->scope == SCOPE_HEADER)
		header_start(reader, element);
	else if (rule->scope == SCOPE_METADATA)
		metadata_start(reader);
	else if (rule->scope == SCOPE_ERROR)
		error_start(reader, element);
	else if (rule->scope == SCOPE_TOKEN)
		token_start(reader, element);
	else if (rule->scope == SCOPE_FORMAT || rule->scope == SCOPE_SET)
		entry_start(reader);
}

static bool
wants_fragment(struct reader *reader)
{
	enum scope scope = scope_now(reader);

	if (scope == SCOPE_METADATA || scope == SCOPE_ABOUT)
		return record_wants_fragment(reader);
	return scope == SCOPE_DESCRIPTION;
}

static void
ignore(struct reader *reader, const struct element *element)
{
	reader->ignored = 1;
	if (scope_now(reader) == SCOPE_LIST && reader->other_entry[0] == '\0')
		(void)text_printable(reader->other_entry,
		    sizeof(reader->other_entry), text_of(element->local));
}

void
scope_start(struct reader *reader, const struct element *element)
{
	const struct rule *rule;

	if (scope_now(reader) == SCOPE_DOCUMENT) {
		start_root(reader, element);
		return;
	}
	if (wants_fragment(reader)) {
		fragment_reset(reader->fragment);
		fragment_start(reader->fragment, element);
		return;
	}
	rule = find_rule(reader, element);
	if (rule != NULL) {
		start_by_rule(reader, rule, element);
		return;
	}
	if (is_inner_record(reader, element)) {
		recover_break_off(reader);
		return;
	}
	if (scope_now(reader) != SCOPE_RESPONSE || !is_oai(reader, element) ||
	    !start_verb(reader, element))
		ignore(reader, element);
}

static void
leave(struct reader *reader, enum scope scope)
{
	switch (scope) {
	case SCOPE_RESPONSE:
		reader->is_closed = true;
		return;
	case SCOPE_IDENTIFY:
		identify_end(reader);
		return;
	case SCOPE_RECORD:
		record_end(reader);
		return;
	case SCOPE_HEADER:
		if (scope_now(reader) == SCOPE_LIST)
			record_end(reader);
		return;
	case SCOPE_FORMAT:
		format_end(reader);
		return;
	case SCOPE_SET:
		set_end(reader);
		return;
	case SCOPE_ERROR:
		error_end(reader);
		return;
	case SCOPE_TOKEN:
		token_end(reader);
		return;
	case SCOPE_IDENTIFIER:
		identifier_end(reader);
		return;
	case SCOPE_DATESTAMP:
		datestamp_end(reader);
		return;
	case SCOPE_SET_SPEC:
		set_spec_end(reader);
		return;
	case SCOPE_VALUE:
		value_end(reader);
		return;
	case SCOPE_DOCUMENT:
	case SCOPE_LIST:
	case SCOPE_METADATA:
	case SCOPE_ABOUT:
	case SCOPE_DESCRIPTION:
		return;
	}
}

void
scope_end(struct reader *reader)
{
	assert(reader->scope_depth > 0);
	leave(reader, reader->scopes[--reader->scope_depth]);
}
