#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "normalise/draft.h"
#include "store.h"

/* sheaf.field names elements as claims do. */
static void
add_names(struct buffer *sql, enum element element)
{
	for (int i = 0; i < QUALIFIER_COUNT; i++) {
		struct claim claim = { .element = element, .qualifier = i };
		char name[CLAIM_NAME_SIZE];

		claim_name(&claim, name);
		buffer_printf(sql, "%s%s", sql->length == 0 ? "" : ",", name);
	}
}

static void
test_every_element_of_a_field_is_one_of_ours(void **state)
{
	struct buffer names;
	struct buffer sql;
	char answer[64];

	(void)state;
	buffer_init(&names, 0);
	buffer_init(&sql, 0);
	for (int i = 0; i < ELEMENT_COUNT; i++)
		add_names(&names, i);
	buffer_printf(&sql,
	    "SELECT string_agg(DISTINCT name, ' ') FROM sheaf.field,"
	    " unnest(elements || element) AS n(name)"
	    " WHERE name <> ALL (string_to_array('%s', ','))",
	    names.bytes);
	ask(answer, sql.bytes);
	assert_string_equal(answer, "");
	buffer_fini(&names);
	buffer_fini(&sql);
}

TESTS(TEST(test_every_element_of_a_field_is_one_of_ours))
