#include <string.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/url.h"
#include "daemon/access.h"
#include "daemon/holding.h"
#include "oai/quirk.h"

/* A wait that is longer is no reason to keep a host. */
#define KEPT_SECONDS 5

void
access_policy_of(const struct list_request *list, quirk_set quirks,
    struct fetch_policy *policy)
{
	*policy = (struct fetch_policy){
		.allow_private = list->allow_private,
		.http2 = list->http2,
		.identity_only = !list->compression ||
		    quirk_is_in(quirks, QUIRK_IDENTITY_ENCODING),
		.is_once = quirk_is_in(quirks, QUIRK_SINGLE_USE_TOKEN) ||
		    quirk_is_in(quirks, QUIRK_STATEFUL_TOKEN),
		.is_unverified = !list->verify_tls,
		.credentials = list->credentials,
		.insecure_credentials = list->insecure_credentials,
		.proxy = list->proxy,
		.ca_file = list->ca_file,
		.user_agent = list->user_agent,
	};
}

void
access_policy(const struct lister *lister, struct fetch_policy *policy)
{
	access_policy_of(lister->request, lister->quirks, policy);
	policy->cookies = lister->cookies;
}

void
access_mask(const struct harvester *harvester, const struct list_request *list,
    struct fault *why)
{
	struct fetch_policy policy;

	access_policy_of(list, 0, &policy);
	fetch_hide(harvester->fetch, &policy, why->text);
}

void
access_wait(struct holding *holding, const struct response *response)
{
	long seconds = response->rate_limit_seconds;
	int64_t until = clock_milliseconds() + seconds * INT64_C(1000);

	if (seconds > KEPT_SECONDS && seconds > holding->rest_seconds)
		holding->rest_seconds = seconds;
	else if (seconds >= 0 && until > holding->free_at)
		holding->free_at = until;
}

static void
noted(void *context, const struct reply *reply, const struct fault *why)
{
	(void)reply;
	(void)!holding_hears(context, why);
}

static void
note_place(struct lister *lister, const char *base_url)
{
	const struct fence *fence = &lister->request->fence;
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, fence->repository_id);
	parameter_bigint(&parameters, fence->harvest_id);
	parameter_string(&parameters, base_url);
	parameter_integer(&parameters, MOVED_HARVESTS);
	parameter_string(&parameters, fence->lease_id);
	holding_send(lister->holding, QUERY_REPOSITORY_MOVED, &parameters,
	    noted, lister->holding);
}

/* RFC 9110 15.4.2. Once for each list request: its pages come from one place,
 * and the statement counts each harvest once. */
static void
hear_place(struct lister *lister, const struct response *response)
{
	struct base_url moved = { 0 };
	struct fault why;
	bool has_moved;

	if (lister->has_place)
		return;
	lister->has_place = true;
	has_moved = response->moved_to[0] != '\0' &&
	    base_url_parse(&moved, response->moved_to, &why) &&
	    strcmp(moved.url, lister->request->base_url) != 0;
	if (has_moved || lister->request->moved_to[0] != '\0')
		note_place(lister, has_moved ? moved.url : NULL);
	base_url_fini(&moved);
}

void
access_hear(
    struct lister *lister, const struct response *response, bool is_good)
{
	access_wait(lister->holding, response);
	if (is_good)
		hear_place(lister, response);
}
