#include "store/explain.h"

bool
explain_find(struct connection *connection, const char *name,
    const char *identifier, struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	parameter_string(&parameters, identifier);
	done = connection_run(
	    connection, QUERY_EXPLAIN_ITEM, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}

static void
add_text(struct parameters *parameters, struct text text)
{
	if (text.length > 0)
		parameter_text(parameters, text);
	else
		parameter_null(parameters);
}

static void
add(struct parameters *parameters, const struct explained *explained)
{
	parameters_init(parameters);
	parameter_string(parameters, explained->name);
	parameter_string(parameters, explained->identifier);
	parameter_string(parameters, explained->field);
	add_text(parameters, explained->trace);
	add_text(parameters, explained->otherwise);
}

bool
explain_fields(struct connection *connection, const struct explained *explained,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	add(&parameters, explained);
	done = connection_run(
	    connection, QUERY_ITEM_EXPLAIN, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}

bool
explain_parts(struct connection *connection, const struct explained *explained,
    int64_t most, struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	add(&parameters, explained);
	parameter_bigint(&parameters, most);
	done = connection_run(
	    connection, QUERY_ITEM_EXPLAIN_PARTS, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}
