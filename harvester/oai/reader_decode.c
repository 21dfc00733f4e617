#include <string.h>
#include <strings.h>

#include "oai/character.h"
#include "oai/reader_private.h"

bool
encoding_parse(struct text name, enum encoding *encoding)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} known[] = {
		{ "UTF-8", ENCODING_UTF_8 },
		{ "UTF8", ENCODING_UTF_8 },
		{ "US-ASCII", ENCODING_UTF_8 },
		{ "ASCII", ENCODING_UTF_8 },
		{ "UTF-16", ENCODING_UTF_16LE },
		{ "UTF-16LE", ENCODING_UTF_16LE },
		{ "UTF-16BE", ENCODING_UTF_16BE },
		{ "ISO-8859-1", ENCODING_WINDOWS_1252 },
		{ "ISO8859-1", ENCODING_WINDOWS_1252 },
		{ "ISO_8859-1", ENCODING_WINDOWS_1252 },
		{ "LATIN1", ENCODING_WINDOWS_1252 },
		{ "WINDOWS-1252", ENCODING_WINDOWS_1252 },
		{ "CP1252", ENCODING_WINDOWS_1252 },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) == name.length &&
		    strncasecmp(known[i].name, name.bytes, name.length) == 0) {
			*encoding = known[i].encoding;
			return true;
		}
	}
	return false;
}

/* Half a surrogate pair: a byte that is no UTF-8, which scrub mends, counts. */
static void
add_broken(struct buffer *into)
{
	buffer_add_char(into, (char)0xff);
}

static void
add_unit(struct decoder *decoder, struct buffer *into, uint32_t unit)
{
	bool is_low = unit - SURROGATE_LOW < SURROGATE_COUNT;
	uint32_t high = decoder->high;

	decoder->high = 0;
	if (high != 0 && is_low) {
		character_add(into, character_of_pair(high, unit));
		return;
	}
	if (high != 0)
		add_broken(into);
	if (unit - SURROGATE_HIGH < SURROGATE_COUNT)
		decoder->high = unit;
	else if (is_low)
		add_broken(into);
	else
		character_add(into, unit);
}

static void
push_utf_16(struct decoder *decoder, struct text bytes, struct buffer *into)
{
	for (size_t i = 0; i < bytes.length; i++) {
		uint32_t byte = (unsigned char)bytes.bytes[i];

		if (!decoder->has_odd) {
			decoder->odd = (unsigned char)byte;
			decoder->has_odd = true;
			continue;
		}
		decoder->has_odd = false;
		add_unit(decoder, into,
		    decoder->encoding == ENCODING_UTF_16BE
			? (uint32_t)decoder->odd << 8 | byte
			: byte << 8 | decoder->odd);
	}
}

void
decoder_push(struct decoder *decoder, struct text bytes, struct buffer *into)
{
	switch (decoder->encoding) {
	case ENCODING_UTF_8:
		buffer_add_text(into, bytes);
		return;
	case ENCODING_UTF_16LE:
	case ENCODING_UTF_16BE:
		push_utf_16(decoder, bytes, into);
		return;
	case ENCODING_WINDOWS_1252:
		break;
	}
	for (size_t i = 0; i < bytes.length; i++) {
		unsigned char byte = (unsigned char)bytes.bytes[i];

		character_add(into, character_of_windows_1252(byte));
	}
}

void
decoder_finish(struct decoder *decoder, struct buffer *into)
{
	if (decoder->has_odd || decoder->high != 0)
		add_broken(into);
	decoder->has_odd = false;
	decoder->high = 0;
}
