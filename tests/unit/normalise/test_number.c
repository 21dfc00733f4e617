#include "base/limit.h"
#include "normalise/number.h"
#include "test.h"

typedef struct text reading(struct arena *arena, struct text value);

static void
numbers_are_read_when_their_check_digit_holds(void **state)
{
	static const struct {
		reading *read;
		const char *value;
		const char *number; /* "": none */
	} cases[] = {
		{ number_issn, "1355-5146", "1355-5146" },
		{ number_issn, "1355-5147", "" },
		{ number_issn, "2050-084x", "2050-084X" },
		{ number_issn, "ISSN: 00368075", "0036-8075" },
		{ number_issn, "00368075", "" },
		{ number_issn, "1996-1998", "" },
		{ number_issn, "1355-5146 and more", "" },
		{ number_issn, "X355-5146", "" },
		{ number_issn, "", "" },
		{ number_issn, "ISSN", "" },
		{ number_issn_inside, "00368075", "0036-8075" },
		{ number_issn_inside, "00368076", "" },
		{ number_issn_inside, "Letters (1461023X) 4", "1461-023X" },
		{ number_issn_inside, "Letters (1950-1951)", "" },
		{ number_issn_inside, "Letters (20140703)", "" },
		{ number_issn_inside, "Letters 1461023X", "" },
		{ number_issn_inside, "()(", "" },
		{ number_orcid, "0000-0002-1825-0097", "0000-0002-1825-0097" },
		{ number_orcid, "x (0000-0002-1694-233x)",
		    "0000-0002-1694-233X" },
		{ number_orcid, "0000-0002-1825-0098", "" },
		{ number_orcid, "10000-0002-1825-0097", "" },
		{ number_orcid, "0000-0002-1825-00971", "" },
		{ number_orcid, "0000-0002-1825-009", "" },
		{ number_orcid, "0001-5000-0007-0002", "" },
		{ number_orcid, "", "" },
		{ number_isbn, "9780306406157", "9780306406157" },
		{ number_isbn, "9780306406158", "" },
		{ number_isbn, "ISBN 0-306-40615-2", "9780306406157" },
		{ number_isbn, "0306406152", "" },
		{ number_isbn, "ISBN 0306406152", "9780306406157" },
		{ number_isbn, "1234567890123", "" },
		{ number_isbn, "97803064061570", "" },
		{ number_isbn, "", "" },
		{ number_isbn, "ISBN", "" },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text number =
		    cases[i].read(arena, text_of(cases[i].value));

		assert_true(text_is(number, cases[i].number));
		/* A normal form is its own. */
		if (number.length > 0)
			assert_true(
			    text_equals(cases[i].read(arena, number), number));
	}
	arena_free(arena);
}

TESTS(TEST(numbers_are_read_when_their_check_digit_holds))
