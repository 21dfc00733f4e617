#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Elements of an array, not of a pointer. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
