#ifndef NORMALISE_FORMAT_H
#define NORMALISE_FORMAT_H

#include "normalise/draft.h"
#include "normalise/tree.h"

/*
 * A metadata format: what of it becomes which claim. Recognised by the
 * namespace and name of the root element, never by a metadataPrefix:
 * repositories name their formats as they like.
 */
struct format {
	const char *name; /* "rioxx" */
	/* Where two formats say the same otherwise, the larger is believed. */
	int specificity;
	void (*claim)(struct draft *draft, const struct node *root);
};

/* NULL: not one that we read. */
const struct format *format_find(const struct node *root);
/* Tell is a namespace; with '*' at its end, how namespaces begin. */
bool format_is_namespace(struct text namespace, const char *tell) MUSTUSE;

/*
 * The table of a format. A path begins below the root, "titles/title"; all
 * elements of that path are meant. When narrows it: "" all, "titleType" those
 * with this attribute, "!titleType" those without, "titleType=Subtitle" those
 * with this value (letters of any case). Each element becomes a claim, with
 * its value, or is what read makes of it.
 */
struct mapping {
	const char *path;
	const char *when;
	enum element element;
	enum qualifier qualifier;
	void (*read)(struct draft *draft, const struct node *node,
	    const struct mapping *mapping);
};

/* In the order of the table, then of the document. */
void format_map(struct draft *draft, const struct node *root,
    const struct mapping *mappings, size_t count);
#define FORMAT_MAP(draft, root, mappings) \
	format_map(                       \
	    draft, root, mappings, sizeof(mappings) / sizeof((mappings)[0]))

bool node_matches(const struct node *node, const char *when) MUSTUSE;

/* One function a format: oai_dc.c, ... */
void oai_dc_claim(struct draft *draft, const struct node *root);
void dcterms_claim(struct draft *draft, const struct node *root);
void dim_claim(struct draft *draft, const struct node *root);
void xoai_claim(struct draft *draft, const struct node *root);
void rioxx_claim(struct draft *draft, const struct node *root);
void datacite_claim(struct draft *draft, const struct node *root);
void openaire_claim(struct draft *draft, const struct node *root);
void mods_claim(struct draft *draft, const struct node *root);
void marcxml_claim(struct draft *draft, const struct node *root);
void etdms_claim(struct draft *draft, const struct node *root);
void arxiv_claim(struct draft *draft, const struct node *root);
void doaj_claim(struct draft *draft, const struct node *root);
void jpcoar_claim(struct draft *draft, const struct node *root);

#endif
