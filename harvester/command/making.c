#include "command/making.h"
#include "store/cluster.h"

bool
making_allow(struct command_context *context)
{
	struct database *database = &context->database;

	database->must_exist = false;
	return database->is_private && !cluster_is_in(database->state);
}
