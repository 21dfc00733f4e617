#ifndef TEST_H
#define TEST_H

/* cmocka, in the order in which it wants its headers, and its main(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TESTS(...)                                                     \
	int main(void)                                                 \
	{                                                              \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };     \
		return cmocka_run_group_tests(tests, NULL, NULL) != 0; \
	}
#define TEST(function) cmocka_unit_test(function)

#endif
