#ifndef OAI_READER_PRIVATE_H
#define OAI_READER_PRIVATE_H

#include <libxml/parser.h>

#include "base/arena.h"
#include "oai/fragment.h"
#include "oai/scrub.h"

/*
 * Between the reader's own files.
 *
 *	reader.c         life, pushing, feeding the parser
 *	reader_decode.c  encodings to UTF-8
 *	reader_prolog.c  what stands before the root: BOM, declaration, rubbish
 *	reader_sax.c     the parser, its events and limits
 *	reader_error.c   what the parser says went wrong
 *	reader_scope.c   which element means what, where
 *	reader_value.c   texts outside of records
 *	reader_record.c  records, rejects, pages
 *	reader_recover.c going on behind a record that is not well-formed
 *	reader_search.c  where that one ends
 *	reader_words.c   what came instead of OAI-PMH
 */

#define OAI_NAMESPACE "http://www.openarchives.org/OAI/2.0/"

/* The encodings read: OAI-PMH 3.2 wants UTF-8 and gets these as well. */
struct decoder {
	enum encoding {
		ENCODING_UTF_8, /* handed on as it is, for scrub to judge */
		ENCODING_UTF_16LE,
		ENCODING_UTF_16BE,
		ENCODING_WINDOWS_1252, /* and ISO 8859-1 */
	} encoding;
	unsigned char odd; /* first byte of a UTF-16 unit */
	bool has_odd;
	uint32_t high; /* surrogate waiting for its other half; 0: none */
};

void decoder_push(
    struct decoder *decoder, struct text bytes, struct buffer *into);
void decoder_finish(struct decoder *decoder, struct buffer *into);
/* By a declaration's name for it; false: not one of these. "UTF-16" gives
 * ENCODING_UTF_16LE. */
bool encoding_parse(struct text name, enum encoding *encoding) MUSTUSE;

/* What an element means where it stands. */
enum scope {
	SCOPE_DOCUMENT,
	SCOPE_RESPONSE,
	SCOPE_IDENTIFY,
	SCOPE_LIST, /* the element of any other verb */
	SCOPE_RECORD,
	SCOPE_HEADER,
	SCOPE_METADATA,
	SCOPE_ABOUT,
	SCOPE_DESCRIPTION,
	SCOPE_FORMAT,
	SCOPE_SET,
	/* From here on nothing but text is inside. */
	SCOPE_ERROR,
	SCOPE_TOKEN,
	SCOPE_IDENTIFIER,
	SCOPE_DATESTAMP,
	SCOPE_SET_SPEC,
	SCOPE_VALUE,
};

/* Texts outside of records. */
enum value {
	VALUE_REPOSITORY_NAME,
	VALUE_BASE_URL,
	VALUE_PROTOCOL_VERSION,
	VALUE_EARLIEST_DATESTAMP,
	VALUE_DELETED_RECORD,
	VALUE_GRANULARITY,
	VALUE_ADMIN_EMAILS,
	VALUE_COMPRESSIONS,
	VALUE_DESCRIPTIONS,
	VALUE_FORMAT_PREFIX,
	VALUE_FORMAT_SCHEMA,
	VALUE_FORMAT_NAMESPACE,
	VALUE_SET_SPEC,
	VALUE_SET_NAME,
	VALUE_RESPONSE_DATE,
	VALUE_TOKEN,
	VALUE_EXPIRATION,
	VALUE_ERROR,
	VALUE_REQUEST_VERB,
	VALUE_REQUEST_PREFIX,
	VALUE_REQUEST_SET,
	VALUE_COUNT,
};

#define SCOPE_DEPTH 6  /* response, list, record, header, identifier */
#define RULES       32 /* of reader_scope.c, at most */

/* The record that is being read. Its texts are in the page's arena. */
struct building {
	bool is_open;
	size_t start; /* of its tag, in the scrubbed stream */
	bool is_cut;  /* too large: only its head is kept, in reader->head */
	struct record record;
	bool has_identifier;
	bool has_metadata;     /* an element of that name, whatever is in it */
	char why[160];         /* it is a reject; "" while it is none */
	enum reject_rule rule; /* then */
};

/* For the end of a damaged record: reader_search.c. */
struct search {
	size_t at; /* what is before was looked at */
	enum section {
		SECTION_NONE,
		SECTION_COMMENT,
		SECTION_CDATA,
	} section;
	size_t section_start; /* behind its opening */
	size_t end;           /* of the record; in a section, if that has none;
	                       * 0: not found */
	bool is_cut_off;      /* the next one begins there */
};

struct reader {
	enum oai_verb verb;
	const struct reader_events *events;
	void *context;
	bool is_file;       /* see reader_take_file() */
	bool is_bare;       /* as metha writes it, without the namespace */
	size_t batch_bytes; /* a page is given out when it holds so much */
	struct fault fault; /* the response is no use any more */

	/* Bytes on their way. Offsets into the scrubbed stream are counted
	 * from its start; window holds the part from window_start on. */
	struct decoder decoder;
	struct buffer prolog; /* until it is understood */
	bool has_mark;        /* looked for */
	bool is_marked;       /* found */
	bool has_prolog;
	bool looks_like_html;
	struct scrub scrub;
	struct buffer window;
	size_t window_start;
	size_t fed;
	size_t piece_bytes; /* of the next piece, at most */

	xmlParserCtxtPtr parser;
	size_t parser_start; /* fed minus what this parser was fed */
	bool is_reopening;   /* the tags it is fed were read before */
	char parser_message[120];
	const unsigned char *oai; /* interned, as are rule_names; may be NULL */
	bool is_foreign;          /* that is not the namespace of OAI-PMH */
	const unsigned char *rule_names[RULES];

	unsigned depth;
	unsigned ignored; /* open elements that mean nothing to us */
	enum scope scopes[SCOPE_DEPTH];
	unsigned scope_depth;
	enum value value;  /* in SCOPE_VALUE */
	size_t run;        /* bytes of text since the last tag */
	size_t cdata;      /* bytes of CDATA since another event */
	size_t event_end;  /* where the last event ended */
	size_t understood; /* by the parser: to the last tag, or its failure */
	bool is_behind_return; /* in a CDATA section */
	struct buffer text;
	struct fragment *fragment;

	struct buffer opening[2];       /* tags of root and verb, again */
	struct buffer opening_names[2]; /* their names as written */
	bool is_closed;
	bool has_verb;
	char other_verb[40];
	char other_entry[40]; /* what the list has in place of records */

	struct building building;
	struct buffer record_name; /* of its element, as written */
	struct text set_specs[SET_SPECS];
	struct text abouts[ABOUTS];
	struct buffer head; /* of a record that is_cut */
	struct page *page;
	struct record **next_record;
	struct reject **next_reject;
	unsigned entries; /* sets or formats */

	bool is_skipping; /* a damaged record, up to its end */
	bool has_no_more; /* bytes to come */
	struct search search;
	size_t broken_off;   /* where a record begins in another; 0: none */
	unsigned unclosed;   /* records without end tags so far */
	unsigned recoveries; /* fresh parsers */
	size_t reread;       /* bytes that more than one parser understood */

	struct buffer values[VALUE_COUNT];
	struct response_request request;
	char error_text[OAI_ERROR_BYTES];
	char first[2048]; /* bytes, for reader_words() */
	size_t first_length;
	struct response_end end;
};

/* Sets the fault, if none is set yet. Callbacks return at once after that. */
void reader_fail(struct reader *reader, enum fault_kind kind,
    const char *format, ...) PRINTF(3, 4);
bool reader_has_failed(const struct reader *reader);

/* reader.c */
void reader_feed(struct reader *reader);
/* Scrubbed bytes that are still in the window. */
struct text reader_slice(const struct reader *reader, size_t start, size_t end);

/* reader_prolog.c. Hands on what follows the prolog, as UTF-8, to scrub. */
void reader_prolog(struct reader *reader, struct text bytes);
void reader_prolog_finish(struct reader *reader);

/* reader_sax.c. False: libxml2 has no memory, the fault is set. */
bool parser_open(struct reader *reader) MUSTUSE;
void parser_close(struct reader *reader);
/* Where it is in the scrubbed stream. */
size_t parser_position(const struct reader *reader);
/* False: not well-formed. */
bool parser_push(struct reader *reader, struct text bytes, bool is_last)
    MUSTUSE;

/* reader_error.c */
void parser_error(void *data, xmlErrorPtr error); /* data: the reader */
void parser_no_memory(struct reader *reader);

/* reader_words.c */
void words_keep(struct reader *reader, struct text bytes);

/* reader_scope.c */
void scope_intern(struct reader *reader);
/* The root's. Its elements count: of OAI-PMH 2.0, or where somebody left that
 * out or mistyped it, whatever the root is in. */
void scope_take_namespace(struct reader *reader, const struct element *element);
void scope_start(struct reader *reader, const struct element *element);
void scope_end(struct reader *reader);
enum scope scope_now(const struct reader *reader);

/* reader_value.c */
void value_take(struct reader *reader, enum value value, struct text text);
void value_end(struct reader *reader);
void request_take(struct reader *reader, const struct element *element);
void error_start(struct reader *reader, const struct element *element);
void error_end(struct reader *reader);
void token_start(struct reader *reader, const struct element *element);
void token_end(struct reader *reader);
void identify_end(struct reader *reader);
void description_take(struct reader *reader);
void entry_start(struct reader *reader);
void format_end(struct reader *reader);
void set_end(struct reader *reader);
void values_into_end(struct reader *reader);

/* reader_record.c */
void record_start(struct reader *reader);
void record_end(struct reader *reader);
/* Where the tag that was just read begins. */
size_t record_tag(const struct reader *reader);
void header_start(struct reader *reader, const struct element *element);
void metadata_start(struct reader *reader);
void identifier_end(struct reader *reader);
void datestamp_end(struct reader *reader);
void set_spec_end(struct reader *reader);
/* True: the element that begins in metadata or about is to be kept. */
bool record_wants_fragment(struct reader *reader);
void fragment_take(struct reader *reader);
/* The record will be a reject; the first reason stays. */
void record_fail(struct reader *reader, enum reject_rule rule,
    const char *format, ...) PRINTF(3, 4);
/* After each piece: one that grows over RECORD_BYTES is not kept. */
void record_check_size(struct reader *reader, size_t position);
/* What is open when the bytes end, or cannot be read on, and what came before
 * it: a file is read once. */
void record_give_rest(struct reader *reader);
/* Gives it up: it ends at an offset into the scrubbed stream. */
void record_reject(struct reader *reader, size_t end);
void page_give(struct reader *reader, bool is_end);

/* reader_recover.c */
/* The tag that was just read begins a record inside the one that is open. What
 * the parser still says is not heard, and parser_push() false. */
void recover_break_off(struct reader *reader);
/* After parser_push() said false. True: inside a record, go on. */
bool recover_start(struct reader *reader);
/* Looks for the end of the damaged record; true: found, go on feeding. */
bool recover_search(struct reader *reader);

/* reader_search.c */
void search_start(struct reader *reader);
/* Goes on in what is in the window. True: found. */
bool search_end(struct reader *reader);
/* Is what follows the last event an end tag of a record? */
bool search_stray_end(const struct reader *reader, size_t *end);

#endif
