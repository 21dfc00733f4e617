#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "traced.h"

/* How many there are in an array. */
static size_t
count_elements(struct text json)
{
	size_t count = json.length > 2 ? 1 : 0;
	bool is_inside = false;
	int depth = 0;

	for (size_t i = 0; i < json.length; i++) {
		char c = json.bytes[i];

		if (is_inside && c == '\\')
			i++;
		else if (c == '"')
			is_inside = !is_inside;
		else if (!is_inside && strchr("[{", c) != NULL)
			depth++;
		else if (!is_inside && strchr("]}", c) != NULL)
			depth--;
		else if (!is_inside && depth == 1 && c == ',')
			count++;
	}
	return count;
}

static bool
are_traced(const char *trace, const char *column, size_t count)
{
	char line[80];

	for (size_t i = 1; i <= count; i++) {
		(void)snprintf(line, sizeof(line),
		    "{\"field\":\"%s\",\"part\":\"%zu\",", column, i);
		if (strstr(trace, line) == NULL)
			return false;
	}
	(void)snprintf(line, sizeof(line),
	    "{\"field\":\"%s\",\"part\":\"%zu\",", column, count + 1);
	return strstr(trace, line) == NULL;
}

#define ARRAY(name)                               \
	{                                         \
#name, count_elements(item->name) \
	}
#define LIST(name)                      \
	{                               \
#name, item->name.count \
	}

const char *
traced_missing(const struct item *item, const char *trace)
{
	const struct {
		const char *column;
		size_t count;
	} lists[] = { ARRAY(other_titles), ARRAY(creators), LIST(creator_keys),
		ARRAY(contributors), ARRAY(subjects), LIST(types),
		LIST(language), LIST(publisher), ARRAY(series), ARRAY(issn),
		LIST(identifiers), ARRAY(relations), ARRAY(funding),
		LIST(rights), LIST(format), LIST(sets) };

	for (size_t i = 0; i < COUNT(lists); i++)
		if (!are_traced(trace, lists[i].column, lists[i].count))
			return lists[i].column;
	return NULL;
}
