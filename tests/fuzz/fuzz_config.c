#include <assert.h>
#include <string.h>

#include "base/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Printed and read again, it says the same. */
static void
check_round_trip(const struct config *config)
{
	struct buffer printed;
	struct buffer again;
	struct config copy;
	struct fault why;

	buffer_init(&printed, 0);
	buffer_init(&again, 0);
	config_init(&copy);
	config_print(config, &printed);
	if (!config_parse(&copy, "printed", buffer_text(&printed), &why))
		assert(false);
	config_print(&copy, &again);
	assert(text_equals(buffer_text(&printed), buffer_text(&again)));
	config_fini(&copy);
	buffer_fini(&again);
	buffer_fini(&printed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct text file = { (const char *)bytes, length };
	struct config config;
	struct fault why;

	config_init(&config);
	if (config_parse(&config, "fuzz", file, &why))
		check_round_trip(&config);
	else
		assert(strncmp(why.text, "fuzz:", 5) == 0);
	config_fini(&config);
	return 0;
}
