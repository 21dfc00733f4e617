#ifndef FETCH_SERVER_H
#define FETCH_SERVER_H

/*
 * The other side of test_fetch*.c: an HTTP server that says exactly the bytes
 * it is told, on a real socket of 127.0.0.1, one thread a connection. A route
 * answers every request for its path; a text that should keep the connection
 * must say its own length.
 */
#include <sys/socket.h>

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "oai/fetch.h"

#define URL_SIZE              256
#define REQUEST_SIZE          8192
/* Under sanitizers on a busy machine. */
#define PATIENCE_MILLISECONDS 60000

struct route {
	const char *path;
	struct text answer;
	bool closes; /* after the answer */
	/* Instead of answer; false closes. */
	bool (*speak)(int client, const char *request);
};

#define ROUTE(where, literal)                                                \
	{                                                                    \
		.path = (where), .answer = {(literal), sizeof(literal) - 1 } \
	}
/* The same, and closes the connection behind it. */
#define LAST_ROUTE(where, literal)                                             \
	{                                                                      \
		.path = (where), .answer = { (literal), sizeof(literal) - 1 }, \
		.closes = true                                                 \
	}
#define MOVED(where, status, to)                         \
	ROUTE(where,                                     \
	    "HTTP/1.1 " status " Moved\r\nLocation: " to \
	    "\r\nContent-Length: 0\r\n\r\n")

struct server {
	const struct route *routes; /* up to one without a path */
	int listener;
	unsigned port;
	atomic_int connections;
	atomic_int requests;
	pthread_mutex_t lock;
	char last[REQUEST_SIZE]; /* request, under the lock */
	pthread_t acceptor;
};

struct client {
	struct server *server;
	int socket;
};

/* A peer that went away is no mistake here. */
static inline bool
say(int client, const void *bytes, size_t length)
{
	const char *rest = bytes;

	while (length > 0) {
		ssize_t sent = send(client, rest, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		rest += sent;
		length -= (size_t)sent;
	}
	return true;
}

static inline bool
say_text(int client, const char *text)
{
	return say(client, text, strlen(text));
}

static inline bool
say_redirect(int client, const char *status, const char *to)
{
	char text[4 * URL_SIZE];

	(void)snprintf(text, sizeof(text),
	    "HTTP/1.1 %s Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
	    status, to);
	return say_text(client, text);
}

/* Header and, by its Content-Length, the form behind it. */
static inline bool
hear(int client, char request[REQUEST_SIZE])
{
	size_t length = 0;
	size_t wanted = REQUEST_SIZE;

	while (length < wanted && length < REQUEST_SIZE - 1) {
		ssize_t got = recv(
		    client, request + length, REQUEST_SIZE - 1 - length, 0);
		const char *end;
		const char *form;

		if (got <= 0)
			return false;
		length += (size_t)got;
		request[length] = '\0';
		end = strstr(request, "\r\n\r\n");
		form = strstr(request, "Content-Length: ");
		if (end != NULL)
			wanted = (size_t)(end + 4 - request) +
			    (form == NULL
				    ? 0
				    : strtoul(form + strlen("Content-Length: "),
					  NULL, 10));
	}
	return true;
}

/* The path between the method and the query or the version. */
static inline const struct route *
find_route(const struct server *server, const char *request)
{
	const char *path = strchr(request, ' ');
	const struct route *route = server->routes;
	size_t length;

	if (path == NULL)
		return NULL;
	path++;
	length = strcspn(path, " ?");
	for (; route->path != NULL; route++)
		if (strlen(route->path) == length &&
		    strncmp(route->path, path, length) == 0)
			return route;
	return NULL;
}

static inline bool
answer(struct server *server, int client, const char *request)
{
	const struct route *route = find_route(server, request);

	server->requests++;
	pthread_mutex_lock(&server->lock);
	memcpy(server->last, request, strlen(request) + 1);
	pthread_mutex_unlock(&server->lock);
	if (route == NULL)
		return say_text(client,
		    "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone");
	if (route->speak != NULL)
		return route->speak(client, request);
	return say(client, route->answer.bytes, route->answer.length) &&
	    !route->closes;
}

static inline void *
serve_client(void *data)
{
	struct client *client = data;
	char request[REQUEST_SIZE];

	while (hear(client->socket, request))
		if (!answer(client->server, client->socket, request))
			break;
	close(client->socket);
	free(client);
	return NULL;
}

/* Ends when the listener is shut down. */
static inline void *
accept_clients(void *data)
{
	struct server *server = data;

	for (;;) {
		int client_socket = accept(server->listener, NULL, NULL);
		struct client *client;
		pthread_t thread;

		if (client_socket < 0)
			return NULL;
		server->connections++;
		client = malloc(sizeof(*client));
		assert(client != NULL);
		client->server = server;
		client->socket = client_socket;
		if (pthread_create(&thread, NULL, serve_client, client) != 0)
			abort();
		pthread_detach(thread);
	}
}

static inline int
listen_locally(unsigned *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	void *place = &address;

	if (listener < 0 || bind(listener, place, size) != 0 ||
	    listen(listener, 512) != 0 ||
	    getsockname(listener, place, &size) != 0)
		abort();
	*port = ntohs(address.sin_port);
	return listener;
}

/* Lives as long as the process: its threads still look at it. */
static inline struct server *
server_start(const struct route *routes)
{
	struct server *server = calloc(1, sizeof(*server));

	assert(server != NULL);
	server->routes = routes;
	server->listener = listen_locally(&server->port);
	pthread_mutex_init(&server->lock, NULL);
	if (pthread_create(&server->acceptor, NULL, accept_clients, server) !=
	    0)
		abort();
	return server;
}

static inline bool
server_heard(struct server *server, const char *words)
{
	bool has;

	pthread_mutex_lock(&server->lock);
	has = strstr(server->last, words) != NULL;
	pthread_mutex_unlock(&server->lock);
	return has;
}

static inline const char *
server_url(const struct server *server, const char *path, char url[URL_SIZE])
{
	(void)snprintf(
	    url, URL_SIZE, "http://127.0.0.1:%u%s", server->port, path);
	return url;
}

/* What came of one transfer. */
struct outcome {
	struct buffer body;
	struct response response;
	int dones;
};

static inline enum body_answer
take_body(void *context, struct text bytes)
{
	struct outcome *outcome = context;

	buffer_add_text(&outcome->body, bytes);
	return BODY_TAKEN;
}

static inline void
take_done(void *context, const struct response *response)
{
	struct outcome *outcome = context;

	outcome->response = *response;
	outcome->dones++;
}

static const struct transfer_events taking = { take_body, take_done };
static const struct fetch_policy at_home = { .allow_private = true };

static inline struct fetch *
fetch_open(void)
{
	static const struct fetch_options options = {
		.user_agent = "sheaf/0.1 (+https://example.org/)",
		.from = "operator@example.org",
	};

	return fetch_new(&options);
}

/* Until *count reaches enough; a test that hangs fails. */
static inline void
wait_until(struct fetch *fetch, const int *count, int enough)
{
	int64_t since = clock_milliseconds();

	while (*count < enough) {
		assert(clock_milliseconds() - since < PATIENCE_MILLISECONDS);
		fetch_wait(fetch, NULL, 0, 1000);
	}
}

/* One transfer by itself; outcome->body to be released. */
static inline void
ask(const char *url, const struct fetch_policy *policy, struct outcome *outcome)
{
	struct fetch *fetch = fetch_open();

	memset(outcome, 0, sizeof(*outcome));
	(void)fetch_start(fetch, url, NULL, policy, &taking, outcome);
	wait_until(fetch, &outcome->dones, 1);
	fetch_free(fetch);
}

/* For tests that are not about the body. */
static inline struct response
ask_with(const struct server *server, const char *path,
    const struct fetch_policy *policy)
{
	char url[URL_SIZE];
	struct outcome outcome;

	ask(server_url(server, path, url), policy, &outcome);
	buffer_fini(&outcome.body);
	return outcome.response;
}

static inline struct response
ask_home(const struct server *server, const char *path)
{
	return ask_with(server, path, &at_home);
}

#endif
