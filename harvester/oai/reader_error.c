#include <stddef.h>
#include <string.h>

#include "oai/reader_private.h"

/* What libxml2 says went wrong, and what it does not say. */

void
parser_no_memory(struct reader *reader)
{
	reader_fail(
	    reader, FAULT_TOO_LARGE, "the XML parser has no memory for it");
}

/*
 * libxml2 takes a namespace that it could not put into its dictionary for an
 * empty one, and goes on. It stands behind the closing quote then: was there
 * anything in the quotes?
 */
static bool
is_lost_namespace(const struct reader *reader, const xmlError *error)
{
	const xmlParserInput *input =
	    reader->parser == NULL ? NULL : reader->parser->input;

	if (error->code != XML_NS_ERR_XML_NAMESPACE || input == NULL ||
	    strstr(error->message, "Empty") == NULL)
		return false;
	return input->cur - input->base < 2 || input->cur[-1] != input->cur[-2];
}

/*
 * And a prefix for none, so that the name begins with the colon. Is something
 * before it that belongs to the name?
 */
static bool
is_lost_prefix(const struct reader *reader, const xmlError *error)
{
	const xmlParserInput *input =
	    reader->parser == NULL ? NULL : reader->parser->input;
	size_t length = error->str1 == NULL ? 0 : strlen(error->str1);

	if (error->code != XML_NS_ERR_QNAME || input == NULL || length == 0 ||
	    error->str1[0] != ':' || error->str2 != NULL ||
	    (size_t)(input->cur - input->base) <= length)
		return false;
	return strchr("</ \t\r\n", input->cur[-(ptrdiff_t)length - 1]) == NULL;
}

/*
 * libxml2 reads on where other parsers, and those of whom our items are asked
 * for, would not: Namespaces in XML 1.0, sections 4 and 6.3.
 */
static void
judge_names(struct reader *reader, const xmlError *error)
{
	if (error->code == XML_NS_ERR_ATTRIBUTE_REDEFINED)
		record_fail(reader, RULE_NAMESPACE,
		    "a tag in it has an attribute twice, by two prefixes of "
		    "one namespace");
	else if (error->code == XML_NS_ERR_QNAME)
		record_fail(reader, RULE_NAMESPACE,
		    "a name in it has a colon where none may be");
}

/*
 * libxml2 reads to the end of what it is in, though nobody hears of it: a
 * comment of 4 MiB of hyphens is so many errors. This is what xmlStopParser()
 * does, but for the input, which it frees while the parser stands in it.
 */
static void
stop(struct reader *reader)
{
	if (reader->parser == NULL)
		return;
	reader->parser->instate = XML_PARSER_EOF;
	reader->parser->disableSAX = 1;
}

/*
 * Keeps the first that is fatal. Without " line 123": it counts from where the
 * latest parser began. Some messages of libxml2 say the wrong thing.
 */
void
parser_error(void *data, xmlErrorPtr error)
{
	struct reader *reader = data;
	struct text message = text_trim(text_of(error->message));
	char *line;

	if (error->level == XML_ERR_FATAL)
		stop(reader);
	if (reader->broken_off != 0)
		return;
	if (error->code == XML_ERR_NO_MEMORY || error->message == NULL ||
	    is_lost_namespace(reader, error) || is_lost_prefix(reader, error))
		parser_no_memory(reader);
	judge_names(reader, error);
	if (error->level != XML_ERR_FATAL || reader->parser_message[0] != '\0')
		return;
	if (error->code == XML_ERR_DOCUMENT_EMPTY)
		message = TEXT("it does not begin with a tag");
	else if (error->code == XML_ERR_DOCUMENT_END)
		message = TEXT("something in it is never closed");
	(void)text_printable(
	    reader->parser_message, sizeof(reader->parser_message), message);
	line = strstr(reader->parser_message, " line ");
	if (line != NULL) {
		const char *rest = line + strlen(" line ");

		rest += strspn(rest, "0123456789");
		memmove(line, rest, strlen(rest) + 1);
	}
}
