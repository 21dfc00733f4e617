#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "oai/scrub.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct scrub
run(struct text in, size_t step, struct buffer *out)
{
	struct scrub scrub;

	buffer_init(out, 0);
	scrub_init(&scrub);
	for (size_t at = 0; at < in.length; at += step) {
		size_t rest = in.length - at;

		scrub_push(&scrub,
		    (struct text){ in.bytes + at, rest < step ? rest : step },
		    out);
	}
	scrub_finish(&scrub, out);
	return scrub;
}

/* Only what XML 1.0 (2.2) allows. */
static void
check_clean(struct text text)
{
	while (text.length > 0) {
		uint32_t c;
		size_t length = text_character(text, &c);

		assert(length > 0);
		assert(scrub_is_allowed(c));
		text.bytes += length;
		text.length -= length;
	}
}

/* Any split gives the same; what was scrubbed stays as it is. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct text in = { (const char *)bytes, length };
	const size_t steps[] = { 1, 3, 17 };
	struct buffer whole;
	struct buffer other;
	struct scrub first = run(in, length + 1, &whole);
	struct scrub second;

	check_clean(buffer_text(&whole));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		second = run(in, steps[i], &other);
		assert(text_equals(buffer_text(&whole), buffer_text(&other)));
		assert(memcmp(first.repairs, second.repairs,
			   sizeof(first.repairs)) == 0);
		buffer_fini(&other);
	}
	second = run(buffer_text(&whole), 5, &other);
	assert(text_equals(buffer_text(&whole), buffer_text(&other)));
	for (unsigned i = 0; i < REPAIR_COUNT; i++)
		assert(second.repairs[i] == 0);
	buffer_fini(&other);
	buffer_fini(&whole);
	return 0;
}
