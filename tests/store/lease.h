#ifndef STORE_LEASE_H
#define STORE_LEASE_H

#include "sample.h"

/* The statements of a holder of hosts, as holding.c sends them. */

#define LEASE_LENGTH 120

static inline void
take_parameters(struct parameters *parameters, const char *lease_id)
{
	parameters_init(parameters);
	parameter_string(parameters, "worker");
	parameter_string(parameters, lease_id);
	parameter_bigint(parameters, LEASE_LENGTH);
	parameter_null(parameters);
}

/* The host that is taken; "": none. */
static inline const char *
host_take(struct session *session, const char *lease_id)
{
	struct parameters parameters;

	take_parameters(&parameters, lease_id);
	(void)session_query(session, QUERY_HOST_TAKE, &parameters);
	return session_rows(session) == 0 ? ""
					  : PQgetvalue(session->result, 0, 0);
}

static inline void
lease_parameters(
    struct parameters *parameters, const char *host, const char *lease_id)
{
	parameters_init(parameters);
	parameter_string(parameters, host);
	parameter_string(parameters, lease_id);
}

static inline void
send_begin(struct session *session, const char *lease_id)
{
	struct parameters parameters;

	lease_parameters(&parameters, HOST, lease_id);
	parameter_bigint(&parameters, QUARANTINE_AGAIN);
	session_send(
	    session, query_texts[QUERY_HARVEST_BEGIN].text, &parameters);
}

/* statement NULL: list_request_take.sql */
static inline void
send_list(struct session *session, const char *lease_id, const char *statement)
{
	struct parameters parameters;

	lease_parameters(&parameters, HOST, lease_id);
	parameter_null(&parameters);
	session_send(session,
	    statement != NULL ? statement
			      : query_texts[QUERY_LIST_REQUEST_TAKE].text,
	    &parameters);
}

static inline void
send_release(struct session *session, const char *lease_id, int64_t asked,
    double rest_seconds)
{
	struct parameters parameters;

	lease_parameters(&parameters, HOST, lease_id);
	parameter_bigint(&parameters, asked);
	parameter_real(&parameters, rest_seconds);
	session_send(
	    session, query_texts[QUERY_HOST_RELEASE].text, &parameters);
}

/* The host's count of what was asked; -1: the lease is lost. */
static inline int64_t
host_renew(struct session *session, const char *lease_id)
{
	struct parameters parameters;
	char leases[64];

	(void)snprintf(leases, sizeof(leases), "{%s}", lease_id);
	parameters_init(&parameters);
	parameter_string(&parameters, leases);
	parameter_bigint(&parameters, LEASE_LENGTH);
	(void)session_query(session, QUERY_HOST_RENEW, &parameters);
	return session_rows(session) == 0 ? -1 : session_number(session, 0, 1);
}

/* What people may ask for. */
struct wish {
	const char *metadata_prefix;
	time_t from; /* 0: as it is due */
	bool is_full;
};

static inline void
send_request(struct session *session, const struct wish *wish)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, wish->metadata_prefix);
	parameter_string(&parameters, "");
	if (wish->from != 0)
		parameter_instant(&parameters, wish->from);
	else
		parameter_null(&parameters);
	parameter_null(&parameters);
	parameter_bool(&parameters, wish->is_full);
	session_send(
	    session, query_texts[QUERY_HARVEST_REQUEST].text, &parameters);
}

static inline void
clock_is_ahead(int seconds)
{
	sql("INSERT INTO sheaf.setting VALUES ('clock_offset', '%d seconds')"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	    seconds);
}

#endif
