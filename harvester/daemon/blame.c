#include <sys/mman.h>
#include <sys/time.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/version.h"
#include "daemon/blame.h"

enum blamed {
	BLAMED_NOBODY,
	BLAMED_LIST_REQUEST,
	BLAMED_ITEM,
};

/* What lies in the shared memory. */
struct blame_page {
	enum blamed blamed;
	struct fence fence; /* of an item, its repository only */
	size_t length;
	char bytes[PARSE_CHUNK]; /* being read; of an item, its identifier */
};

static_assert(IDENTIFIER_BYTES <= PARSE_CHUNK, "an identifier must fit");

struct blame {
	struct blame_page *page; /* NULL: there is none */
};

int
blame_make(void)
{
	int descriptor = memfd_create("sheaf blame", 0);

	if (descriptor < 0 ||
	    ftruncate(descriptor, sizeof(struct blame_page)) != 0)
		abort();
	return descriptor;
}

struct blame *
blame_open(int descriptor)
{
	struct blame *blame = heap_take(sizeof(*blame));
	void *mapped;

	if (descriptor < 0)
		return blame;
	mapped = mmap(NULL, sizeof(*blame->page), PROT_READ | PROT_WRITE,
	    MAP_SHARED, descriptor, 0);
	if (mapped == MAP_FAILED)
		abort();
	(void)close(descriptor);
	blame->page = mapped;
	return blame;
}

void
blame_close(struct blame *blame)
{
	if (blame->page != NULL)
		(void)munmap(blame->page, sizeof(*blame->page));
	free(blame);
}

/* Nobody handles SIGPROF: it ends the process. 0 seconds: no limit. */
static void
limit_time(time_t seconds)
{
	const struct itimerval limit = { .it_value = { .tv_sec = seconds } };

	if (setitimer(ITIMER_PROF, &limit, NULL) != 0)
		abort();
}

static void
enter(struct blame *blame, enum blamed blamed, const struct fence *fence)
{
	blame->page->fence = *fence;
	blame->page->length = 0;
	blame->page->blamed = blamed;
	limit_time(BLAME_CPU_SECONDS);
}

void
blame_enter(struct blame *blame, const struct fence *fence)
{
	if (blame->page != NULL)
		enter(blame, BLAMED_LIST_REQUEST, fence);
}

void
blame_enter_item(
    struct blame *blame, int64_t repository_id, struct text identifier)
{
	const struct fence fence = { .repository_id = repository_id };

	if (blame->page == NULL)
		return;
	enter(blame, BLAMED_ITEM, &fence);
	blame_bytes(blame, identifier);
}

void
blame_bytes(struct blame *blame, struct text bytes)
{
	if (blame->page == NULL)
		return;
	if (bytes.length > sizeof(blame->page->bytes))
		bytes.length = sizeof(blame->page->bytes);
	memcpy(blame->page->bytes, bytes.bytes, bytes.length);
	blame->page->length = bytes.length;
}

void
blame_leave(struct blame *blame)
{
	if (blame->page == NULL)
		return;
	limit_time(0);
	blame->page->blamed = BLAMED_NOBODY;
}

static bool
charge_list_request(const struct blame_page *page,
    struct connection *connection, const char *reason, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_fence(&parameters, &page->fence);
	array_begin(&parameters, ARRAY_BYTEA);
	array_bytes(&parameters, (struct text){ page->bytes, page->length });
	array_end(&parameters);
	parameter_string(&parameters, reason);
	parameter_integer(&parameters, CRASHES);
	done = connection_run_once(
	    connection, QUERY_LIST_REQUEST_CHARGE, &parameters, &reply, why);
	if (done && reply_rows(reply) == 1)
		log_write(LOG_LEVEL_ERROR,
		    &(struct log_subject){
			.repository = reply_string(reply, 0, 0) },
		    "%s while its answer was read: crash %s of %d%s", reason,
		    reply_string(reply, 0, 1), CRASHES,
		    reply_bool(reply, 0, 2)
			? "; it is held: \"sheaf resume NAME\" lets go"
			: "");
	reply_free(reply);
	return done;
}

bool
blame_charge_item(struct connection *connection, const struct blamed_item *item,
    int most, struct fault *why)
{
	char shown[256];
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, item->repository_id);
	parameter_text(&parameters, item->identifier);
	parameter_string(&parameters, item->reason);
	parameter_string(&parameters, sheaf_version());
	parameter_integer(&parameters, most);
	done = connection_run_once(
	    connection, QUERY_STALE_CHARGE, &parameters, &reply, why);
	if (done && reply_rows(reply) == 1)
		log_write(LOG_LEVEL_ERROR,
		    &(struct log_subject){
			.repository = reply_string(reply, 0, 0) },
		    "%s, with item %s: time %s of %d%s", item->reason,
		    text_printable(shown, sizeof(shown), item->identifier),
		    reply_string(reply, 0, 1), most,
		    reply_bool(reply, 0, 2)
			? "; it is held until its records change, \"sheaf "
			  "normalise\", or another version of sheaf"
			: "");
	reply_free(reply);
	return done;
}

static bool
charge(const struct blame_page *page, struct connection *connection,
    int signal_number, struct fault *why)
{
	struct buffer reason;
	bool done = true;

	buffer_init(&reason, 0);
	buffer_printf(&reason, "a worker was killed by signal %d (%s)",
	    signal_number, strsignal(signal_number));
	switch (page->blamed) {
	case BLAMED_NOBODY:
		break;
	case BLAMED_LIST_REQUEST:
		done = charge_list_request(page, connection, reason.bytes, why);
		break;
	case BLAMED_ITEM:
		done = blame_charge_item(connection,
		    &(struct blamed_item){ page->fence.repository_id,
			{ page->bytes, page->length }, reason.bytes },
		    CRASHES, why);
		break;
	}
	buffer_fini(&reason);
	return done;
}

bool
blame_charge(struct blame *blame, struct connection *connection,
    int signal_number, int64_t *repository_id, struct fault *why)
{
	*repository_id = 0;
	if (blame->page == NULL)
		return true;
	if (signal_number != 0 && blame->page->blamed != BLAMED_NOBODY) {
		*repository_id = blame->page->fence.repository_id;
		if (!charge(blame->page, connection, signal_number, why))
			return false;
	}
	blame_leave(blame);
	return true;
}
