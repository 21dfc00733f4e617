#include <string.h>

#include "normalise/slice.h"
#include "normalise/tree.h"

bool
node_is(const struct node *node, const char *name)
{
	return node != NULL && text_is(node->name, name);
}

static const struct node *
find(const struct node *node, const char *name)
{
	while (node != NULL && !text_is(node->name, name))
		node = node->next;
	return node;
}

const struct node *
node_child(const struct node *node, const char *name)
{
	return node == NULL ? NULL : find(node->first, name);
}

const struct node *
node_next(const struct node *node, const char *name)
{
	return node == NULL ? NULL : find(node->next, name);
}

struct text
node_text(const struct node *node, const char *name)
{
	const struct node *child = node_child(node, name);

	return child == NULL ? (struct text){ 0 } : child->value;
}

const struct node *
node_at(const struct node *node, const char *path)
{
	while (node != NULL && *path != '\0') {
		struct text name = { path, strcspn(path, "/") };

		node = node->first;
		while (node != NULL && !text_equals(node->name, name))
			node = node->next;
		path += name.length;
		path += *path == '/';
	}
	return node;
}

static bool
is_schema(const struct attribute *attribute)
{
	return text_is(
	    attribute->namespace, "http://www.w3.org/2001/XMLSchema-instance");
}

struct text
node_attribute(const struct node *node, const char *name)
{
	struct text other = { 0 };

	if (node == NULL)
		return other;
	for (const struct attribute *attribute = node->attributes;
	     attribute != NULL; attribute = attribute->next) {
		if (!text_is(attribute->name, name) || is_schema(attribute))
			continue;
		if (attribute->namespace.length == 0)
			return attribute->value;
		if (other.length == 0)
			other = attribute->value;
	}
	return other;
}

struct text
node_schema_type(const struct node *node)
{
	const struct attribute *attribute =
	    node == NULL ? NULL : node->attributes;
	const char *colon;

	while (attribute != NULL &&
	    !(is_schema(attribute) && text_is(attribute->name, "type")))
		attribute = attribute->next;
	if (attribute == NULL)
		return (struct text){ 0 };
	colon = memchr(attribute->value.bytes, ':', attribute->value.length);
	return colon == NULL
	    ? attribute->value
	    : slice_from(attribute->value,
		  (size_t)(colon + 1 - attribute->value.bytes));
}

const struct node *
node_walk(const struct node *top, const struct node *node)
{
	if (node->first != NULL)
		return node->first;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}
