#ifndef BASE_ATTRIBUTE_H
#define BASE_ATTRIBUTE_H

/* The few compiler attributes this code relies on, under readable names. */

#define MUSTUSE       __attribute__((warn_unused_result))
#define PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define RETURNS_VALID __attribute__((returns_nonnull))
#define NORETURN      __attribute__((noreturn))

#endif
