#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/heap.h"
#include "command/problem.h"
#include "oai/fetch.h"

static const struct severity_text {
	const char *name;
	const char *words;
	const char *one;
	const char *several;
} severities[SEVERITY_COUNT] = {
	[SEVERITY_STOPS] = { "stops", "stops a harvest",
	    "problem that stops a harvest", "problems that stop a harvest" },
	[SEVERITY_LOSES] = { "loses", "costs records",
	    "problem that costs records", "problems that cost records" },
	[SEVERITY_COSTS] = { "costs", "costs something",
	    "problem that costs something else",
	    "problems that cost something else" },
	[SEVERITY_COSMETIC] = { "cosmetic", "cosmetic", "cosmetic problem",
	    "cosmetic problems" },
};

const char *
severity_words(enum severity severity)
{
	return severities[severity].words;
}

const char *
severity_counted(enum severity severity, bool is_one)
{
	return is_one ? severities[severity].one : severities[severity].several;
}

const char *
severity_name(enum severity severity)
{
	return severities[severity].name;
}

const struct problem_kind *
problem_of_silence(struct text reason)
{
	static const struct {
		const char *begins;
		const char *problem;
	} words[] = {
		{ FETCH_PROXY, "proxy" },
		{ FETCH_AUTHORITIES, "not_asked" },
		{ FETCH_CERTIFICATE, "encryption" },
		{ FETCH_UNENCRYPTED, "encryption" },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		size_t length = strlen(words[i].begins);

		if (reason.length >= length &&
		    memcmp(reason.bytes, words[i].begins, length) == 0)
			return problem_kind(words[i].problem);
	}
	return problem_kind("no_answer");
}

void
problem_list_fini(struct problem_list *list)
{
	free(list->problems);
	*list = (struct problem_list){ 0 };
}

static struct problem *
find(struct problem_list *list, const struct problem_kind *kind)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->problems[i].kind == kind)
			return &list->problems[i];
	list->problems = reallocarray(
	    list->problems, list->count + 1, sizeof(*list->problems));
	if (list->problems == NULL)
		heap_out();
	list->problems[list->count] = (struct problem){ .kind = kind };
	return &list->problems[list->count++];
}

static bool
has_example(const struct problem *problem, const char *example)
{
	for (size_t i = 0; i < problem->example_count; i++)
		if (strcmp(problem->examples[i], example) == 0)
			return true;
	return false;
}

void
problem_add(struct problem_list *list, const struct problem_kind *kind,
    const char *format, ...)
{
	struct problem *problem = find(list, kind);
	char example[PROBLEM_EXAMPLE_SIZE];
	va_list args;

	if (format == NULL) {
		problem->count++;
		return;
	}
	va_start(args, format);
	(void)vsnprintf(example, sizeof(example), format, args);
	va_end(args);
	if (has_example(problem, example))
		return;
	problem->count++;
	if (problem->example_count < PROBLEM_EXAMPLES)
		memcpy(problem->examples[problem->example_count++], example,
		    sizeof(example));
}

/* The order they were found in stays, among those that are as severe. */
void
problem_sort(struct problem_list *list)
{
	for (size_t i = 1; i < list->count; i++) {
		struct problem problem = list->problems[i];
		size_t at = i;

		for (; at > 0 &&
		     list->problems[at - 1].kind->severity >
			 problem.kind->severity;
		     at--)
			list->problems[at] = list->problems[at - 1];
		list->problems[at] = problem;
	}
}

bool
problem_has(const struct problem_list *list, enum severity severity)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->problems[i].kind->severity <= severity)
			return true;
	return false;
}
