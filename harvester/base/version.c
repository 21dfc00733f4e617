#include "base/version.h"

const char *
sheaf_version(void)
{
	return SHEAF_VERSION;
}

void
sheaf_user_agent(struct buffer *into, const char *url)
{
	buffer_printf(into, "sheaf/%s", sheaf_version());
	if (url != NULL && url[0] != '\0')
		buffer_printf(into, " (+%s)", url);
}
