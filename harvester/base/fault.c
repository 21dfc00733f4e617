#include <stdarg.h>
#include <stdio.h>

#include "base/fault.h"
#include "base/text.h"

/*
 * Formatted aside first: arguments may point into why->text, and whatever a
 * stranger put into them must not reach a terminal or end the line.
 */
bool
fault_set(struct fault *why, enum fault_kind kind, const char *format, ...)
{
	char raw[4 * sizeof(why->text)] = "";
	va_list args;

	va_start(args, format);
	(void)vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	why->kind = kind;
	text_printable(why->text, sizeof(why->text), text_of(raw));
	return false;
}

const char *
fault_name(enum fault_kind kind)
{
	switch (kind) {
	case FAULT_NONE:
		return "none";
	case FAULT_NETWORK:
		return "network";
	case FAULT_BUSY:
		return "busy";
	case FAULT_BLOCKED:
		return "blocked";
	case FAULT_GONE:
		return "gone";
	case FAULT_REFUSED:
		return "refused";
	case FAULT_MALFORMED:
		return "malformed";
	case FAULT_PROTOCOL:
		return "protocol";
	case FAULT_TOKEN:
		return "token";
	case FAULT_TOO_LARGE:
		return "too-large";
	case FAULT_FENCED:
		return "fenced";
	case FAULT_STORE:
		return "store";
	case FAULT_INPUT:
		return "input";
	}
	return "unknown";
}
