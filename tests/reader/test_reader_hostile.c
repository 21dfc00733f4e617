#include <sys/resource.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limit.h"
#include "test.h"
#include "transcript.h"

/*
 * What a hostile repository may send, each with the fault it must end in, the
 * bytes it may take to find out, and bounded memory and time. Written as a
 * beginning, a part that is repeated, and an end.
 */

#define ENVELOPE                                                              \
	"<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDa" \
	"te>2024-02-29T12:00:00Z</responseDate><ListRecords>"
#define RECORD                                                            \
	ENVELOPE                                                          \
	"<record><header><identifier>x</identifier><datestamp>2024-01-01" \
	"</datestamp></header><metadata>"
#define END_RECORD "</metadata></record>"
#define END        "</ListRecords></OAI-PMH>"
#define GOOD                                                              \
	"<record><header><identifier>good</identifier><datestamp>2024-01" \
	"-01</datestamp></header><metadata><a/></metadata></record>"

static const struct attack {
	const char *name;
	const char *begin;
	const char *repeated; /* "%u" in it is a running number */
	size_t times;
	const char *end;
	enum fault_kind fault; /* NONE: the response is read */
	unsigned records;
	unsigned rejects;
	size_t bytes; /* that it may take; 0: all of them */
} attacks[] = {
	{ "billion laughs",
	    "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
	    "<!ENTITY c \"&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;\">"
	    "]>" RECORD "<a>",
	    "&d;", 100000, "</a>" END_RECORD END, FAULT_MALFORMED, 0, 0,
	    65536 },
	{ "one large entity", "<!DOCTYPE x [<!ENTITY a \"", "lol", 100000,
	    "\">]>" RECORD "<a>&a;&a;&a;</a>" END_RECORD END, FAULT_MALFORMED,
	    0, 0, 0 },
	{ "external entity",
	    "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" RECORD
	    "<a>&a;</a>" END_RECORD,
	    "", 0, END, FAULT_MALFORMED, 0, 0, 0 },
	{ "external subset",
	    "<!DOCTYPE OAI-PMH SYSTEM \"http://localhost/x.dtd\">" RECORD
	    "<a/>" END_RECORD,
	    "", 0, END, FAULT_MALFORMED, 0, 0, 0 },
	{ "DOCTYPE inside", RECORD "<!DOCTYPE x [<!ENTITY a \"b\">]><a/>", "",
	    0, END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "deep elements", RECORD, "<a>", 1000000, "", FAULT_TOO_LARGE, 0, 0,
	    40000 },
	{ "many attributes", RECORD "<a", " a%u=\"\"", 1000000, "/>",
	    FAULT_TOO_LARGE, 0, 0, 100000 },
	{ "many attributes of a small tag", RECORD "<a", " a%u=\"\"", 300,
	    "/>" END_RECORD END, FAULT_TOO_LARGE, 0, 0, 0 },
	{ "many namespaces", RECORD "<a", " xmlns:a%u=\"u\"", 300,
	    "/>" END_RECORD END, FAULT_TOO_LARGE, 0, 0, 0 },
	{ "namespaces at every depth", RECORD,
	    "<a xmlns:a%u=\"u\" xmlns:b%u=\"u\" xmlns:c%u=\"u\" "
	    "xmlns:d%u=\"u\" xmlns:e%u=\"u\" xmlns:f%u=\"u\">",
	    190, "", FAULT_TOO_LARGE, 0, 0, 0 },
	{ "a tag of 10 MB", RECORD "<a b=\"", "0123456789", 1000000, "\"/>",
	    FAULT_TOO_LARGE, 0, 0, 100000 },
	{ "a tag of blanks", RECORD "<a", "          ", 1000000, "/>",
	    FAULT_TOO_LARGE, 0, 0, 100000 },
	{ "a long name", RECORD "<", "aaaaaaaaaa", 1000000, "/>",
	    FAULT_TOO_LARGE, 0, 0, 100000 },
	{ "a CDATA section of 50 MB", RECORD "<a><![CDATA[", "0123456789",
	    5000000, "]]></a>" END_RECORD END, FAULT_TOO_LARGE, 0, 0, 5000000 },
	{ "a CDATA section full of ends", RECORD "<a><![CDATA[", "]>]]>x<",
	    1000000, "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "a comment of 50 MB", RECORD "<a><!--", "0123456789", 5000000,
	    "--></a>" END_RECORD END, FAULT_TOO_LARGE, 0, 0, 5000000 },
	{ "an instruction of 50 MB", RECORD "<a><?x ", "0123456789", 5000000,
	    "?></a>" END_RECORD END, FAULT_TOO_LARGE, 0, 0, 5000000 },
	{ "a text of 12 MB", RECORD "<a>", "0123456789", 1200000,
	    "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "a record of 40 MB", RECORD "<a>", "<b>0123456789</b>", 2400000,
	    "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "a record that grows when written out", RECORD "<a>", "\">'>\">>",
	    1100000, "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "a record of 40 MB that breaks", RECORD "<a>", "<b>0123456789</b>",
	    2400000, "</c>" END_RECORD GOOD END, FAULT_MALFORMED, 0, 0, 0 },
	{ "an endless broken record", RECORD "<a></b>", "0123456789", 5000000,
	    "", FAULT_TOO_LARGE, 0, 0, 20000000 },
	{ "an end tag of blanks", RECORD "<a></b></record", "          ",
	    5000000, ">" GOOD END, FAULT_TOO_LARGE, 0, 0, 20000000 },
	{ "blanks behind a broken record", RECORD "<a></b>" END_RECORD,
	    "          ", 500000, GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "endless text between records", ENVELOPE, "0123456789", 5000000, "",
	    FAULT_TOO_LARGE, 0, 0, 10000000 },
	{ "endless comments before the root", "", "<!-- x -->", 2000000,
	    ENVELOPE END, FAULT_TOO_LARGE, 0, 0, 0 },
	{ "a token of 100 KB", ENVELOPE "<resumptionToken>", "0123456789",
	    10000, "</resumptionToken>" END, FAULT_TOO_LARGE, 0, 0, 0 },
	{ "a token of 64 KiB", ENVELOPE "<resumptionToken>", "01234567", 8192,
	    "</resumptionToken>" END, FAULT_NONE, 0, 0, 0 },
	{ "many distinct names", RECORD, "<element-of-number-%u/>", 500000,
	    END_RECORD END, FAULT_TOO_LARGE, 0, 0, 3000000 },
	{ "many sets",
	    ENVELOPE "<record><header><identifier>x</identifier><datestamp>2"
		     "024-01-01</datestamp>",
	    "<setSpec>s%u</setSpec>", 1001,
	    "</header><metadata><a/>" END_RECORD GOOD END, FAULT_NONE, 1, 1,
	    0 },
	{ "many abouts",
	    ENVELOPE "<record><header><identifier>x</identifier><datestamp>2"
		     "024-01-01</datestamp></header><metadata><a/></metadata>",
	    "<about><a%u/></about>", 65, "</record>" GOOD END, FAULT_NONE, 1, 1,
	    0 },
	{ "many records", ENVELOPE, GOOD, 100001, END, FAULT_TOO_LARGE, 100000,
	    0, 0 },
	{ "many broken records", ENVELOPE, "<record><a></b></record>", 100001,
	    END, FAULT_MALFORMED, 0, 0, 0 },
	{ "many broken records behind comments", ENVELOPE,
	    "<record><!--</record>", 150000, END, FAULT_MALFORMED, 0, 0, 0 },
	{ "not so many broken records", ENVELOPE,
	    "<record><header/><a></b></record>", 9000, GOOD END, FAULT_NONE, 1,
	    9000, 0 },
	{ "not so many records that are cut off", ENVELOPE,
	    "<record><header><identifier>x</identifier></header>", 9000,
	    GOOD END, FAULT_NONE, 1, 9000, 0 },
	{ "start tags that do not end", RECORD "<a></b>", "<record ", 1000000,
	    GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "comments that end in no record", RECORD "<a></b>",
	    "<!--</record><record>", 150000, GOOD END, FAULT_MALFORMED, 0, 0,
	    0 },
	{ "many errors", ENVELOPE, "<error code=\"badVerb\">x</error>", 300000,
	    END, FAULT_NONE, 0, 0, 0 },
	{ "references with a million zeros", RECORD "<a>&#", "00000000", 125000,
	    "65;</a>" END_RECORD END, FAULT_NONE, 1, 0, 0 },
	{ "nothing but ampersands", RECORD "<a>", "&&&&&&&&&&", 500000,
	    "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "declarations that do not end", RECORD "<a>", "<?xml version", 300000,
	    "</a>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 },
	{ "UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>", "+ADw-", 1000,
	    "", FAULT_MALFORMED, 0, 0, 0 },
	{ "EBCDIC", "\x4c\x6f\xa7\x94\x93", "\x40", 1000, "", FAULT_MALFORMED,
	    0, 0, 0 },
	{ "bytes of 0xff", "", "\xff\xff\xff\xff", 1000000, "", FAULT_MALFORMED,
	    0, 0, 100000 },
};

/* ASan's own memory is not the reader's. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#define IS_SANITIZED __has_feature(address_sanitizer)
#else
#define IS_SANITIZED 0
#endif

/* Seconds of CPU an attack may cost, at tens of megabytes. */
#define SECONDS  (IS_SANITIZED ? 60.0 : 10.0)
/* Peak of the process over all attacks: a record of RECORD_BYTES is in the
 * window, the fragment and the arena, and buffers double. */
#define PEAK_KIB (128L * 1024)

static double
seconds_used(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* Pushes text until the reader has had enough; false from then on. */
static bool
push(struct transcript *transcript, struct text text, size_t *pushed)
{
	while (text.length > 0) {
		struct text piece = text;

		if (piece.length > PARSE_CHUNK)
			piece.length = PARSE_CHUNK;
		*pushed += piece.length;
		if (!transcript_push(transcript, piece))
			return false;
		text.bytes += piece.length;
		text.length -= piece.length;
	}
	return true;
}

static void
add_numbered(struct buffer *into, const char *text, size_t number)
{
	const char *at;

	while ((at = strstr(text, "%u")) != NULL) {
		buffer_add(into, text, (size_t)(at - text));
		buffer_printf(into, "%zu", number);
		text = at + 2;
	}
	buffer_add_string(into, text);
}

static bool
push_repeated(
    struct transcript *transcript, const struct attack *attack, size_t *pushed)
{
	struct buffer block;
	bool goes_on = true;

	buffer_init(&block, 0);
	for (size_t i = 0; goes_on && i < attack->times; i++) {
		add_numbered(&block, attack->repeated, i);
		if (block.length < PARSE_CHUNK && i + 1 < attack->times)
			continue;
		goes_on = push(transcript, buffer_text(&block), pushed);
		buffer_reset(&block);
	}
	buffer_fini(&block);
	return goes_on;
}

static void
check_outcome(const struct attack *attack, const struct transcript *transcript,
    size_t pushed, double seconds)
{
	const struct response_end *end = &transcript->end;

	if (transcript->why.kind != attack->fault ||
	    transcript->is_read != (attack->fault == FAULT_NONE))
		fail_msg("%s: %s: %s", attack->name,
		    fault_name(transcript->why.kind), transcript->why.text);
	if (attack->fault == FAULT_NONE &&
	    (end->records != attack->records ||
		end->rejects != attack->rejects))
		fail_msg("%s: %u records and %u rejects", attack->name,
		    end->records, end->rejects);
	if (attack->bytes > 0 && pushed > attack->bytes)
		fail_msg("%s: took %zu bytes", attack->name, pushed);
	if (seconds > SECONDS)
		fail_msg("%s: took %f seconds", attack->name, seconds);
	assert_true(transcript->held <= PAGE_ARENA_BYTES);
}

static void
run(const struct attack *attack)
{
	struct transcript transcript;
	double start = seconds_used();
	size_t pushed = 0;

	transcript_init(&transcript, OAI_LIST_RECORDS);
	transcript.is_silent = true;
	if (push(&transcript, text_of(attack->begin), &pushed) &&
	    push_repeated(&transcript, attack, &pushed))
		(void)push(&transcript, text_of(attack->end), &pushed);
	transcript_finish(&transcript);
	check_outcome(attack, &transcript, pushed, seconds_used() - start);
	transcript_fini(&transcript);
}

static void
each_attack_ends_as_it_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(attacks) / sizeof(attacks[0]); i++)
		run(&attacks[i]);
}

/* What is over its limit is counted, not written: each child would repeat the
 * namespace. */
static void
a_long_namespace_is_not_repeated_for_each_child(void **state)
{
	struct buffer begin;
	struct attack attack = { "a long namespace", NULL, "<p:a/>", 2000000,
		"</n></m>" END_RECORD GOOD END, FAULT_NONE, 1, 1, 0 };

	(void)state;
	buffer_init(&begin, 0);
	buffer_add_string(&begin, RECORD "<m xmlns:p='p'><p:a/><n xmlns:p='");
	for (unsigned i = 0; i < 60000; i++)
		buffer_add_char(&begin, 'x');
	buffer_add_string(&begin, "'>");
	attack.begin = begin.bytes;
	run(&attack);
	buffer_fini(&begin);
}

static void
a_type_is_not_searched_anew_for_each_element(void **state)
{
	struct buffer begin;
	struct attack attack = { "a type declared far away", NULL,
		"<n i:type='p0:x'/>", 900000,
		"</m></m></m></m>" END_RECORD GOOD END, FAULT_NONE, 2, 0, 0 };

	(void)state;
	buffer_init(&begin, 0);
	buffer_add_string(&begin, RECORD);
	for (unsigned i = 0; i < 980; i++) {
		if (i % 245 == 0)
			buffer_printf(&begin, "%s<m xmlns:i='%s'",
			    i == 0 ? "" : ">",
			    "http://www.w3.org/2001/XMLSchema-instance");
		buffer_printf(&begin, " xmlns:p%u='p'", i);
	}
	buffer_add_char(&begin, '>');
	attack.begin = begin.bytes;
	run(&attack);
	buffer_fini(&begin);
}

/* The same, as UTF-16: where a filter that looks for bytes is blind. */
static void
a_doctype_in_utf_16_is_refused(void **state)
{
	static const char plain[] =
	    "<!DOCTYPE x [<!ENTITY a \"lol\">]><OAI-PMH>&a;</OAI-PMH>";
	struct transcript transcript;
	char bytes[2 * sizeof(plain)] = "\xff\xfe";

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(plain); i++)
		bytes[2 + 2 * i] = plain[i];
	transcript_read(&transcript, OAI_LIST_RECORDS,
	    (struct text){ bytes, sizeof(bytes) }, 16, 16);
	assert_int_equal(transcript.why.kind, FAULT_MALFORMED);
	assert_non_null(strstr(transcript.why.text, "DOCTYPE"));
	transcript_fini(&transcript);
}

/* libxml2 gathers what comes at once and hands on in parts what trickles in:
 * a limit on what it has pending would not see the second. */
static void
a_section_just_too_large_is_refused_however_it_arrives(void **state)
{
	static const size_t steps[] = { 301, 5000, 3 * PARSE_CHUNK };
	struct buffer bytes;

	(void)state;
	buffer_init(&bytes, 0);
	buffer_add_string(&bytes, RECORD "<a><![CDATA[");
	while (bytes.length < XML_PENDING_TEXT + 1000)
		buffer_add_string(&bytes, "0123456789>");
	buffer_add_string(&bytes, "]]></a>" END_RECORD END);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct transcript transcript;

		transcript_read(&transcript, OAI_LIST_RECORDS,
		    buffer_text(&bytes), steps[i], steps[i]);
		assert_int_equal(transcript.why.kind, FAULT_TOO_LARGE);
		transcript_fini(&transcript);
	}
	buffer_fini(&bytes);
}

static void
random_bytes_are_no_response(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (unsigned i = 0; i < 200; i++) {
		struct transcript transcript;
		unsigned char bytes[2000];

		for (size_t at = 0; at < sizeof(bytes); at++) {
			seed = seed * 6364136223846793005 + 1;
			bytes[at] = (unsigned char)(seed >> 56);
		}
		transcript_read(&transcript, OAI_LIST_RECORDS,
		    (struct text){ (const char *)bytes, sizeof(bytes) }, 999,
		    999);
		assert_false(transcript.is_read);
		assert_int_equal(transcript.why.kind, FAULT_MALFORMED);
		transcript_fini(&transcript);
	}
}

/* Last, so that it sees the peak of all. */
static void
memory_stays_bounded(void **state)
{
	struct rusage usage;

	(void)state;
	assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
	(void)printf("peak %ld KiB%s\n", usage.ru_maxrss,
	    IS_SANITIZED ? ", with the sanitizer's; not judged" : "");
	if (!IS_SANITIZED)
		assert_true(usage.ru_maxrss < PEAK_KIB);
}

TESTS(TEST(each_attack_ends_as_it_should),
    TEST(a_long_namespace_is_not_repeated_for_each_child),
    TEST(a_type_is_not_searched_anew_for_each_element),
    TEST(a_doctype_in_utf_16_is_refused),
    TEST(a_section_just_too_large_is_refused_however_it_arrives),
    TEST(random_bytes_are_no_response), TEST(memory_stays_bounded))
