#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/report.h"

struct happening *
happening_find(struct report *report, const struct problem_kind *kind)
{
	for (size_t i = 0; i < report->count; i++)
		if (report->happenings[i].kind == kind)
			return &report->happenings[i];
	report->happenings = reallocarray(
	    report->happenings, report->count + 1, sizeof(*report->happenings));
	if (report->happenings == NULL)
		heap_out();
	report->happenings[report->count] = (struct happening){ .kind = kind };
	return &report->happenings[report->count++];
}

void
happening_note_time(struct happening *happening, time_t first, time_t last)
{
	if (happening->first == 0 || first < happening->first)
		happening->first = first;
	if (last > happening->last)
		happening->last = last;
}

void
happening_add_example(
    struct happening *happening, struct happening_example example)
{
	bool is_new = happening->example_count < REPORT_EXAMPLES;

	for (size_t i = 0; is_new && i < happening->example_count; i++)
		is_new = example.identifier != NULL ||
		    strcmp(happening->examples[i].reason, example.reason) != 0;
	if (is_new) {
		happening->examples[happening->example_count++] = example;
		return;
	}
	free(example.identifier);
	free(example.reason);
	free(example.url);
}

char *
happening_text(struct text text)
{
	char printable[300];

	return heap_string(text_printable(printable, sizeof(printable), text));
}

void
happening_fini(struct happening *happening)
{
	for (size_t i = 0; i < happening->example_count; i++) {
		free(happening->examples[i].identifier);
		free(happening->examples[i].reason);
		free(happening->examples[i].url);
	}
}

static int
compare(const void *a, const void *b)
{
	const struct happening *one = a;
	const struct happening *other = b;

	if (one->kind->severity != other->kind->severity)
		return one->kind->severity < other->kind->severity ? -1 : 1;
	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return strcmp(one->kind->name, other->kind->name);
}

void
happenings_sort(struct report *report)
{
	if (report->count > 0)
		qsort(report->happenings, report->count,
		    sizeof(*report->happenings), compare);
}

void
report_forget(struct report *report)
{
	for (size_t i = 0; i < report->count; i++)
		happening_fini(&report->happenings[i]);
	free(report->happenings);
	report_replies_free(&report->replies);
	free(report->contact);
}
