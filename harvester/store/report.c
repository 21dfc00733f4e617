#include "store/report.h"

static bool
run(struct connection *connection, enum query query, const int64_t *repository,
    const int32_t *rest, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, *repository);
	for (; *rest >= 0; rest++)
		parameter_integer(&parameters, *rest);
	return connection_run_once(connection, query, &parameters, reply, why);
}

bool
report_read(struct connection *connection, int64_t repository_id, int32_t days,
    int32_t examples, struct report_replies *replies, struct fault *why)
{
	const int32_t none[] = { -1 };
	const int32_t since[] = { days, -1 };
	const int32_t some[] = { days, examples, -1 };

	*replies = (struct report_replies){ 0 };
	if (run(connection, QUERY_REPORT_REPOSITORY, &repository_id, since,
		&replies->repository, why) &&
	    run(connection, QUERY_REPORT_HARVEST, &repository_id, since,
		&replies->harvests, why) &&
	    run(connection, QUERY_REPORT_QUARANTINE, &repository_id, some,
		&replies->quarantine, why) &&
	    run(connection, QUERY_REPORT_QUIRK, &repository_id, none,
		&replies->quirks, why))
		return true;
	report_replies_free(replies);
	return false;
}

void
report_replies_free(struct report_replies *replies)
{
	reply_free(replies->repository);
	reply_free(replies->harvests);
	reply_free(replies->quarantine);
	reply_free(replies->quirks);
	*replies = (struct report_replies){ 0 };
}
