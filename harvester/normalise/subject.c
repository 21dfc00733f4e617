#include <string.h>

#include "normalise/fold.h"
#include "normalise/slice.h"
#include "normalise/subject.h"

#define NAME_BYTES   128 /* of a scheme, with its subject or without */
#define CODE_BYTES   64
#define PATH_PARTS   4 /* of a URI, behind what is of its scheme */
#define WORD_LETTERS 5 /* a shorter one may be an abbreviation */
#define BARE_PARTS   3 /* fewer may be one subject: "Paris,Texas" */

/* None: nobody knows it. */
static struct text
scheme_of(struct draft *draft, struct text name)
{
	const struct text *code;

	if (name.length == 0 || name.length > NAME_BYTES)
		return (struct text){ 0 };
	buffer_reset(&draft->scratch);
	fold_key(&draft->scratch, name);
	code = vocabulary_find(
	    draft->vocabulary, SCHEME_SUBJECT, buffer_text(&draft->scratch));
	return code == NULL ? (struct text){ 0 } : *code;
}

/* "Peridotite --Oregon" as "Peridotite -- Oregon". */
static struct text
with_even_dashes(struct draft *draft, struct text value)
{
	struct text dashes = slice_find(value, "--");

	if (dashes.length == 0)
		return value;
	buffer_reset(&draft->scratch);
	while (dashes.length > 0) {
		struct text before = { value.bytes,
			value.length - dashes.length };

		buffer_add_text(&draft->scratch, text_trim(before));
		buffer_add_string(&draft->scratch, " -- ");
		value = text_trim(slice_strip(dashes, "-"));
		dashes = slice_find(value, "--");
	}
	buffer_add_text(&draft->scratch, value);
	return text_trim(draft_take_scratch(draft));
}

/* The full stop of a heading goes, that of "etc." or "U.S." stays. */
static struct text
without_full_stop(struct text label)
{
	size_t letters = 0;

	if (!slice_ends(label, "."))
		return label;
	while (letters + 1 < label.length &&
	    strchr(" .-", label.bytes[label.length - 2 - letters]) == NULL)
		letters++;
	if (letters >= WORD_LETTERS)
		label.length--;
	return label;
}

/* "*Hepatocytes": a major topic in PubMed. */
static struct text
without_asterisk(struct text label)
{
	if (label.length > 1 && label.bytes[0] == '*' && label.bytes[1] != '*')
		label = text_trim(slice_from(label, 1));
	return label;
}

static struct text
label_of(struct draft *draft, struct text value)
{
	return without_full_stop(with_even_dashes(
	    draft, without_asterisk(slice_strip(value, " ;,"))));
}

static bool
has_digit(struct text text)
{
	return slice_until(text, "0123456789").length < text.length;
}

/* "330", "330 Economics", "Economics": a code has a digit. */
static void
set_code(struct draft *draft, struct text value, struct subject *subject)
{
	struct text word = slice_until(value, " ");

	if (has_digit(word) && word.length <= CODE_BYTES) {
		subject->code = slice_strip(word, ",;");
		value = slice_strip(slice_from(value, word.length), " -:");
	}
	subject->label = label_of(draft, value);
}

/* Of an authority: scheme and code. */
static void
set_uri(struct draft *draft, struct text uri, struct subject *subject)
{
	struct text rest = slice_strip(uri, "/# ");
	struct text place = rest;

	subject->uri = uri;
	if (!slice_skip(&place, "https://") && !slice_skip(&place, "http://"))
		return;
	(void)slice_skip(&place, "www.");
	for (int i = 0; i < PATH_PARTS && subject->scheme.length == 0; i++) {
		size_t length = place.length;

		while (
		    length > 0 && strchr("/#", place.bytes[length - 1]) == NULL)
			length--;
		if (length == 0)
			return;
		place.length = length - 1;
		subject->scheme = scheme_of(draft, place);
	}
	if (subject->scheme.length == 0)
		return;
	rest = slice_from(
	    rest, (size_t)(place.bytes - rest.bytes) + place.length + 1);
	subject->code = slice_until(rest, "/#?");
	if (subject->code.length > CODE_BYTES)
		subject->code = (struct text){ 0 };
}

/* "ddc:330", "Fields of Research::440000 Philosophy" */
static bool
read_prefix(struct draft *draft, struct text value, struct subject *subject)
{
	struct text prefix;

	(void)slice_skip(&value, "info:eu-repo/classification/");
	prefix = slice_until(value, ":/");
	if (prefix.length == value.length)
		return false;
	subject->scheme = scheme_of(draft, text_trim(prefix));
	if (subject->scheme.length == 0)
		return false;
	set_code(draft, slice_strip(slice_from(value, prefix.length + 1), ": "),
	    subject);
	return subject->code.length + subject->label.length > 0;
}

/* A code of the Journal of Economic Literature, as EPrints writes it: "Q16 -
 * R&D ; Biofuels". */
static bool
is_jel(struct text value)
{
	size_t digits = 0;

	if (value.length < 5 || value.bytes[0] < 'A' || value.bytes[0] > 'Z')
		return false;
	while (slice_is_digit(value.bytes[1 + digits]) && digits < 2)
		digits++;
	return digits > 0 && slice_starts(slice_from(value, 1 + digits), " - ");
}

/* Under a scheme that the format says. */
static void
read_said(struct draft *draft, const struct claim *claim, struct text value,
    struct subject *subject)
{
	struct text known = scheme_of(draft, claim->scheme);

	if (claim->uri.length > 0)
		set_uri(draft, claim->uri, subject);
	if (known.length > 0 || subject->scheme.length == 0)
		subject->scheme =
		    known.length > 0 ? known : draft_key(claim->scheme);
	if (known.length > 0 && subject->code.length == 0 &&
	    slice_until(value, " ").length == value.length)
		set_code(draft, value, subject);
	else
		subject->label = label_of(draft, value);
}

/* A year, the number of a department, a dash have none. */
static bool
has_letter(struct text label)
{
	for (size_t i = 0; i < label.length; i++)
		if ((slice_is_word(label.bytes[i]) &&
			!slice_is_digit(label.bytes[i])) ||
		    (unsigned char)label.bytes[i] >= 0x80)
			return true;
	return false;
}

bool
subject_read(struct draft *draft, const struct claim *claim, struct text value,
    struct subject *subject)
{
	*subject = (struct subject){ 0 };
	value = text_trim(value);
	if (slice_is_web(value) &&
	    slice_until(value, " ").length == value.length) {
		set_uri(draft, value, subject);
	} else if (claim->scheme.length + claim->uri.length > 0) {
		read_said(draft, claim, value, subject);
	} else if (is_jel(value)) {
		subject->scheme = TEXT("jel");
		set_code(draft, value, subject);
	} else if (!read_prefix(draft, value, subject)) {
		*subject = (struct subject){ .label = label_of(draft, value) };
		if (!has_letter(subject->label)) {
			if (value.length > 0)
				draft_issue(draft, "subject has no word: %.*s",
				    (int)draft_key(value).length, value.bytes);
			return false;
		}
	}
	return subject->label.length + subject->code.length +
	    subject->uri.length >
	    0;
}

static bool
is_whole(const struct claim *claim)
{
	struct text value = claim->value;

	return claim->scheme.length + claim->uri.length > 0 || is_jel(value) ||
	    (slice_is_web(value) &&
		slice_until(value, " ").length == value.length);
}

/* "wool,cotton,flax": keywords, where every comma stands without a blank, and
 * is not one of a number or a formula ("N,N,N',N'-tetramethyl"). */
static bool
has_bare_commas(struct text value)
{
	unsigned parts = 0;
	struct text part;

	for (struct text rest = value; slice_next(&rest, ",", &part);) {
		if (part.length < 2 || *part.bytes == ' ' ||
		    part.bytes[part.length - 1] == ' ' ||
		    slice_is_digits(part) ||
		    slice_until(part, ";").length < part.length)
			return false;
		parts++;
	}
	return parts >= BARE_PARTS;
}

void
subject_begin(struct subject_parts *parts, const struct claim *claim)
{
	*parts = (struct subject_parts){ .rest = claim->value, .sign = ";" };
	if (is_whole(claim))
		parts->sign = "";
	else if (has_bare_commas(claim->value))
		parts->sign = ",";
}

bool
subject_next(struct subject_parts *parts, struct text *part)
{
	struct text *rest = &parts->rest;
	size_t length = 0;

	if (rest->bytes == NULL)
		return false;
	*part = *rest;
	if (*parts->sign == '\0')
		length = rest->length;
	while (length < rest->length && rest->bytes[length] != *parts->sign &&
	    !slice_starts(slice_from(*rest, length), "\u00A6"))
		length++;
	part->length = length;
	if (length == rest->length)
		*rest = (struct text){ 0 };
	else
		*rest = slice_from(*rest,
		    length + (rest->bytes[length] == *parts->sign ? 1 : 2));
	return true;
}
