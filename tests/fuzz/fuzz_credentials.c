#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "oai/credentials.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What goes out as a header is one line; what goes out in a URL is encoded. */
static void
check_sent(const struct credentials *credentials)
{
	const char *header = credentials_header(credentials);
	size_t name_length = 0;
	struct text argument = credentials_argument(credentials, &name_length);

	assert(header == NULL || strpbrk(header, "\r\n") == NULL);
	assert(argument.length == 0 ||
	    (name_length > 0 && argument.bytes[name_length] == '='));
	for (size_t i = 0; i < argument.length; i++)
		assert(strchr("&?#+/ \r\n", argument.bytes[i]) == NULL);
}

/* The first line names a text that a server may have sent, the others are the
 * file. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct text file = { (const char *)bytes, length };
	const char *end = length == 0 ? NULL : memchr(bytes, '\n', length);
	size_t first = end == NULL ? length : (size_t)(end - file.bytes);
	char *told = strndup(file.bytes, first);
	struct credentials *credentials = NULL;
	struct fault why = { 0 };
	size_t before = strlen(told);

	file.bytes += first + (end != NULL);
	file.length -= first + (end != NULL);
	if (credentials_parse(&credentials, "file", file, &why)) {
		check_sent(credentials);
		credentials_hide(credentials, told);
		assert(strlen(told) <= before);
		credentials_free(credentials);
	} else {
		assert(credentials == NULL && why.kind == FAULT_INPUT);
	}
	free(told);
	return 0;
}
