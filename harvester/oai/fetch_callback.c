#include <sys/socket.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <net/if.h>
#include <netdb.h>

#include "base/limit.h"
#include "oai/fetch_private.h"

/* So one write of a plain body is one piece for body(), and pausing never
 * splits one. */
static_assert(CURL_MAX_WRITE_SIZE <= PARSE_CHUNK, "PARSE_CHUNK holds a write");

static const int statuses_of_redirects[] = { 301, 302, 303, 307, 308 };

/* libcurl 7.88 leaves "\r" of an empty one. */
static struct text
value_of(const struct curl_header *header)
{
	return text_trim(text_of(header->value));
}

struct text
fetch_header(CURL *easy, const char *name)
{
	struct curl_header *header = NULL;
	size_t last = 0;

	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) !=
	    CURLHE_OK)
		return (struct text){ 0 };
	last = header->amount - 1;
	if (curl_easy_header(easy, name, last, CURLH_HEADER, -1, &header) !=
	    CURLHE_OK)
		return (struct text){ 0 };
	return value_of(header);
}

/* Without the scope of a link-local one. */
static bool
write_address(const struct curl_sockaddr *address, char text[INET6_ADDRSTRLEN])
{
	char scoped[INET6_ADDRSTRLEN + 1 + IF_NAMESIZE];
	int code = getnameinfo(&address->addr, address->addrlen, scoped,
	    sizeof(scoped), NULL, 0, NI_NUMERICHOST);
	size_t length = code == 0 ? strcspn(scoped, "%") : 0;

	if (length == 0 || length >= INET6_ADDRSTRLEN)
		return false;
	memcpy(text, scoped, length);
	text[length] = '\0';
	return true;
}

/*
 * The one place where an address is judged before it is dialled, whatever the
 * URL looked like: names, redirects and numbers in any spelling end up here.
 */
static curl_socket_t
on_open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = data;
	char text[INET6_ADDRSTRLEN];

	(void)purpose;
	if (transfer->is_cancelled || !write_address(address, text))
		return CURL_SOCKET_BAD;
	if (!address_is_open(transfer, text)) {
		memcpy(transfer->refused_address, text, sizeof(text));
		return CURL_SOCKET_BAD;
	}
	transfer->was_dialled = true;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/* A connection that is used again was dialled for somebody else, perhaps for
 * a repository that is allowed to be private. */
static int
on_request(
    void *data, char *address, char *local_address, int port, int local_port)
{
	struct transfer *transfer = data;

	(void)local_address;
	(void)port;
	(void)local_port;
	if (transfer->is_cancelled)
		return CURL_PREREQFUNC_ABORT;
	if (!address_is_open(transfer, address)) {
		hop_refuse_address(transfer, address);
		return CURL_PREREQFUNC_ABORT;
	}
	transfer->response.was_repeated |= transfer->was_sent;
	transfer->was_sent = true;
	transfer->response.was_asked = true;
	return CURL_PREREQFUNC_OK;
}

static bool
is_listed(struct text value, const char *const *list)
{
	for (; *list != NULL; list++)
		if (value.length == strlen(*list) &&
		    strncasecmp(value.bytes, *list, value.length) == 0)
			return true;
	return false;
}

/* All headers of that name, at most so many. */
static bool
check_codings(struct transfer *transfer, const char *name,
    const char *const *known, size_t most)
{
	struct curl_header *header = NULL;
	char shown[80];
	size_t i;

	for (i = 0; curl_easy_header(transfer->easy, name, i, CURLH_HEADER, -1,
			&header) == CURLHE_OK;
	     i++)
		if (!is_listed(value_of(header), known) || i >= most)
			return fault_set(&transfer->response.why, FAULT_NETWORK,
			    FETCH_PACKED
			    " came as \"%s\", which was not asked for",
			    text_printable(
				shown, sizeof(shown), value_of(header)));
	return true;
}

/*
 * One coding, of those we ask for. In Transfer-Encoding libcurl would unpack
 * gzip, br and zstd too, where nothing but "chunked" is ours to expect without
 * TE (RFC 9112 6.1): more code in reach of strangers than needed. Some say
 * "chunked" twice and mean once.
 */
static bool
check_coding(struct transfer *transfer)
{
	static const char *const contents[] = { "", "identity", "gzip",
		"x-gzip", "deflate", NULL };
	static const char *const transfers[] = { "", "identity", "chunked",
		NULL };

	return check_codings(transfer, "Content-Encoding", contents, 1) &&
	    check_codings(transfer, "Transfer-Encoding", transfers, SIZE_MAX);
}

/* Of a coding that check_coding() lets pass. */
static enum packing
packing_of(const struct transfer *transfer)
{
	struct text coding = fetch_header(transfer->easy, "Content-Encoding");

	if (coding.length == 0 || strcasecmp(coding.bytes, "identity") == 0)
		return PACKING_NONE;
	return strcasecmp(coding.bytes, "deflate") == 0 ? PACKING_DEFLATE
							: PACKING_GZIP;
}

static bool
is_redirect(const struct transfer *transfer, long status)
{
	size_t i;

	for (i = 0; i <
	     sizeof(statuses_of_redirects) / sizeof(statuses_of_redirects[0]);
	     i++)
		if (status == statuses_of_redirects[i])
			return fetch_header(transfer->easy, "Location").length >
			    0;
	return false;
}

/* At the blank line; after the headers of 1xx answers it comes again. */
static bool
take_header(struct transfer *transfer)
{
	long status = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status < 200 || transfer->has_header)
		return true;
	transfer->has_header = true;
	transfer->is_redirect = is_redirect(transfer, status);
	transfer->packing = packing_of(transfer);
	return check_coding(transfer);
}

/* Line by line, trailers and 1xx answers included: all of them count. */
static size_t
on_header(char *line, size_t size, size_t count, void *data)
{
	struct transfer *transfer = data;
	size_t length = size * count;

	if (transfer->is_cancelled)
		return 0;
	transfer->header_bytes += length;
	if (transfer->header_bytes > HEADERS_BYTES) {
		(void)fault_set(&transfer->response.why, FAULT_TOO_LARGE,
		    "the header of the answer is longer than %zu KiB",
		    HEADERS_BYTES / KIB);
		return 0;
	}
	if ((line[0] == '\r' || line[0] == '\n') && !take_header(transfer))
		return 0;
	return length;
}

static bool
check_size(struct transfer *transfer, size_t length)
{
	if (transfer->hop_bytes + length <= BODY_BYTES)
		return true;
	return fault_set(&transfer->response.why, FAULT_TOO_LARGE,
	    "the answer is longer than %zu MiB", BODY_BYTES / MIB);
}

/* What body() says; BODY_STOP where it is not even asked. */
static enum body_answer
hand_over(struct transfer *transfer, struct text piece)
{
	enum body_answer answer;

	if (!check_size(transfer, piece.length))
		return BODY_STOP;
	answer = transfer->events->body(transfer->context, piece);
	transfer->is_paused = answer == BODY_PAUSE;
	transfer->was_stopped = answer == BODY_STOP;
	if (answer != BODY_PAUSE) {
		transfer->hop_bytes += piece.length;
		transfer->response.body_bytes += piece.length;
	}
	return answer;
}

/*
 * libcurl would go on unpacking what it has in hand, into a buffer of its own
 * without a limit, when body() wants a pause (and 7.88 reads one member of gzip
 * only). So it hands us the bytes of the wire, and after a pause the same ones
 * again; what of them was unpacked before is known to unpacking.
 */
static enum body_answer
unpack(struct transfer *transfer, struct text wire)
{
	enum body_answer answer = BODY_TAKEN;
	struct text piece;

	if (transfer->unpacking == NULL)
		transfer->unpacking = fetch_inflate_new(transfer->packing);
	while (answer == BODY_TAKEN) {
		if (!fetch_inflate_read(transfer->unpacking, wire, &piece,
			&transfer->response.why))
			return BODY_STOP;
		if (piece.length == 0)
			break;
		answer = hand_over(transfer, piece);
		if (answer == BODY_TAKEN)
			fetch_inflate_taken(transfer->unpacking);
	}
	return answer;
}

/*
 * Some pack what they say is not packed, and some say so of what is plain. No
 * XML begins as gzip does, and no gzip as XML or the blanks before it.
 */
static void
correct_packing(struct transfer *transfer, struct text wire)
{
	unsigned char first = (unsigned char)wire.bytes[0];
	bool is_gzip = first == 0x1f &&
	    (wire.length == 1 || (unsigned char)wire.bytes[1] == 0x8b);

	if (transfer->packing == PACKING_NONE && is_gzip)
		transfer->packing = PACKING_GZIP;
	else if (transfer->packing == PACKING_GZIP &&
	    memchr("<\xef\t\n\r ", first, 6) != NULL)
		transfer->packing = PACKING_NONE;
}

/* The body of a redirect is shown to nobody and stays packed. */
static enum body_answer
pass_over(struct transfer *transfer, struct text wire)
{
	if (!check_size(transfer, wire.length))
		return BODY_STOP;
	transfer->hop_bytes += wire.length;
	return BODY_TAKEN;
}

static enum body_answer
take(struct transfer *transfer, struct text wire)
{
	if (transfer->is_redirect)
		return pass_over(transfer, wire);
	if (transfer->hop_bytes == 0 && transfer->unpacking == NULL &&
	    wire.length > 0)
		correct_packing(transfer, wire);
	if (transfer->packing == PACKING_NONE)
		return hand_over(transfer, wire);
	return unpack(transfer, wire);
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *data)
{
	struct transfer *transfer = data;
	struct text wire = { bytes, size * count };

	assert(wire.length <= PARSE_CHUNK);
	if (transfer->is_cancelled)
		return CURL_WRITEFUNC_ERROR;
	switch (take(transfer, wire)) {
	case BODY_TAKEN:
		return wire.length;
	case BODY_PAUSE:
		return CURL_WRITEFUNC_PAUSE;
	case BODY_STOP:
		return CURL_WRITEFUNC_ERROR;
	}
	abort();
}

/* The wire is counted here; on_body() counts what it hands on, and packed bytes
 * may unpack to nothing. */
static int
on_progress(void *data, curl_off_t total, curl_off_t received,
    curl_off_t total_to_send, curl_off_t sent)
{
	struct transfer *transfer = data;

	(void)total;
	(void)total_to_send;
	(void)sent;
	if (transfer->is_cancelled)
		return 1;
	if (received <= (curl_off_t)WIRE_BYTES)
		return 0;
	(void)fault_set(&transfer->response.why, FAULT_TOO_LARGE,
	    "more than %zu MiB were sent", WIRE_BYTES / MIB);
	return 1;
}

void
fetch_callbacks_set(struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	FETCH_SET(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	FETCH_SET(easy, CURLOPT_OPENSOCKETDATA, transfer);
	FETCH_SET(easy, CURLOPT_PREREQFUNCTION, on_request);
	FETCH_SET(easy, CURLOPT_PREREQDATA, transfer);
	FETCH_SET(easy, CURLOPT_HEADERFUNCTION, on_header);
	FETCH_SET(easy, CURLOPT_HEADERDATA, transfer);
	FETCH_SET(easy, CURLOPT_WRITEFUNCTION, on_body);
	FETCH_SET(easy, CURLOPT_WRITEDATA, transfer);
	FETCH_SET(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
	FETCH_SET(easy, CURLOPT_XFERINFODATA, transfer);
	FETCH_SET(easy, CURLOPT_NOPROGRESS, 0L);
}
