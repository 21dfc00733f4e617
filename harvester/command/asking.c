#include <stdlib.h>

#include "base/version.h"
#include "command/access.h"
#include "command/asking.h"
#include "command/contact.h"

void
asking_open(struct asking *asking, struct command_context *context,
    const struct probe_options *options, char *contact)
{
	struct probe_options full = *options;

	buffer_init(&asking->user_agent, 0);
	sheaf_user_agent(&asking->user_agent, context->config.user_agent_url);
	asking->contact = contact;
	full.user_agent = asking->user_agent.bytes;
	full.from = contact;
	asking->probe = probe_new(&full);
}

void
asking_close(struct asking *asking)
{
	probe_free(asking->probe);
	free(asking->contact);
	buffer_fini(&asking->user_agent);
	*asking = (struct asking){ 0 };
}

void
asking_open_known(struct asking *asking, struct command_context *context,
    struct connection *connection, const struct repository *repository)
{
	struct probe_options options = {
		.base_url = repository->base_url,
		.policy = { .allow_private = repository->allow_private,
		    .http2 = repository->http2,
		    .identity_only = !repository->compression },
		.delay_milliseconds = repository->delay_milliseconds,
	};

	access_policy_add(&options.policy, &repository->access);
	asking_open(asking, context, &options,
	    contact_find(&context->config, connection));
}

int
asked_open(struct asked *asked, struct command_context *context,
    const char *name, const char *repository_name)
{
	int exit_code;

	*asked = (struct asked){ 0 };
	if (!command_open(context, name, DATABASE_WRITER, &asked->connection))
		return COMMAND_FAILED;
	exit_code = command_find(context, name, asked->connection,
	    repository_name, &asked->repository);
	if (exit_code != COMMAND_DONE) {
		asked_close(asked);
		return exit_code;
	}
	asking_open_known(
	    &asked->asking, context, asked->connection, &asked->repository);
	return COMMAND_DONE;
}

void
asked_close(struct asked *asked)
{
	asking_close(&asked->asking);
	repository_fini(&asked->repository);
	connection_free(asked->connection);
	*asked = (struct asked){ 0 };
}
