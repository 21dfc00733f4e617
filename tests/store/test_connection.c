#include <poll.h>
#include <string.h>

#include "store.h"

#define ANSWERS 16

/* What came back, in order. */
struct answers {
	struct connection *connection;
	int count;
	bool done[ANSWERS];
	enum fault_kind kinds[ANSWERS];
	char values[ANSWERS][32];
	int sent;
	bool asks_again;
};

static void send_read(struct answers *answers, const char *name);

static void
note_sent(void *context)
{
	((struct answers *)context)->sent++;
}

static void
note_answer(void *context, const struct reply *reply, const struct fault *why)
{
	struct answers *answers = context;
	int n = answers->count++;

	assert_true(n < ANSWERS);
	assert_true((reply == NULL) == (why != NULL));
	answers->done[n] = why == NULL;
	answers->kinds[n] = why == NULL ? FAULT_NONE : why->kind;
	if (reply != NULL && reply_rows(reply) > 0)
		(void)snprintf(answers->values[n], sizeof(answers->values[n]),
		    "%s", reply_string(reply, 0, 0));
	if (answers->asks_again) {
		answers->asks_again = false;
		send_read(answers, "b");
	}
}

static void
send_query(struct answers *answers, enum query query, const char *first,
    const char *second)
{
	struct parameters parameters;
	struct connection_call call = {
		.query = query,
		.parameters = &parameters,
		.sent = note_sent,
		.answer = note_answer,
		.context = answers,
	};

	parameters_init(&parameters);
	parameter_string(&parameters, first);
	if (second != NULL)
		parameter_string(&parameters, second);
	connection_send(answers->connection, &call);
	assert_int_equal(parameters.count, 0);
	parameters_fini(&parameters);
}

static void
send_read(struct answers *answers, const char *name)
{
	send_query(answers, QUERY_SETTING_READ, name, NULL);
}

static void
send_write(struct answers *answers, const char *name, const char *value)
{
	send_query(answers, QUERY_SETTING_WRITE, name, value);
}

/* As a worker's loop does, until so many have been answered. */
static void
loop(struct answers *answers, int count)
{
	for (int i = 0; i < 1000 && answers->count < count; i++) {
		struct pollfd descriptor = { 0 };

		descriptor.fd =
		    connection_poll(answers->connection, &descriptor.events);
		if (descriptor.fd >= 0)
			(void)poll(&descriptor, 1, 20);
		connection_work(answers->connection);
	}
	assert_int_equal(answers->count, count);
}

static bool
write_setting(
    struct connection *connection, const char *value, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, "a");
	parameter_string(&parameters, value);
	done = connection_do(connection, QUERY_SETTING_WRITE, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

/* The process that serves the tested connection. */
static void
end_session(void)
{
	run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
	    " WHERE application_name = 'test'");
}

static int
set_up(void **state)
{
	struct answers *answers = calloc(1, sizeof(*answers));

	if (answers == NULL)
		return -1;
	run("DELETE FROM sheaf.setting");
	answers->connection = open_as("WRITER", NULL);
	*state = answers;
	return 0;
}

static int
tear_down(void **state)
{
	struct answers *answers = *state;

	connection_free(answers->connection);
	free(answers);
	run("DROP TRIGGER IF EXISTS late ON sheaf.setting");
	return 0;
}

static void
test_queued_statements_run_in_order(void **state)
{
	struct answers *answers = *state;

	send_write(answers, "a", "1");
	send_read(answers, "a");
	send_write(answers, "a", "2");
	send_read(answers, "a");
	assert_int_equal(connection_pending(answers->connection), 4);
	loop(answers, 4);
	assert_int_equal(answers->sent, 4);
	assert_string_equal(answers->values[1], "1");
	assert_string_equal(answers->values[3], "2");
	assert_int_equal(connection_pending(answers->connection), 0);
}

static void
test_a_waiting_statement_comes_behind_what_is_queued(void **state)
{
	struct answers *answers = *state;
	struct fault why;
	char value[64];

	send_write(answers, "a", "queued");
	send_read(answers, "a");
	assert_true(write_setting(answers->connection, "waited for", &why));
	assert_int_equal(answers->count, 2);
	assert_string_equal(answers->values[1], "queued");
	send_read(answers, "a");
	loop(answers, 3);
	assert_string_equal(answers->values[2], "waited for");
	ask(value, "SELECT value FROM sheaf.setting WHERE name = 'a'");
	assert_string_equal(value, "waited for");
}

static void
test_an_answer_may_ask_again(void **state)
{
	struct answers *answers = *state;

	answers->asks_again = true;
	send_write(answers, "b", "again");
	loop(answers, 2);
	assert_string_equal(answers->values[1], "again");
}

static void
test_a_refused_statement_fails_alone(void **state)
{
	struct answers *answers = *state;
	struct fault why;

	/* Not null: only the second of the three is refused. */
	send_write(answers, "a", "1");
	send_query(answers, QUERY_SETTING_WRITE, NULL, "2");
	send_read(answers, "a");
	loop(answers, 3);
	assert_true(answers->done[0] && !answers->done[1] && answers->done[2]);
	assert_int_equal(answers->kinds[1], FAULT_STORE);
	assert_string_equal(answers->values[2], "1");
	assert_false(connection_is_lost(answers->connection));
	assert_false(write_setting(answers->connection, NULL, &why));
	assert_int_equal(why.kind, FAULT_STORE);
	assert_string_equal(connection_sqlstate(answers->connection), "23502");
	assert_true(write_setting(answers->connection, "3", &why));
	assert_string_equal(connection_sqlstate(answers->connection), "");
}

/* The statement's own result says success; the commit behind it fails. */
static void
test_a_commit_that_fails_is_no_success(void **state)
{
	struct answers *answers = *state;
	struct fault why;

	run("CREATE OR REPLACE FUNCTION public.late() RETURNS trigger LANGUAGE"
	    " plpgsql AS $$ BEGIN RAISE 'too late'; END $$");
	run("CREATE CONSTRAINT TRIGGER late AFTER INSERT OR UPDATE ON"
	    " sheaf.setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
	    " EXECUTE FUNCTION public.late()");
	send_write(answers, "a", "1");
	send_read(answers, "a");
	loop(answers, 2);
	assert_false(answers->done[0]);
	assert_true(answers->done[1]);
	assert_string_equal(answers->values[1], "");
	assert_false(write_setting(answers->connection, "2", &why));
	assert_string_equal(why.text, "the database refused: too late");
}

static void
test_a_lost_connection_fails_all_that_is_queued(void **state)
{
	struct answers *answers = *state;
	PGconn *other = PQconnectdb(conninfo_of("SUPERUSER"));
	struct fault why;
	short events;

	PQclear(PQexec(other, "BEGIN; LOCK TABLE sheaf.setting"));
	send_write(answers, "a", "1");
	send_read(answers, "a");
	send_read(answers, "a");
	for (int i = 0; i < 5; i++) {
		struct pollfd descriptor = { 0 };

		descriptor.fd =
		    connection_poll(answers->connection, &descriptor.events);
		(void)poll(&descriptor, 1, 20);
		connection_work(answers->connection);
	}
	assert_int_equal(answers->count, 0); /* under way */
	end_session();
	loop(answers, 3);
	PQfinish(other);
	for (int i = 0; i < 3; i++)
		assert_int_equal(answers->kinds[i], FAULT_STORE);
	assert_true(connection_is_lost(answers->connection));
	assert_int_equal(connection_poll(answers->connection, &events), -1);
	/* What comes now fails too, and does not wait. */
	send_read(answers, "a");
	loop(answers, 4);
	assert_false(write_setting(answers->connection, "2", &why));
	assert_true(connection_open(answers->connection, &why));
	assert_true(write_setting(answers->connection, "3", &why));
	send_read(answers, "a");
	loop(answers, 5);
	assert_string_equal(answers->values[4], "3");
}

static void
test_an_idle_connection_that_was_ended_is_noticed(void **state)
{
	struct answers *answers = *state;
	struct fault why;

	assert_true(write_setting(answers->connection, "1", &why));
	end_session();
	assert_false(write_setting(answers->connection, "2", &why));
	assert_true(connection_is_lost(answers->connection));
	assert_true(connection_open(answers->connection, &why));
	send_write(answers, "a", "3");
	loop(answers, 1);
	assert_true(answers->done[0]);
	end_session();
	send_write(answers, "a", "4");
	loop(answers, 2);
	assert_false(answers->done[1]);
	assert_true(connection_is_lost(answers->connection));
}

static void
test_a_large_value_goes_and_comes_in_pieces(void **state)
{
	struct answers *answers = *state;
	struct fault why;
	const size_t length = 20000000;
	char *large = malloc(length + 1);

	assert_non_null(large);
	memset(large, 'x', length);
	large[length] = '\0';
	send_write(answers, "a", large);
	send_read(answers, "a");
	loop(answers, 2);
	assert_true(answers->done[0] && answers->done[1]);
	assert_true(write_setting(answers->connection, large, &why));
	free(large);
}

static void
test_without_a_server_opening_fails_with_a_sentence(void **state)
{
	struct connection_options options = {
		.conninfo = "host=/nowhere dbname=sheaf",
	};
	struct connection *connection = connection_new(&options);
	struct fault why = { 0 };

	(void)state;
	assert_false(connection_open(connection, &why));
	assert_int_equal(why.kind, FAULT_STORE);
	assert_null(strchr(why.text, '\n'));
	assert_true(connection_is_lost(connection));
	connection_free(connection);
}

static void
test_freeing_forgets_what_is_queued(void **state)
{
	struct answers *answers = *state;
	unsigned before;

	send_write(answers, "a", "1");
	send_read(answers, "a");
	/* A quick server may have answered the first already. */
	connection_work(answers->connection);
	before = (unsigned)answers->count;
	connection_free(answers->connection);
	answers->connection = NULL;
	assert_int_equal(answers->count, before);
}

#define CASE(function) \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

TESTS(CASE(test_queued_statements_run_in_order),
    CASE(test_a_waiting_statement_comes_behind_what_is_queued),
    CASE(test_an_answer_may_ask_again),
    CASE(test_a_refused_statement_fails_alone),
    CASE(test_a_commit_that_fails_is_no_success),
    CASE(test_a_lost_connection_fails_all_that_is_queued),
    CASE(test_an_idle_connection_that_was_ended_is_noticed),
    CASE(test_a_large_value_goes_and_comes_in_pieces),
    TEST(test_without_a_server_opening_fails_with_a_sentence),
    CASE(test_freeing_forgets_what_is_queued))
