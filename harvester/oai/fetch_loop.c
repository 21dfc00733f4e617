#include <sys/epoll.h>

#include <errno.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/limit.h"
#include "oai/fetch_private.h"

/*
 * libcurl tells which sockets it waits for, and for how long; it is called for
 * those where something happened and no others. curl_multi_perform() would look
 * at every transfer each time, with a system call: hundreds that drip would
 * cost all others their turn.
 */
#define NO_TIMER (-1)
#define EVENTS   256 /* at once; the others are seen next time */

#define SET_MULTI(multi, option, value)                                      \
	do {                                                                 \
		CURLMcode is_set_ = curl_multi_setopt(multi, option, value); \
		assert(is_set_ == CURLM_OK);                                 \
	} while (0)

static uint32_t
events_of(int what)
{
	switch (what) {
	case CURL_POLL_IN:
		return EPOLLIN;
	case CURL_POLL_OUT:
		return EPOLLOUT;
	case CURL_POLL_INOUT:
		return EPOLLIN | EPOLLOUT;
	default:
		return 0;
	}
}

/* A socket that is closed has left by itself. */
static int
on_socket(
    CURL *easy, curl_socket_t descriptor, int what, void *data, void *unused)
{
	struct fetch *fetch = data;
	struct epoll_event event = { .events = events_of(what),
		.data.fd = descriptor };
	int code;

	(void)easy;
	(void)unused;
	if (what == CURL_POLL_REMOVE) {
		(void)epoll_ctl(fetch->epoll, EPOLL_CTL_DEL, descriptor, NULL);
		return 0;
	}
	code = epoll_ctl(fetch->epoll, EPOLL_CTL_MOD, descriptor, &event);
	if (code != 0)
		code =
		    epoll_ctl(fetch->epoll, EPOLL_CTL_ADD, descriptor, &event);
	/* One that cannot be watched ends by its time limit. */
	assert(
	    code == 0 || errno == EBADF || errno == ENOMEM || errno == ENOSPC);
	return 0;
}

static int
on_timer(CURLM *multi, long milliseconds, void *data)
{
	struct fetch *fetch = data;

	(void)multi;
	fetch->timer_at =
	    milliseconds < 0 ? NO_TIMER : clock_milliseconds() + milliseconds;
	return 0;
}

void
fetch_loop_open(struct fetch *fetch)
{
	fetch->epoll = epoll_create1(EPOLL_CLOEXEC);
	assert(fetch->epoll >= 0);
	fetch->timer_at = NO_TIMER;
	SET_MULTI(fetch->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	SET_MULTI(fetch->multi, CURLMOPT_SOCKETDATA, fetch);
	SET_MULTI(fetch->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	SET_MULTI(fetch->multi, CURLMOPT_TIMERDATA, fetch);
}

void
fetch_loop_close(struct fetch *fetch)
{
	(void)close(fetch->epoll);
}

static int
timeout_of(const struct fetch *fetch, int milliseconds)
{
	int64_t left = fetch->timer_at - clock_milliseconds();

	if (fetch->timer_at == NO_TIMER || left >= milliseconds)
		return milliseconds;
	return left < 0 ? 0 : (int)left;
}

void
fetch_loop_wait(struct fetch *fetch, struct pollfd *others,
    unsigned others_count, int milliseconds)
{
	struct pollfd all[FETCH_OTHERS + 1] = { { .fd = fetch->epoll,
	    .events = POLLIN } };
	unsigned i;

	assert(others_count <= FETCH_OTHERS);
	for (i = 0; i < others_count; i++)
		all[i + 1] = others[i];
	if (poll(all, others_count + 1, timeout_of(fetch, milliseconds)) < 0)
		assert(errno == EINTR);
	for (i = 0; i < others_count; i++)
		others[i].revents = all[i + 1].revents;
}

static void
act(struct fetch *fetch, curl_socket_t descriptor, int what)
{
	int running = 0;
	CURLMcode code =
	    curl_multi_socket_action(fetch->multi, descriptor, what, &running);

	assert(code == CURLM_OK);
}

/* What is wrong with a socket is said by reading and writing it. */
static int
what_happened(uint32_t events)
{
	int what = 0;

	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		what |= CURL_CSELECT_IN;
	if (events & (EPOLLOUT | EPOLLERR))
		what |= CURL_CSELECT_OUT;
	return what;
}

void
fetch_loop_act(struct fetch *fetch)
{
	struct epoll_event events[EVENTS];
	int count = epoll_wait(fetch->epoll, events, EVENTS, 0);
	int i;

	for (i = 0; i < count; i++)
		act(fetch, events[i].data.fd, what_happened(events[i].events));
	if (fetch->timer_at != NO_TIMER &&
	    fetch->timer_at <= clock_milliseconds()) {
		fetch->timer_at = NO_TIMER;
		act(fetch, CURL_SOCKET_TIMEOUT, 0);
	}
}
