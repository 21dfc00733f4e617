#ifndef NORMALISE_WEB_URL_H
#define NORMALISE_WEB_URL_H

#include "base/arena.h"
#include "base/text.h"

/*
 * A whole value as an http, https or ftp URL of RFC 3986: scheme and host in
 * small letters, default port off, what must be is percent-encoded. None for
 * anything else: what comes out may become a link on a page.
 */
struct text web_url(struct arena *arena, struct text value) MUSTUSE;

/* Points at a file, not at a page about it. */
bool web_url_is_full_text(struct text url) MUSTUSE;

/* "x.org:8080"; none: it is no URL with a host. */
struct text web_url_host(struct text url) MUSTUSE;

#endif
