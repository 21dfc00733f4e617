#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What came out is a base URL itself, and stays as it is. */
static void
check_settled(const struct base_url *url)
{
	struct base_url again;
	struct fault why;

	assert(strlen(url->url) <= URL_BYTES);
	assert(strncmp(url->url, "http://", 7) == 0 ||
	    strncmp(url->url, "https://", 8) == 0);
	assert(strchr(url->url, '#') == NULL);
	assert(strpbrk(url->host, "@/?# ") == NULL);
	for (const char *c = url->url; *c != '\0'; c++)
		assert(*c > ' ' && *c < 0x7f);
	if (!base_url_parse(&again, url->url, &why))
		assert(false);
	assert(strcmp(again.url, url->url) == 0);
	assert(strcmp(again.host, url->host) == 0);
	base_url_fini(&again);
}

static void
check_encoding(struct text value)
{
	struct buffer encoded;

	buffer_init(&encoded, 0);
	url_encode(&encoded, value);
	assert(encoded.length >= value.length);
	assert(encoded.length <= 3 * value.length);
	for (size_t i = 0; i < encoded.length; i++)
		assert(strchr("&=?#+/ ", encoded.bytes[i]) == NULL);
	buffer_fini(&encoded);
}

/* What is masked has nothing left to be masked. */
static void
check_mask(const char *string)
{
	char *masked = url_masked(string);
	char *again = url_masked(masked);

	assert(strcmp(masked, again) == 0);
	free(masked);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *string = strndup((const char *)bytes, length);
	struct base_url url;
	struct fault why;

	assert(string != NULL);
	if (base_url_parse(&url, string, &why)) {
		check_settled(&url);
		base_url_fini(&url);
	}
	check_mask(string);
	check_encoding((struct text){ (const char *)bytes, length });
	free(string);
	return 0;
}
