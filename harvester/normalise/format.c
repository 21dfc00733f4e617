#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "normalise/format.h"
#include "normalise/slice.h"

enum format_id {
	FORMAT_OAI_DC,
	FORMAT_DCTERMS,
	FORMAT_DIM,
	FORMAT_XOAI,
	FORMAT_RIOXX,
	FORMAT_DATACITE,
	FORMAT_OPENAIRE,
	FORMAT_MODS,
	FORMAT_MARCXML,
	FORMAT_ETDMS,
	FORMAT_ARXIV,
	FORMAT_DOAJ,
	FORMAT_JPCOAR,
};

static const struct format formats[] = {
	[FORMAT_OAI_DC] = { "oai_dc", 10, oai_dc_claim },
	[FORMAT_DCTERMS] = { "dcterms", 20, dcterms_claim },
	[FORMAT_DIM] = { "dim", 25, dim_claim },
	[FORMAT_XOAI] = { "xoai", 25, xoai_claim },
	[FORMAT_RIOXX] = { "rioxx", 40, rioxx_claim },
	[FORMAT_DATACITE] = { "datacite", 40, datacite_claim },
	[FORMAT_OPENAIRE] = { "openaire", 45, openaire_claim },
	[FORMAT_MODS] = { "mods", 40, mods_claim },
	[FORMAT_MARCXML] = { "marcxml", 35, marcxml_claim },
	[FORMAT_ETDMS] = { "etdms", 30, etdms_claim },
	[FORMAT_ARXIV] = { "arxiv", 30, arxiv_claim },
	[FORMAT_DOAJ] = { "doaj", 35, doaj_claim },
	[FORMAT_JPCOAR] = { "jpcoar", 40, jpcoar_claim },
};

/* A namespace that ends in '*' stands for all that begin so, http for https
 * too. Without a namespace, or in that of OAI-PMH, which one without a prefix
 * falls into, it is told by the name of its root element alone. The first that
 * fits. */
static const struct {
	const char *namespace;
	const char *root; /* NULL: any */
	enum format_id format;
} tells[] = {
	{ "http://www.openarchives.org/OAI/2.0/oai_dc/", NULL, FORMAT_OAI_DC },
	/* Qualified Dublin Core has no namespace of its own: everybody made
	 * one. */
	{ "http://purl.org/dc/terms*", NULL, FORMAT_DCTERMS },
	{ "http://dspace.org/qualifieddc*", NULL, FORMAT_DCTERMS },
	{ "http://www.openarchives.org/OAI/2.0/oai_qdc*", NULL,
	    FORMAT_DCTERMS },
	{ "http://www.openarchives.org/OAI/2.0/oai_dcq*", NULL,
	    FORMAT_DCTERMS },
	{ "http://www.openarchives.org/OAI/2.0/oai_dcterms*", NULL,
	    FORMAT_DCTERMS },
	{ "http://worldcat.org/xmlschemas/qdc*", NULL, FORMAT_DCTERMS },
	{ "http://www.bl.uk/namespaces/oai_dcq*", NULL, FORMAT_DCTERMS },
	{ "http://epubs.cclrc.ac.uk/xmlns/qdc*", NULL, FORMAT_DCTERMS },
	{ "http://ns.nsdl.org/nsdl_dc*", NULL, FORMAT_DCTERMS },
	{ "http://www.language-archives.org/OLAC*", "olac", FORMAT_DCTERMS },
	{ "http://pos.sissa.it/pos-ext_dc*", NULL, FORMAT_DCTERMS },
	{ "http://example.org/appqualifieddc*", NULL, FORMAT_DCTERMS },
	{ "", "qualifieddc", FORMAT_DCTERMS },
	{ "http://www.openarchives.org/OAI/2.0/oai_dc*", NULL, FORMAT_OAI_DC },
	{ "http://purl.org/dc/elements/1*", NULL, FORMAT_OAI_DC },
	{ "", "dc", FORMAT_OAI_DC },
	{ "http://www.dspace.org/xmlns/dspace/dim*", NULL, FORMAT_DIM },
	{ "", "dim", FORMAT_DIM },
	{ "http://www.lyncode.com/xoai*", NULL, FORMAT_XOAI },
	{ "http://www.rioxx.net/schema/*", NULL, FORMAT_RIOXX },
	{ "http://docs.rioxx.net/schema/*", NULL, FORMAT_RIOXX },
	{ "", "rioxx", FORMAT_RIOXX }, /* DSpace */
	{ "http://datacite.org/schema/kernel-*", NULL, FORMAT_DATACITE },
	{ "http://schema.datacite.org/meta/kernel-*", NULL, FORMAT_DATACITE },
	{ "http://schema.datacite.org/oai/oai-*", NULL, FORMAT_DATACITE },
	{ "", "oai_datacite", FORMAT_DATACITE },
	{ "", "resource", FORMAT_DATACITE }, /* HAL */
	{ "http://namespace.openaire.eu/schema/oaire*", NULL, FORMAT_OPENAIRE },
	{ "http://www.loc.gov/mods/*", NULL, FORMAT_MODS },
	{ "", "mods", FORMAT_MODS },
	{ "", "modsCollection", FORMAT_MODS },
	{ "http://www.loc.gov/MARC21/slim*", NULL, FORMAT_MARCXML },
	{ "http://www.ndltd.org/standards/metadata/etdms*", NULL,
	    FORMAT_ETDMS },
	{ "http://naca.central.cranfield.ac.uk/ethos-oai/*", NULL,
	    FORMAT_ETDMS },
	{ "http://www.ethos.ac.uk/*", NULL, FORMAT_ETDMS },
	{ "", "uketddc", FORMAT_ETDMS },
	{ "http://arxiv.org/OAI/arXiv/", NULL, FORMAT_ARXIV },
	{ "", "arXiv", FORMAT_ARXIV },
	{ "http://doaj.org/features/oai_doaj/*", NULL, FORMAT_DOAJ },
	{ "http://github.com/JPCOAR/schema/*", NULL, FORMAT_JPCOAR },
};

bool
format_is_namespace(struct text namespace, const char *tell)
{
	size_t length = strlen(tell);

	if (strncmp(tell, "http://", 7) == 0 &&
	    slice_skip(&namespace, "https://")) {
		tell += strlen("http://");
		length -= strlen("http://");
	}
	if (length == 0 || tell[length - 1] != '*')
		return text_is(namespace, tell);
	return namespace.length >= length - 1 &&
	    memcmp(namespace.bytes, tell, length - 1) == 0;
}

const struct format *
format_find(const struct node *root)
{
	struct text uri = root->namespace;

	if (text_is(uri, "http://www.openarchives.org/OAI/2.0/"))
		uri.length = 0;
	for (size_t i = 0; i < COUNT(tells); i++)
		if (format_is_namespace(uri, tells[i].namespace) &&
		    (tells[i].root == NULL || node_is(root, tells[i].root)))
			return &formats[tells[i].format];
	return NULL;
}

bool
node_matches(const struct node *node, const char *when)
{
	const char *equals = strchr(when, '=');
	struct text value;
	char name[64];

	if (*when == '\0')
		return true;
	if (*when == '!')
		return node_attribute(node, when + 1).length == 0;
	if (equals == NULL)
		return node_attribute(node, when).length > 0;
	(void)snprintf(name, sizeof(name), "%.*s", (int)(equals - when), when);
	value = node_attribute(node, name);
	return slice_is(value, equals + 1);
}

static void
claim_node(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	if (mapping->read != NULL) {
		mapping->read(draft, node, mapping);
		return;
	}
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.language = node->language });
}

/* Paths are a few names long. */
static void
map_path(struct draft *draft, const struct node *inside, const char *path,
    const struct mapping *mapping)
{
	struct text name = { path, strcspn(path, "/") };
	const char *rest = path + name.length;

	for (const struct node *node = inside->first; node != NULL;
	     node = node->next) {
		if (!text_equals(node->name, name))
			continue;
		if (*rest == '/')
			map_path(draft, node, rest + 1, mapping);
		else if (node_matches(node, mapping->when))
			claim_node(draft, node, mapping);
	}
}

void
format_map(struct draft *draft, const struct node *root,
    const struct mapping *mappings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		map_path(draft, root, mappings[i].path, &mappings[i]);
}
