#include <assert.h>
#include <string.h>

#include "../reader/transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/*
 * Why a response is not well-formed may be put in other words where a parser
 * that waits for more is told that nothing follows.
 */
static void
run(struct transcript *transcript, enum oai_verb verb, struct text text,
    size_t step)
{
	transcript_init(transcript, verb);
	transcript->is_brief = true;
	transcript_push_all(transcript, text, step, step);
	transcript_finish(transcript);
}

/*
 * The first byte says the verb, and how large the pieces are in which the rest
 * is read a second time: that must not matter.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const size_t steps[] = { 1, 2, 3, 7, 16, 61, 300, 1024 };
	struct transcript whole;
	struct transcript split;
	struct text text = { (const char *)bytes + 1, length - 1 };
	enum oai_verb verb;
	size_t step;

	if (length == 0)
		return 0;
	verb = bytes[0] % (OAI_GET_RECORD + 1);
	step = steps[bytes[0] / 32];
	run(&whole, verb, text, length);
	run(&split, verb, text, step);
	assert(text_equals(buffer_text(&whole.text), buffer_text(&split.text)));
	transcript_fini(&whole);
	transcript_fini(&split);
	return 0;
}
