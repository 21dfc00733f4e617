#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "oai/datestamp.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Strict is a part of tolerant, and what is strict is written as it was. */
static void
check_strict(const char *string, bool is_read, time_t tolerant)
{
	char again[DATESTAMP_SIZE];
	enum granularity unit;
	time_t when;

	if (!datestamp_parse(string, &when, &unit))
		return;
	datestamp_format(again, when, unit);
	assert(strcmp(again, string) == 0);
	assert(!is_read || when == tolerant);
	assert(is_read || strncmp(string, "0000", 4) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct text text = { (const char *)bytes, length };
	char *string = strndup((const char *)bytes, length);
	char again[DATESTAMP_SIZE];
	time_t when = 0;
	time_t same;
	bool is_read = datestamp_read(text, &when);

	assert(string != NULL);
	if (strlen(string) == length)
		check_strict(string, is_read, when);
	if (is_read) {
		datestamp_format(again, when, GRANULARITY_SECOND);
		if (again[0] != '\0') { /* an offset may leave the years */
			if (!datestamp_read(text_of(again), &same))
				assert(strncmp(again, "0000", 4) == 0);
			else
				assert(same == when);
		}
	}
	free(string);
	return 0;
}
