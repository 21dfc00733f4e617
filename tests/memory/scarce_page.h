#ifndef MEMORY_SCARCE_PAGE_H
#define MEMORY_SCARCE_PAGE_H

#include <stdio.h>

#include "base/buffer.h"

/*
 * Pages as they come over the wire, from the same repository. They are all that
 * is read and stored; each ends with a resumptionToken, its name.
 */

/* So many that the answer about them is more than libpq begins with, ... */
#define PAGE_UNCHANGED 150
/* ... and so long that the statement is. */
#define PAGE_LONG      40000

/* content NULL: deleted. */
static inline void
page_add_record(struct buffer *page, const char *identifier, const char *day,
    const char *content)
{
	buffer_printf(page,
	    "<record><header%s><identifier>%s</identifier>"
	    "<datestamp>2024-02-%sT00:00:00Z</datestamp>"
	    "<setSpec>s</setSpec><setSpec>t</setSpec></header>",
	    content == NULL ? " status=\"deleted\"" : "", identifier, day);
	if (content != NULL)
		buffer_printf(page, "<metadata>%s</metadata>", content);
	buffer_add_string(page, "</record>\n");
}

static inline void
page_start(struct buffer *page)
{
	buffer_init(page, 0);
	buffer_add_string(page,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">"
	    "<responseDate>2024-03-01T12:00:00Z</responseDate>"
	    "<request verb=\"ListRecords\">https://h/oai</request>"
	    "<ListRecords>\n");
}

static inline void
page_add_unchanged(struct buffer *page)
{
	for (int i = 0; i < PAGE_UNCHANGED; i++) {
		char identifier[16];

		(void)snprintf(identifier, sizeof(identifier), "a%d", i);
		page_add_record(page, identifier, "01", "<m>a</m>");
	}
}

static inline void
page_stop(struct buffer *page, const char *token)
{
	buffer_printf(page,
	    "<resumptionToken completeListSize=\"999\" cursor=\"0\">%s"
	    "</resumptionToken></ListRecords></OAI-PMH>",
	    token);
}

/* What the repository had when it was harvested first. */
static inline void
page_make_first(struct buffer *page)
{
	page_start(page);
	page_add_unchanged(page);
	page_add_record(page, "b", "01", "<m>b</m>");
	page_add_record(page, "c", "01", "<m>c</m>");
	page_add_record(page, "d", "01", "<m>d</m>");
	page_stop(page, "first");
}

/* b has another header, c other content, d is deleted, e new, f damaged. */
static inline void
page_make_second(struct buffer *page)
{
	char content[PAGE_LONG + 200];

	(void)snprintf(content, sizeof(content),
	    "<m x=\"1\">%0*d\xc3\xa9</m></metadata><about><p>\"q\"</p></about>"
	    "<about><p/></about><metadata>",
	    PAGE_LONG, 0);
	page_start(page);
	page_add_unchanged(page);
	page_add_record(page, "b", "02", "<m>b</m>");
	page_add_record(page, "c", "02", "<m>new</m>");
	page_add_record(page, "d", "02", NULL);
	page_add_record(page, "e", "02", content);
	page_add_record(page, "f", "02", "<m>f</n>");
	page_stop(page, "second");
}

/* With a record that the database is told to refuse. */
static inline void
page_make_poisoned(struct buffer *page)
{
	page_start(page);
	page_add_record(page, "c", "02", "<m>new</m>");
	page_add_record(page, "poison", "02", "<m>poison</m>");
	page_add_record(page, "z", "02", "<m>z</m>");
	page_stop(page, "poisoned");
}

#endif
