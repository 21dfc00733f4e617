#ifndef FETCH_TLS_H
#define FETCH_TLS_H

/*
 * TLS for test_fetch*.c: nginx(8) on ports of 127.0.0.1 in front of the server
 * of fetch_server.h, with certificates that openssl(1) makes. To be included
 * by one file of a program: it puts an authority of the test's own in the
 * place of those that the machine trusts.
 */
#include <sys/prctl.h>
#include <sys/wait.h>

#include <signal.h>
#include <time.h>

#include <curl/curl.h>
#include <dlfcn.h>

#include "fetch_server.h"

enum front_port {
	FRONT_HTTP2,       /* and HTTP/1.1, a certificate for both names */
	FRONT_HTTP1,       /* the same, without HTTP/2 */
	FRONT_OTHER_NAME,  /* a certificate for example.org */
	FRONT_EXPIRED,     /* a certificate of 2020 and 2021 */
	FRONT_EARLY,       /* one of 2090 and 2091 */
	FRONT_OF_NOBODY,   /* one that is signed by itself */
	FRONT_WHOLE_CHAIN, /* with the authority's own */
	FRONT_UNENCRYPTED, /* where TLS is expected */
	FRONT_OLD,         /* TLS 1.1 and no better */
	FRONT_PORTS,
};

struct front {
	char directory[32];
	unsigned ports[FRONT_PORTS];
	pid_t nginx;
};

/* Of PEM certificates, in place of the machine's; NULL: the machine's. */
static const char *trusted;

/* Stands before libcurl's: fetch has no option to trust an authority. */
CURL *
curl_easy_init(void)
{
	CURL *(*original)(void) = NULL;
	void *found = dlsym(RTLD_NEXT, "curl_easy_init");
	CURL *easy;

	assert(found != NULL);
	memcpy(&original, &found, sizeof(original));
	easy = original();
	if (trusted != NULL)
		(void)curl_easy_setopt(easy, CURLOPT_CAINFO, trusted);
	return easy;
}

static inline void
run(const char *command)
{
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	if (system(command) != 0)
		abort();
}

/* The authority, and a certificate of nobody's for the same names. */
static inline void
make_authority(const char *directory)
{
	struct buffer command;

	buffer_init(&command, 0);
	buffer_printf(&command,
	    "cd %s && exec 2>openssl.log && "
	    "new='openssl req -x509 -newkey ec -pkeyopt "
	    "ec_paramgen_curve:P-256 -nodes' && "
	    "$new -subj '/CN=Test authority' -keyout ca.key -out ca.pem && "
	    "$new -subj /CN=test -addext "
	    "subjectAltName=DNS:localhost,IP:127.0.0.1 "
	    "-keyout nobody.key -out nobody.pem && "
	    "printf '[ca]\ndefault_ca = test\n[test]\ndatabase = database\n"
	    "new_certs_dir = .\nserial = serial\ndefault_md = sha256\n"
	    "unique_subject = no\ncopy_extensions = copy\npolicy = any\n"
	    "[any]\ncommonName = supplied\n' > ca.conf && "
	    "touch database && echo 01 > serial",
	    directory);
	run(command.bytes);
	buffer_fini(&command);
}

/* For that year and the next. */
static inline void
make_certificate(
    const char *directory, const char *name, const char *whose, int year)
{
	struct buffer command;

	buffer_init(&command, 0);
	buffer_printf(&command,
	    "cd %s && exec >>openssl.log 2>&1 && "
	    "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
	    "-nodes -subj /CN=test -addext subjectAltName=%s "
	    "-keyout %s.key -out %s.csr && "
	    "openssl ca -batch -notext -config ca.conf -cert ca.pem "
	    "-keyfile ca.key -startdate %d0101000000Z -enddate %d1231235959Z "
	    "-in %s.csr -out %s.pem",
	    directory, whose, name, name, year, year + 1, name, name);
	run(command.bytes);
	buffer_fini(&command);
}

static inline void
add_listener(struct buffer *text, const struct front *front,
    enum front_port port, const char *options, const char *certificate)
{
	buffer_printf(text, "server { listen 127.0.0.1:%u %s; ",
	    front->ports[port], options);
	if (certificate != NULL)
		buffer_printf(text,
		    "ssl_certificate %s.pem; ssl_certificate_key %s.key; ",
		    certificate, certificate);
	if (port == FRONT_OLD)
		buffer_printf(text,
		    "ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0; ");
	buffer_printf(text, "location / { proxy_pass http://behind; } }\n");
}

static inline void
write_configuration(const struct front *front, const struct server *behind)
{
	struct buffer text;
	char name[URL_SIZE];
	FILE *file;

	buffer_init(&text, 0);
	buffer_printf(&text,
	    "daemon off; master_process off; pid nginx.pid;\n"
	    "events { }\n"
	    "http { log_format short '$server_protocol $request_uri $status"
	    " $connection_requests';\n"
	    "access_log access.log short; client_body_temp_path t1;\n"
	    "proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;\n"
	    "scgi_temp_path t5; proxy_http_version 1.1; proxy_buffering off;\n"
	    "proxy_buffer_size 256k; proxy_buffers 4 256k;\n"
	    "proxy_busy_buffers_size 256k; proxy_set_header Connection '';\n"
	    "upstream behind { server 127.0.0.1:%u; }\n",
	    behind->port);
	add_listener(&text, front, FRONT_HTTP2, "ssl http2", "good");
	add_listener(&text, front, FRONT_HTTP1, "ssl", "good");
	add_listener(&text, front, FRONT_OTHER_NAME, "ssl", "other");
	add_listener(&text, front, FRONT_EXPIRED, "ssl", "expired");
	add_listener(&text, front, FRONT_EARLY, "ssl", "early");
	add_listener(&text, front, FRONT_OF_NOBODY, "ssl", "nobody");
	add_listener(&text, front, FRONT_WHOLE_CHAIN, "ssl", "chain");
	add_listener(&text, front, FRONT_UNENCRYPTED, "", NULL);
	add_listener(&text, front, FRONT_OLD, "ssl", "good");
	buffer_printf(&text, "}\n");
	(void)snprintf(name, sizeof(name), "%s/conf", front->directory);
	file = fopen(name, "we");
	assert(file != NULL);
	assert(fwrite(text.bytes, 1, text.length, file) == text.length);
	assert(fclose(file) == 0);
	buffer_fini(&text);
}

/* All ports are open at once: who has one has them all. */
static inline void
wait_for_front(const struct front *front)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)front->ports[FRONT_HTTP2]) };
	int64_t since = clock_milliseconds();
	void *place = &address;

	for (;;) {
		int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		int code = connect(probe, place, sizeof(address));

		close(probe);
		if (code == 0)
			return;
		assert(waitpid(front->nginx, NULL, WNOHANG) == 0);
		assert(clock_milliseconds() - since < PATIENCE_MILLISECONDS);
		usleep(10 * 1000);
	}
}

static inline void
start_nginx(struct front *front)
{
	front->nginx = fork();
	if (front->nginx == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)execl("/usr/sbin/nginx", "nginx", "-p", front->directory,
		    "-e", "error.log", "-c", "conf", NULL);
		_exit(1);
	}
	assert(front->nginx > 0);
	wait_for_front(front);
}

/* Ports that were free a moment ago, all different. */
static inline void
choose_ports(struct front *front)
{
	int listeners[FRONT_PORTS];
	int i;

	for (i = 0; i < FRONT_PORTS; i++)
		listeners[i] = listen_locally(&front->ports[i]);
	for (i = 0; i < FRONT_PORTS; i++)
		close(listeners[i]);
}

/* Whether Debian's packages nginx-light and openssl are installed. */
static inline bool
can_front(void)
{
	if (access("/usr/sbin/nginx", X_OK) == 0 &&
	    access("/usr/bin/openssl", X_OK) == 0)
		return true;
	(void)fprintf(stderr, "SKIPPED: nginx or openssl is not there\n");
	return false;
}

static inline void
make_certificates(const char *directory)
{
	static const char names[] = "DNS:localhost,IP:127.0.0.1";
	char command[120];
	time_t now = time(NULL);
	struct tm today = { 0 };

	(void)gmtime_r(&now, &today);
	make_authority(directory);
	make_certificate(directory, "good", names, today.tm_year + 1900);
	make_certificate(
	    directory, "other", "DNS:example.org", today.tm_year + 1900);
	make_certificate(directory, "expired", names, 2020);
	make_certificate(directory, "early", names, 2090);
	(void)snprintf(command, sizeof(command),
	    "cd %s && cat good.pem ca.pem > chain.pem && cp good.key chain.key",
	    directory);
	run(command);
}

/* Trusted are from now on the test's own authority and no other. */
static inline struct front *
front_open(const struct server *behind)
{
	static char authority[URL_SIZE];
	struct front *front = calloc(1, sizeof(*front));

	assert(front != NULL);
	(void)snprintf(front->directory, sizeof(front->directory),
	    "/tmp/test_fetch.XXXXXX");
	if (mkdtemp(front->directory) == NULL)
		abort();
	make_certificates(front->directory);
	choose_ports(front);
	write_configuration(front, behind);
	start_nginx(front);
	(void)snprintf(
	    authority, sizeof(authority), "%s/ca.pem", front->directory);
	trusted = authority;
	return front;
}

static inline void
front_close(struct front *front)
{
	char command[80];

	trusted = NULL;
	(void)kill(front->nginx, SIGKILL);
	(void)waitpid(front->nginx, NULL, 0);
	(void)snprintf(command, sizeof(command), "rm -r %s", front->directory);
	run(command);
	free(front);
}

/* How often it has answered so by now: protocol, path, status and, if that is
 * asked too, which request on its connection it was. The log is written a
 * moment after the answer. */
static inline int
front_answers(const struct front *front, const char *answer)
{
	char name[URL_SIZE];
	char line[URL_SIZE];
	int count = 0;
	FILE *log;

	(void)snprintf(name, sizeof(name), "%s/access.log", front->directory);
	log = fopen(name, "re");
	assert(log != NULL);
	while (fgets(line, sizeof(line), log) != NULL)
		count += strncmp(line, answer, strlen(answer)) == 0;
	assert(fclose(log) == 0);
	return count;
}

static inline void
wait_for_answers(const struct front *front, const char *answer, int count)
{
	int64_t since = clock_milliseconds();

	while (front_answers(front, answer) < count) {
		assert(clock_milliseconds() - since < PATIENCE_MILLISECONDS);
		usleep(10 * 1000);
	}
	assert(front_answers(front, answer) == count);
}

static inline const char *
front_url(const struct front *front, enum front_port port, const char *path,
    char url[URL_SIZE])
{
	(void)snprintf(
	    url, URL_SIZE, "https://127.0.0.1:%u%s", front->ports[port], path);
	return url;
}

#endif
