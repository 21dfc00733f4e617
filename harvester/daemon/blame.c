#include <sys/mman.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "daemon/blame.h"

/* What lies in the shared memory. */
struct blame_page {
	bool is_entered;
	struct fence fence;
	size_t length;
	char bytes[PARSE_CHUNK];
};

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

void
blame_enter(struct blame *blame, const struct fence *fence)
{
	if (blame->page == NULL)
		return;
	blame->page->fence = *fence;
	blame->page->length = 0;
	blame->page->is_entered = true;
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
	if (blame->page != NULL)
		blame->page->is_entered = false;
}

static bool
charge(const struct blame_page *page, struct connection *connection,
    const char *reason, struct fault *why)
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
	done = connection_run(
	    connection, QUERY_LIST_REQUEST_CHARGE, &parameters, &reply, why);
	parameters_fini(&parameters);
	if (done && reply_rows(reply) == 1)
		log_write(LOG_LEVEL_ERROR,
		    &(struct log_subject){
			.repository = reply_string(reply, 0, 0) },
		    "%s while its answer was read: crash %s of 3%s", reason,
		    reply_string(reply, 0, 1),
		    reply_bool(reply, 0, 2)
			? "; it is held: sheaf edit NAME state=active lets go"
			: "");
	reply_free(reply);
	return done;
}

bool
blame_charge(struct blame *blame, struct connection *connection,
    int signal_number, struct fault *why)
{
	struct buffer reason;
	bool done = true;

	if (blame->page == NULL || !blame->page->is_entered)
		return true;
	buffer_init(&reason, 0);
	buffer_printf(&reason, "a harvest worker was killed by signal %d (%s)",
	    signal_number, strsignal(signal_number));
	done = charge(blame->page, connection, reason.bytes, why);
	buffer_fini(&reason);
	blame_leave(blame);
	return done;
}
