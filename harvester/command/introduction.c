#include <stdlib.h>
#include <string.h>

#include "command/contact.h"
#include "command/introduction.h"

static bool
check_version(const struct identity *identity, struct fault *why)
{
	char shown[40];

	if (text_is(text_trim(identity->protocol_version), "2.0"))
		return true;
	return fault_set(why, FAULT_PROTOCOL,
	    "the repository speaks OAI-PMH \"%s\"; Sheaf speaks 2.0 only",
	    text_printable(shown, sizeof(shown), identity->protocol_version));
}

/* A repository that may be at its new place only because of a permission for
 * the old one's is told all the same who harvests it. */
static bool
settle_contact_again(const struct introduction *introduction, const char *host,
    struct fault *why)
{
	char *contact;

	if (introduction->asking->contact[0] != '\0' ||
	    strcmp(host, introduction->url->host) == 0)
		return true;
	if (!contact_settle(introduction->context, introduction->connection,
		host, &contact, why))
		return false;
	free(contact);
	return true;
}

/* They were given for a host, and another one is not to get them because the
 * first says so. */
static bool
may_follow(
    const struct introduction *introduction, const struct base_url *moved)
{
	return !introduction->has_credentials ||
	    strcmp(moved->host, introduction->url->host) == 0;
}

static bool
follow(struct introduction *introduction, struct fault *why)
{
	const char *moved_to = introduction->redirect.moved_to;
	struct base_url moved;

	if (moved_to[0] == '\0')
		return true;
	if (!base_url_parse(&moved, moved_to, why))
		return false;
	if (!may_follow(introduction, &moved)) {
		base_url_fini(&moved);
		return true;
	}
	if (!settle_contact_again(introduction, moved.host, why)) {
		base_url_fini(&moved);
		return false;
	}
	*introduction->typed = *introduction->url;
	*introduction->url = moved;
	return true;
}

bool
introduction_make(struct introduction *introduction, struct fault *why)
{
	struct probe *probe = introduction->asking->probe;

	if (!probe_identify(probe, &introduction->identity, why) ||
	    !check_version(introduction->identity, why))
		return false;
	probe_redirect(probe, &introduction->redirect);
	return follow(introduction, why);
}
