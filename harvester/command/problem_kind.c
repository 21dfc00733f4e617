#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "command/problem.h"
#include "command/rule.h"

#define LATER                                                        \
	"would try again later, more and more seldom where it goes " \
	"on like this"

static const struct problem_kind kinds[] = {
	/* What stops a harvest. */
	{ "no_answer", SEVERITY_STOPS, "it does not answer",
	    "nothing can be harvested while this is so", LATER,
	    "see that the server answers at this address, from outside too",
	    "OAI-PMH 3.1" },
	{ "not_found", SEVERITY_STOPS, "nothing is at this address",
	    "the base URL is another one, or the repository has gone", LATER,
	    "say the right base URL where people look for it; it often ends "
	    "in /oai, /oai/request, /oai2 or /cgi/oai2",
	    "OAI-PMH 3.1.1" },
	{ "not_let_in", SEVERITY_STOPS, "it does not let us in",
	    "nothing can be harvested until whoever runs it allows it",
	    "asks once a day for a week, then once a week, until it is "
	    "answered",
	    "let Sheaf in; who runs it stands in the headers From and "
	    "User-Agent of each request",
	    "OAI-PMH 3.1.2.2" },
	{ "bot_wall", SEVERITY_STOPS, "a wall against robots stands before it",
	    "a browser may come through, a harvester does not",
	    "asks once a day for a week, then once a week, until it is "
	    "answered",
	    "let requests to the base URL pass the wall: harvesting is what it "
	    "is for; who harvests stands in the headers From and User-Agent",
	    "OAI-PMH 3.1" },
	{ "busy", SEVERITY_STOPS, "it says that it is busy",
	    "it can be harvested at another time, perhaps",
	    "waits as long as it is asked to, to the second, and goes on "
	    "where it stood",
	    "say in the header Retry-After how long to wait",
	    "OAI-PMH 3.1.2.2" },
	{ "server_failed", SEVERITY_STOPS, "its server fails",
	    "nothing can be harvested while this is so", LATER,
	    "look into the log of the server for why it fails",
	    "OAI-PMH 3.1.2.2" },
	{ "web_page", SEVERITY_STOPS,
	    "it answers with a web page, not with OAI-PMH",
	    "this is not the base URL; or a log-in, a maintenance page or a "
	    "wall against robots stands before it",
	    "stores nothing of it, and asks seldom",
	    "let requests to the base URL through to the OAI-PMH interface, "
	    "without log-in, cookies or scripts",
	    "OAI-PMH 3.2" },
	{ "not_oai_pmh", SEVERITY_STOPS, "what it answers is not OAI-PMH",
	    "this is not the base URL, or the interface is broken",
	    "stores nothing of it, and " LATER,
	    "see that the base URL answers verb=Identify with an OAI-PMH "
	    "document",
	    "OAI-PMH 3.2" },
	{ "oai_1", SEVERITY_STOPS,
	    "it speaks OAI-PMH 1.x, which was given up in 2002",
	    "no harvester of today reads it", "does not harvest it",
	    "turn on version 2.0 of the protocol, or update the software",
	    "OAI-PMH 4.2" },
	{ "static_repository", SEVERITY_STOPS,
	    "it is a static repository: a file, not a server",
	    "it is harvested through a gateway, which makes a server of the "
	    "file",
	    "does not read the file; give the base URL that it has at a "
	    "gateway",
	    "register the file at a gateway, and say the base URL there",
	    "Static Repositories 2" },
	{ "protocol_version", SEVERITY_STOPS,
	    "the version of OAI-PMH that it says is not 2.0",
	    "what it answers may mean something else",
	    "does not take it: \"sheaf add\" refuses it",
	    "say <protocolVersion>2.0</protocolVersion>, if it is so",
	    "OAI-PMH 4.2" },
	{ "formats_refused", SEVERITY_STOPS,
	    "it does not say which metadata formats it has",
	    "what to ask for is not known",
	    "does not take it: \"sheaf add\" has to know the formats",
	    "see that verb=ListMetadataFormats is answered", "OAI-PMH 4.4" },
	{ "format_missing", SEVERITY_STOPS, "it does not have this format",
	    "its records cannot be had in it", "would harvest another one",
	    "offer the format", "OAI-PMH 3.4" },
	{ "list_refused", SEVERITY_STOPS, "it refuses to list its records",
	    "nothing can be harvested while this is so", LATER,
	    "see that verb=ListRecords with a metadataPrefix is answered",
	    "OAI-PMH 4.5" },
	{ "list_broken", SEVERITY_STOPS,
	    "the first page of its list cannot be read",
	    "nothing behind what is broken can be harvested this way",
	    "splits the list by date, until what breaks it is alone; what is "
	    "known by identifier is asked for one by one",
	    "see that the whole response is well-formed XML, to its end",
	    "OAI-PMH 3.2" },

	/* What costs records. */
	{ "format_refused", SEVERITY_LOSES,
	    "it does not give the records in a format that it says it has",
	    "its records cannot be had in this format",
	    "harvests the others, and says that this one fails",
	    "see why the first page of the list fails in this format",
	    "OAI-PMH 3.4" },
	{ "page_broken", SEVERITY_LOSES,
	    "a later page of the list cannot be read",
	    "the list cannot be followed to its end this way",
	    "tries again, then splits the list by date, until what breaks it "
	    "is alone",
	    "look into the log of the server for why the page fails; often "
	    "it is one record",
	    "OAI-PMH 3.5" },
	{ "token_refused", SEVERITY_LOSES,
	    "it does not accept its own resumptionToken",
	    "the list cannot be followed to its end this way",
	    "asks again, tries other ways of writing the token, begins the "
	    "list again up to three times, and splits it by date; what is "
	    "missing then is said",
	    "accept each token at least until it expires, percent-encoded "
	    "as any argument",
	    "OAI-PMH 3.5" },
	{ "token_loop", SEVERITY_LOSES, "the same page comes again and again",
	    "the list cannot be followed to its end this way",
	    "stops, keeps what came, and calls the harvest partial",
	    "see that each resumptionToken leads to the page behind it",
	    "OAI-PMH 3.5" },
	{ "list_short", SEVERITY_LOSES,
	    "the list ends before all that it announced has come",
	    "what is missing cannot be told from what is not there",
	    "calls the harvest partial, and does not build on it",
	    "see why the list ends early; if it does not, correct "
	    "completeListSize",
	    "OAI-PMH 3.5" },
	{ "page_shift", SEVERITY_LOSES, "a record came on two pages",
	    "where records move between pages while a list is read, others "
	    "may be missing",
	    "stores each once, and finds what was missed in the next full "
	    "harvest",
	    "order lists by something that does not change while they are "
	    "read, and continue behind the last record, not at a number",
	    "OAI-PMH 3.5" },
	{ "date_misses", SEVERITY_LOSES,
	    "a record is not found by its own datestamp",
	    "what changes is not found by asking for what changed",
	    "asks back a day more than needed, and finds the rest in full "
	    "harvests",
	    "see that from and until are compared with the datestamps that "
	    "are in the headers, in UTC, both ends included",
	    "OAI-PMH 2.7.1" },
	{ "token_anything", SEVERITY_LOSES,
	    "it accepts a resumptionToken that it never gave",
	    "when a token expires, the list begins again or just ends, and "
	    "nobody can tell",
	    "compares what came with what was announced, and notices when "
	    "the same page comes again",
	    "answer a token that is not known with badResumptionToken",
	    "OAI-PMH 3.6" },

	/* What costs something. */
	{ "dates_refused", SEVERITY_COSTS,
	    "it does not answer requests with a date",
	    "each harvest has to be of everything",
	    "notices, and harvests everything each time; what did not change "
	    "costs nothing but the asking",
	    "answer from and until, to the day at least", "OAI-PMH 2.7.1" },
	{ "dates_ignored", SEVERITY_COSTS, "it does not honour from and until",
	    "each harvest is of everything, whatever was asked for",
	    "takes what comes; what did not change costs nothing but the "
	    "asking",
	    "list only what changed between from and until", "OAI-PMH 2.7.1" },
	{ "days_refused", SEVERITY_COSMETIC,
	    "it refuses dates to the day, which every repository has to take",
	    "harvesters that ask by days fail", "asks by seconds",
	    "accept YYYY-MM-DD in from and until, whatever the granularity",
	    "OAI-PMH 3.3.1" },
	{ "seconds_refused", SEVERITY_COSTS,
	    "it says that it knows seconds, and refuses them",
	    "each harvest lists up to a day more than needed",
	    "notices, and asks by days", "say the granularity that is accepted",
	    "OAI-PMH 3.3.1" },
	{ "nothing_new", SEVERITY_COSTS,
	    "where nothing matches, it does not say noRecordsMatch",
	    "a harvest that finds nothing new looks like one that failed",
	    "cannot tell the difference, and tries again later",
	    "answer with the error noRecordsMatch where the list is empty",
	    "OAI-PMH 3.6" },
	{ "identifiers_refused", SEVERITY_COSTS,
	    "it does not answer ListIdentifiers",
	    "what was deleted without being said so cannot be noticed, and a "
	    "record that breaks a page cannot be found",
	    "harvests it all the same",
	    "see that verb=ListIdentifiers is answered", "OAI-PMH 4.3" },
	{ "record_refused", SEVERITY_COSTS,
	    "a record that it lists cannot be had alone",
	    "what could not be read cannot be asked for again",
	    "harvests it all the same; such records come with the next list",
	    "see that verb=GetRecord is answered for each identifier that is "
	    "listed",
	    "OAI-PMH 4.1" },
	{ "record_differs", SEVERITY_COSTS,
	    "a record alone is not the one that was listed",
	    "a record that is asked for again may change for no reason",
	    "takes what came last",
	    "see that GetRecord and ListRecords answer the same",
	    "OAI-PMH 4.1" },
	{ "response_date", SEVERITY_COSTS,
	    "responseDate is missing, or is no date",
	    "what changed since then cannot be asked for",
	    "harvests everything again each time",
	    "say the time of the response, as YYYY-MM-DDThh:mm:ssZ",
	    "OAI-PMH 3.2" },
	{ "token_lifetime", SEVERITY_COSTS,
	    "resumptionTokens expire within minutes",
	    "after a pause that is longer, the list has to begin again",
	    "begins it again, up to three times",
	    "let tokens live for some hours", "OAI-PMH 3.5" },
	{ "letters_lost", SEVERITY_COSTS, "bytes that are not UTF-8",
	    "the letters they stood for are lost",
	    "puts the replacement character in their place, and counts them",
	    "send UTF-8 throughout; text in another encoding was copied in "
	    "as it is, or cut in the middle of a character",
	    "OAI-PMH 3.2" },
	{ "sets_refused", SEVERITY_COSTS, "its sets cannot be listed",
	    "single sets cannot be chosen by what they are",
	    "harvests the whole repository; sets can be named all the same",
	    "answer verb=ListSets, with noSetHierarchy where there are none",
	    "OAI-PMH 4.6" },
	{ "prefix_invalid", SEVERITY_COSTS,
	    "a metadataPrefix that cannot be asked for",
	    "records cannot be had in this format", "leaves the format out",
	    "name formats with letters, digits and - _ . ! ~ * ' ( ) only",
	    "OAI-PMH 3.4" },
	{ "slow", SEVERITY_COSTS, "its pages take long",
	    "a full harvest takes long", "waits",
	    "smaller pages, or an index on the datestamp, often help",
	    "OAI-PMH 3.5" },

	/* What costs nothing. */
	{ "moved", SEVERITY_COSMETIC, "it has moved for good",
	    "the old address may end one day",
	    "follows; \"sheaf add\" stores the new address",
	    "say the new base URL where people look for it",
	    "OAI-PMH 3.1.2.2" },
	{ "base_url", SEVERITY_COSMETIC, "it calls itself by another base URL",
	    "it may be known under two addresses",
	    "goes on asking at the address that was given",
	    "say the base URL at which it is asked, with https where it has "
	    "that",
	    "OAI-PMH 4.2" },
	{ "name", SEVERITY_COSMETIC, "it has no name (repositoryName)",
	    "people cannot tell what it is", "shows the address",
	    "give it a name", "OAI-PMH 4.2" },
	{ "admin_email", SEVERITY_COSMETIC,
	    "it does not say whom to write to (adminEmail)",
	    "nobody can be told when something is wrong", "nothing",
	    "say an address that is read", "OAI-PMH 4.2" },
	{ "earliest_datestamp", SEVERITY_COSMETIC,
	    "earliestDatestamp is missing, or is no date",
	    "harvesters that ask from then on fail",
	    "never asks from then on: the first harvest has no from",
	    "say the earliest datestamp there is, as YYYY-MM-DD or "
	    "YYYY-MM-DDThh:mm:ssZ",
	    "OAI-PMH 4.2" },
	{ "earliest_too_late", SEVERITY_COSMETIC,
	    "there are records from before earliestDatestamp",
	    "harvesters that ask from then on miss them",
	    "never asks from then on: the first harvest has no from",
	    "say a date that no datestamp is before", "OAI-PMH 4.2" },
	{ "granularity", SEVERITY_COSMETIC,
	    "the granularity is neither of the two there are",
	    "how dates are to be written is not said", "asks by days",
	    "say YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ", "OAI-PMH 4.2" },
	{ "deleted_record", SEVERITY_COSMETIC,
	    "deletedRecord is none of the three there are",
	    "whether it says what it deleted is not known", "takes it for no",
	    "say no, transient or persistent", "OAI-PMH 2.5.1" },
	{ "deleted_unsaid", SEVERITY_COSMETIC,
	    "it says deletions, although it says that it does not",
	    "nothing bad: it does better than it says",
	    "believes the deletions",
	    "say deletedRecord transient or persistent", "OAI-PMH 2.5.1" },
	{ "datestamp_missing", SEVERITY_COSTS, "records without a datestamp",
	    "changes of them are found by full harvests alone",
	    "takes them all the same", "give each record a datestamp, in UTC",
	    "OAI-PMH 2.5" },
	{ "datestamp_form", SEVERITY_COSMETIC,
	    "datestamps in another form than it says",
	    "harvesters that are strict cannot read them",
	    "reads them as well as it can",
	    "write all datestamps in the granularity that Identify says, in "
	    "UTC",
	    "OAI-PMH 3.3.2" },
	{ "datestamp_future", SEVERITY_COSMETIC, "datestamps in the future",
	    "they are local time marked as UTC, perhaps: then changes may be "
	    "missed",
	    "asks back a day, which covers that", "write datestamps in UTC",
	    "OAI-PMH 3.3" },
	{ "clock", SEVERITY_COSMETIC, "its clock is wrong, or ours",
	    "a harvester that trusts its own clock misses changes",
	    "trusts neither alone: it asks from what the repository said, or "
	    "from its own time where that is earlier",
	    "set the clock by NTP", "OAI-PMH 3.3.2" },
	{ "doubled", SEVERITY_COSMETIC, "a record came twice on a page", "none",
	    "takes the one with the later datestamp", "list each record once",
	    "OAI-PMH 2.5" },
	{ "empty_page", SEVERITY_COSMETIC, "an empty page in mid-list",
	    "harvesters that take it for the end miss the rest",
	    "goes on, up to ten in a row", "leave empty pages out",
	    "OAI-PMH 3.5" },
	{ "size_changes", SEVERITY_COSMETIC,
	    "completeListSize changes from page to page",
	    "nothing bad: it may be an estimate", "takes the last one",
	    "say one number for a list", "OAI-PMH 3.5" },
	{ "content_type", SEVERITY_COSMETIC, "the Content-Type is not text/xml",
	    "harvesters that are strict do not read it",
	    "reads what is there, whatever it is called",
	    "send Content-Type: text/xml", "OAI-PMH 3.1.2.1" },
	{ "http_status", SEVERITY_COSMETIC,
	    "an OAI-PMH response under an HTTP status that is an error",
	    "harvesters that look at the status alone take it for a failure",
	    "reads the response",
	    "send OAI-PMH responses with HTTP 200, errors of OAI-PMH too",
	    "OAI-PMH 3.1.2.2" },
	{ "trailing_bytes", SEVERITY_COSMETIC,
	    "something stands behind the end of the response",
	    "harvesters that are strict do not read it",
	    "takes the response, and leaves out the rest",
	    "a message of the software, often: turn those off in responses",
	    "OAI-PMH 3.2" },
	{ "set_invalid", SEVERITY_COSMETIC,
	    "a setSpec that the specification does not allow",
	    "harvesters that are strict cannot ask for the set",
	    "asks for it all the same, percent-encoded",
	    "use letters, digits, - _ . ! ~ * ' ( ) and \":\" between levels",
	    "OAI-PMH 2.6" },
	{ "oai_dc", SEVERITY_COSMETIC, "it has no format oai_dc",
	    "harvesters that know nothing else cannot read it",
	    "takes the richest format that it knows",
	    "offer oai_dc, which every repository has to", "OAI-PMH 2.5" },
	{ "wrong_error", SEVERITY_COSMETIC,
	    "an error is not said as the specification has it",
	    "harvesters cannot tell what is wrong with a request",
	    "takes it for a failure of the request",
	    "answer with the error code for the case", "OAI-PMH 3.6" },
	{ "identifier_refused", SEVERITY_COSMETIC,
	    "an identifier that is not there is not answered with "
	    "idDoesNotExist",
	    "what was deleted cannot be told from what fails",
	    "does not take it for a deletion",
	    "answer with the error idDoesNotExist", "OAI-PMH 3.6" },
	{ "compression", SEVERITY_COSMETIC,
	    "it says that it compresses, and does not",
	    "pages are larger on their way than needed",
	    "takes them as they are",
	    "turn compression on in the web server, or leave <compression> "
	    "out",
	    "OAI-PMH 3.1.3" },
	{ "repair_control", SEVERITY_COSMETIC, "characters that XML forbids",
	    "strict parsers stop at them", "leaves them out, and counts them",
	    "take control characters out of what is written into the XML",
	    "OAI-PMH 3.2" },
	{ "repair_reference", SEVERITY_COSMETIC,
	    "references to characters or entities that there are not",
	    "strict parsers stop at them",
	    "leaves them out, or keeps them as text, and counts them",
	    "write the character itself, in UTF-8", "OAI-PMH 3.2" },
	{ "repair_html_entity", SEVERITY_COSMETIC,
	    "entities of HTML, such as &nbsp;", "strict parsers stop at them",
	    "puts the character in their place, and counts them",
	    "write the character itself, in UTF-8", "OAI-PMH 3.2" },
	{ "repair_ampersand", SEVERITY_COSMETIC,
	    "a bare \"&\", or \"]]>\" in text", "strict parsers stop at it",
	    "escapes it, and counts it", "write &amp; and ]]&gt;",
	    "OAI-PMH 3.2" },
	{ "repair_declaration", SEVERITY_COSMETIC,
	    "an XML declaration that is not the first thing, or is not true",
	    "strict parsers stop at it", "leaves it out, and counts it",
	    "begin the response with one XML declaration, and nothing "
	    "before it",
	    "OAI-PMH 3.2" },
	{ "repair_prefix", SEVERITY_COSMETIC,
	    "namespace prefixes that are not declared",
	    "strict parsers stop at them",
	    "binds those that always mean the same, and counts them",
	    "declare them (xmlns:...) on the root element of the metadata",
	    "OAI-PMH 3.2" },
	{ "strict", SEVERITY_COSMETIC, "the schema of OAI-PMH is not kept",
	    "harvesters that are strict may refuse it", "reads it all the same",
	    "see what is said of the element", "OAI-PMH 3.2.1" },
};

const struct problem_kind *
problem_kind(const char *name)
{
	size_t i = 0;

	while (strcmp(kinds[i].name, name) != 0) {
		i++;
		assert(i < COUNT(kinds));
	}
	return &kinds[i];
}

const struct problem_kind *
problem_of_rule(enum reject_rule rule)
{
	static const struct {
		const char *name;
		const char *title;
	} texts[RULE_COUNT] = {
		[RULE_XML] = { "record_xml",
		    "records that are not well-formed XML" },
		[RULE_NAMESPACE] = { "record_namespace",
		    "records with a prefix nobody declared" },
		[RULE_IDENTIFIER] = { "record_identifier",
		    "records without one identifier" },
		[RULE_DATESTAMP] = { "record_datestamp",
		    "records whose datestamp is none" },
		[RULE_SET] = { "record_set",
		    "records with too many or too long setSpecs" },
		[RULE_METADATA] = { "record_metadata",
		    "records that have no metadata and are not deleted" },
		[RULE_LIMIT] = { "record_limit", "records that are too large" },
		[RULE_DATABASE] = { "record_database",
		    "records that cannot be stored" },
		[RULE_ANSWER] = { "record_answer",
		    "records that it does not give" },
	};
	static struct problem_kind of_rules[RULE_COUNT];
	struct problem_kind *kind = &of_rules[rule];
	const struct rule_words *words = rule_words(text_of(rule_name(rule)));

	assert(words != NULL);
	*kind = (struct problem_kind){
		.name = texts[rule].name,
		.severity = SEVERITY_LOSES,
		.title = texts[rule].title,
		.means = "each of them is missing until it is mended; all "
			 "others are taken",
		.sheaf = "puts them into quarantine with their bytes, asks "
			 "for them again one by one, and harvests the rest",
		.mend = words->mend,
		.paragraph = words->paragraph,
	};
	return kind;
}
