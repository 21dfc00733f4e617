#include "base/limit.h"
#include "normalise/name.h"
#include "normalise/rule.h"

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
write_name(struct json *json, const struct name *name)
{
	json_object(json);
	write_part(json, "family", name->family);
	write_part(json, "given", name->given);
	write_part(json, "initials", name->initials);
	write_part(json, "particle", name->particle);
	write_part(json, "suffix", name->suffix);
	write_part(json, "dates", name->dates);
	write_part(json, "role", name->role);
	write_part(json, "affiliation", name->affiliation);
	write_part(json, "orcid", name->orcid);
	if (name->family.length == 0)
		write_part(json, "literal", name->served);
	json_end(json);
}

/* One object, or an array of them; none: nobody. */
static struct text
write_all(
    const struct rule_call *call, const struct text_list *values, bool is_array)
{
	struct name_reader reader;
	struct buffer bytes;
	struct json json;
	struct text written = { 0 };
	struct name name;
	size_t count = 0;

	name_reader_init(&reader, call->arena, call->vocabulary);
	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	if (is_array)
		json_array(&json);
	for (size_t i = 0; i < values->count; i++) {
		if (!name_read(&reader, values->texts[i], &name))
			continue;
		write_name(&json, &name);
		count++;
	}
	if (is_array)
		json_end(&json);
	if (count > 0)
		written = memory_copy(call->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	name_reader_fini(&reader);
	return written;
}

static struct text
read_name(const struct rule_call *call, struct text input)
{
	struct text value = rule_clean(call, input);

	return write_all(call, &(struct text_list){ &value, 1 }, false);
}

static struct text
read_names(const struct rule_call *call, struct text input)
{
	struct memory_list list = { .arena = call->arena };
	struct name_reader reader;
	struct text_list values;

	name_reader_init(&reader, call->arena, call->vocabulary);
	name_split(&reader, rule_clean(call, input), &list, VALUES);
	name_reader_fini(&reader);
	values = draft_list(&list);
	return write_all(call, &values, true);
}

static struct text
read_name_key(const struct rule_call *call, struct text input)
{
	struct text value = rule_clean(call, input);
	struct text key = { 0 };
	struct name_reader reader;
	struct buffer bytes;
	struct name name;

	name_reader_init(&reader, call->arena, call->vocabulary);
	buffer_init(&bytes, 0);
	if (name_read(&reader, value, &name)) {
		name_key(&bytes, &name);
		key = memory_copy(call->arena, buffer_text(&bytes));
	}
	buffer_fini(&bytes);
	name_reader_fini(&reader);
	return key;
}

const struct rule rule_names[] = {
	{ .name = "name", .help = "a name, its parts", .read = read_name },
	{ .name = "names",
	    .help = "the names in one value",
	    .read = read_names },
	{ .name = "name_key",
	    .help = "a name, as names are compared",
	    .read = read_name_key },
	{ 0 },
};
