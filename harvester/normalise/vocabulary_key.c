#include "normalise/fold.h"
#include "normalise/slice.h"
#include "normalise/vocabulary.h"

/* Of a URL: what all ways to write it have in common. A fragment is a name in
 * vocabularies of RDF, and a place in the text of a licence. */
static struct text
without_access(enum scheme scheme, struct text value)
{
	if (!slice_skip(&value, "http://") && !slice_skip(&value, "https://"))
		return value;
	(void)slice_skip(&value, "www.");
	return slice_until(value,
	    scheme == SCHEME_LICENSE || scheme == SCHEME_RIGHTS_STATEMENT
		? "?#"
		: "?");
}

static bool
is_joint(struct text value, size_t i)
{
	return value.bytes[i] >= 'A' && value.bytes[i] <= 'Z' && i > 0 &&
	    value.bytes[i - 1] >= 'a' && value.bytes[i - 1] <= 'z';
}

/* With a blank in fooBar, where there is one. */
static void
fold_joined(struct buffer *into, struct text value)
{
	struct buffer spaced;
	size_t start = 0;

	buffer_init(&spaced, 0);
	for (size_t i = 0; i < value.length; i++) {
		if (!is_joint(value, i))
			continue;
		buffer_add(&spaced, value.bytes + start, i - start);
		buffer_add_char(&spaced, ' ');
		start = i;
	}
	if (start > 0) {
		buffer_add_text(&spaced, slice_from(value, start));
		value = buffer_text(&spaced);
	}
	fold_key(into, value);
	buffer_fini(&spaced);
}

void
vocabulary_key(struct buffer *into, enum scheme scheme, struct text value)
{
	if (vocabulary_has_platforms(scheme))
		fold_joined(into, without_access(scheme, text_trim(value)));
	else
		fold_key(into, value);
}
