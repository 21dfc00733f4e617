#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "command/raw.h"

#define OAI_NAMESPACE "http://www.openarchives.org/OAI/2.0/"

static void
write_text(FILE *file, struct text text)
{
	if (text.length > 0)
		(void)fwrite(text.bytes, 1, text.length, file);
}

/* XML 1.0, sections 2.4 and 2.11; quotes because it serves attributes too. */
static void
write_escaped(FILE *file, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		switch (text.bytes[i]) {
		case '&':
			(void)fputs("&amp;", file);
			break;
		case '<':
			(void)fputs("&lt;", file);
			break;
		case '>':
			(void)fputs("&gt;", file);
			break;
		case '"':
			(void)fputs("&quot;", file);
			break;
		case '\r':
			(void)fputs("&#13;", file);
			break;
		default:
			(void)fputc(text.bytes[i], file);
		}
	}
}

static void
write_element(FILE *file, const char *name, struct text text)
{
	(void)fprintf(file, "<oai:%s>", name);
	write_escaped(file, text);
	(void)fprintf(file, "</oai:%s>", name);
}

/* The next of a list that EXPORT_SEPARATOR separates; false: no more. */
static bool
next_of(struct text *list, struct text *one)
{
	const char *end;

	if (list->length == 0)
		return false;
	end = memchr(list->bytes, EXPORT_SEPARATOR, list->length);
	*one = *list;
	if (end == NULL) {
		list->length = 0;
		return true;
	}
	one->length = (size_t)(end - list->bytes);
	list->bytes = end + 1;
	list->length -= one->length + 1;
	return true;
}

/*
 * OAI-PMH 2.5, as in a ListRecords response, but under a prefix: no default
 * namespace is in force where the metadata begins, so it means what it meant.
 */
void
raw_record(FILE *file, const struct reply *reply, int row)
{
	struct text metadata = reply_text(reply, row, EXPORT_METADATA);
	struct text abouts = reply_text(reply, row, EXPORT_ABOUTS);
	struct text sets = reply_text(reply, row, EXPORT_SETS);
	struct text one;

	(void)fputs("<oai:record metadataPrefix=\"", file);
	write_escaped(file, reply_text(reply, row, EXPORT_PREFIX));
	(void)fprintf(file, "\"><oai:header%s>",
	    reply_bool(reply, row, EXPORT_IS_DELETED) ? " status=\"deleted\""
						      : "");
	write_element(
	    file, "identifier", reply_text(reply, row, EXPORT_IDENTIFIER));
	write_element(
	    file, "datestamp", reply_text(reply, row, EXPORT_DATESTAMP));
	while (next_of(&sets, &one))
		write_element(file, "setSpec", one);
	(void)fputs("</oai:header>", file);
	if (metadata.length > 0) {
		(void)fputs("<oai:metadata>", file);
		write_text(file, metadata);
		(void)fputs("</oai:metadata>", file);
	}
	while (next_of(&abouts, &one)) {
		(void)fputs("<oai:about>", file);
		write_text(file, one);
		(void)fputs("</oai:about>", file);
	}
	(void)fputs("</oai:record>\n", file);
}

void
raw_begin(FILE *file)
{
	(void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<export xmlns:oai=\"" OAI_NAMESPACE "\">\n",
	    file);
}

void
raw_begin_repository(FILE *file, const char *name, const char *base_url)
{
	char *shown = url_masked(base_url);

	(void)fprintf(file, "<repository name=\"%s\" baseURL=\"", name);
	write_escaped(file, text_of(shown));
	free(shown);
	(void)fputs("\">\n", file);
}

void
raw_end_repository(FILE *file)
{
	(void)fputs("</repository>\n", file);
}

void
raw_end(FILE *file)
{
	(void)fputs("</export>\n", file);
}
