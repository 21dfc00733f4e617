#include <stddef.h>

#include "base/array.h"
#include "command/rule.h"

static const struct rule_words rules[] = {
	{ "xml", "OAI-PMH 3.2", "every response is well-formed XML in UTF-8",
	    "escape what comes from the catalogue where it is written into the "
	    "XML; a control character or a bare \"&\" or \"<\" copied into a "
	    "field is the usual cause" },
	{ "namespace", "OAI-PMH 3.2 and 3.4",
	    "every prefix that is used is bound to a namespace around it",
	    "declare the namespace (xmlns:...) on the root element of the "
	    "metadata" },
	{ "identifier", "OAI-PMH 2.4 and 2.5",
	    "the header of a record has one identifier, which is a URI",
	    "give the record an identifier, or leave it out of the list" },
	{ "datestamp", "OAI-PMH 2.5 and 2.7.1",
	    "the header of a record has a datestamp, in UTC",
	    "give the record a datestamp: without one, no harvester finds its "
	    "changes" },
	{ "set", "OAI-PMH 2.6",
	    "a setSpec is short, and a record is in a number of sets",
	    "look at the setSpecs of the record: so many, or such long ones, "
	    "are hardly meant" },
	{ "metadata", "OAI-PMH 2.5",
	    "a record that is not deleted has exactly one metadata element, "
	    "with exactly one element in it",
	    "look at how the record is turned into this format; where it is "
	    "deleted, or cannot be had in it, say status=\"deleted\" in its "
	    "header or leave it out" },
	{ "limit", "of Sheaf, not of OAI-PMH",
	    "a record is no larger than Sheaf takes",
	    "look at the record: full texts or images inside of it are hardly "
	    "meant" },
	{ "database", "of PostgreSQL, not of OAI-PMH",
	    "a record can be stored as text",
	    "nothing: please report it to whoever makes Sheaf" },
	{ "answer", "OAI-PMH 4.1 and 4.5", "a record that is listed can be had",
	    "ask for the record as the address below does, and look into the "
	    "log of the server for why it fails" },
};

const struct rule_words *
rule_words(struct text name)
{
	for (size_t i = 0; i < COUNT(rules); i++)
		if (text_is(name, rules[i].name))
			return &rules[i];
	return NULL;
}
