#include <sys/stat.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "base/heap.h"
#include "command/import.h"

#define ESCAPED 4 /* bytes that a byte may need: \xNN */

/* text of a stranger, whole, as it can be stored and shown. */
static char *
printable(const char *text)
{
	size_t size = strlen(text) * ESCAPED + 1;

	return text_printable(heap_take(size), size, text_of(text));
}

static char *
joined(const char *folder, const char *name)
{
	struct buffer path;

	buffer_init(&path, 0);
	buffer_add_string(&path, folder);
	if (path.length > 0 && path.bytes[path.length - 1] != '/')
		buffer_add_char(&path, '/');
	buffer_add_string(&path, name);
	return buffer_take(&path);
}

static const char *
last_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

struct import_source *
import_add_source(struct importing *importing, char *folder)
{
	struct import_source *source;
	char *absolute = realpath(folder, NULL);

	importing->sources = reallocarray(
	    importing->sources, importing->source_count + 1, sizeof(*source));
	if (importing->sources == NULL)
		heap_out();
	source = &importing->sources[importing->source_count++];
	*source = (struct import_source){ .folder = folder };
	source->path = printable(absolute == NULL ? folder : absolute);
	source->is_metha =
	    metha_read_directory(last_of(absolute == NULL ? folder : absolute),
		&source->set_spec, &source->metadata_prefix, &source->base_url);
	free(absolute);
	return source;
}

void
import_add_file(struct import_source *source, const char *name)
{
	/* Doubled at each power of two. */
	if ((source->count & (source->count - 1)) == 0) {
		source->files = reallocarray(source->files,
		    source->count == 0 ? 1 : 2 * source->count,
		    sizeof(*source->files));
		if (source->files == NULL)
			heap_out();
	}
	source->files[source->count++] = heap_string(name);
}

void
import_source_fini(struct import_source *source)
{
	for (size_t i = 0; i < source->count; i++)
		free(source->files[i]);
	free(source->files);
	free(source->folder);
	free(source->path);
	free(source->metadata_prefix);
	free(source->set_spec);
	free(source->base_url);
	free(source->reason);
}

struct import_problem *
import_note(struct importing *importing, const struct import_source *source,
    const char *file, const char *text)
{
	struct import_problem *problem;
	char *path;

	if (importing->problem_count >= IMPORT_PROBLEMS)
		return NULL;
	importing->problems = reallocarray(importing->problems,
	    importing->problem_count + 1, sizeof(*problem));
	if (importing->problems == NULL)
		heap_out();
	problem = &importing->problems[importing->problem_count++];
	*problem = (struct import_problem){ .text = heap_string(text),
		.folder = heap_string(source->folder) };
	path = joined(source->folder, file);
	problem->file = printable(path);
	free(path);
	return problem;
}

/* What is none of ours without a look at it. */
static void
leave_out(
    struct importing *importing, size_t at, const char *name, const char *why)
{
	struct import_source *source = &importing->sources[at];

	source->left_out++;
	(void)import_note(importing, source, name, why);
}

/* The source of a directory, whichever argument it came from. */
static size_t
source_of(struct importing *importing, const char *folder)
{
	for (size_t i = 0; i < importing->source_count; i++)
		if (strcmp(importing->sources[i].folder, folder) == 0)
			return i;
	(void)import_add_source(importing, heap_string(folder));
	return importing->source_count - 1;
}

static bool
is_metha_directory(const char *name)
{
	char *set_spec, *metadata_prefix, *base_url;

	if (!metha_read_directory(name, &set_spec, &metadata_prefix, &base_url))
		return false;
	free(set_spec);
	free(metadata_prefix);
	free(base_url);
	return true;
}

/* One directory that is being looked through: names are relative to the
 * source's. */
struct looking {
	struct importing *importing;
	size_t source;
	const char *folder; /* of this level */
	const char *within; /* the source's folder to here; "" */
	struct fault *why;
};

static bool look_into(struct importing *importing, size_t source,
    const char *folder, const char *within, struct fault *why);

static bool
look_at_directory(struct looking *looking, const char *name)
{
	struct importing *importing = looking->importing;
	char *path = joined(looking->folder, name);
	char *within = looking->within[0] == '\0'
	    ? heap_string(name)
	    : joined(looking->within, name);
	bool done = true;

	if (is_metha_directory(name))
		done = look_into(importing, source_of(importing, path), path,
		    "", looking->why);
	else if (importing->is_recursive)
		done = look_into(
		    importing, looking->source, path, within, looking->why);
	else
		leave_out(importing, looking->source, within,
		    "it is a directory; --recursive looks into it");
	free(path);
	free(within);
	return done;
}

/* Files that metha has not finished, or that are not of it. */
static bool
is_foreign_to_metha(const struct import_source *source, const char *name)
{
	struct metha_file file;

	return source->is_metha && !metha_read_file(name, &file);
}

static bool
look_at(struct looking *looking, const char *name)
{
	struct importing *importing = looking->importing;
	struct import_source *source = &importing->sources[looking->source];
	char *path = joined(looking->folder, name);
	char *within = looking->within[0] == '\0'
	    ? heap_string(name)
	    : joined(looking->within, name);
	struct stat what;
	bool done = true;

	if (lstat(path, &what) != 0)
		leave_out(
		    importing, looking->source, within, strerrordesc_np(errno));
	else if (S_ISDIR(what.st_mode))
		done = look_at_directory(looking, name);
	else if (S_ISLNK(what.st_mode))
		leave_out(importing, looking->source, within,
		    "it is a symbolic link");
	else if (!S_ISREG(what.st_mode))
		leave_out(
		    importing, looking->source, within, "it is not a file");
	else if (is_foreign_to_metha(source, name))
		leave_out(importing, looking->source, within,
		    "metha had not finished it, or it is not of metha");
	else
		import_add_file(source, within);
	free(path);
	free(within);
	return done;
}

static int
not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int
by_name(const struct dirent **left, const struct dirent **right)
{
	return strcmp((*left)->d_name, (*right)->d_name);
}

static bool
look_into(struct importing *importing, size_t source, const char *folder,
    const char *within, struct fault *why)
{
	struct looking looking = { .importing = importing,
		.source = source,
		.folder = folder,
		.within = within,
		.why = why };
	struct dirent **entries;
	int count = scandir(folder, &entries, not_hidden, by_name);
	bool done = true;
	char shown[160];

	if (count < 0)
		return fault_set(why, FAULT_INPUT, "%s: %s",
		    text_printable(shown, sizeof(shown), text_of(folder)),
		    strerrordesc_np(errno));
	for (int i = 0; i < count; i++) {
		done = done && look_at(&looking, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return done;
}

static void
cut_slashes(char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		path[--length] = '\0';
}

/* A file that a person named; its directory may be metha's. */
static void
take_file(struct importing *importing, const char *path)
{
	const char *name = last_of(path);
	char *folder = heap_take(strlen(path) + 2);
	size_t source;

	memcpy(folder, path, (size_t)(name - path));
	if (folder[0] == '\0')
		folder[0] = '.';
	cut_slashes(folder);
	source = source_of(importing, folder);
	free(folder);
	if (is_foreign_to_metha(&importing->sources[source], name))
		leave_out(importing, source, name,
		    "metha had not finished it, or it is not of metha");
	else
		import_add_file(&importing->sources[source], name);
}

static bool
take_argument(struct importing *importing, const char *path, struct fault *why)
{
	struct stat what;
	char shown[160];
	char *folder;
	bool done;

	(void)text_printable(shown, sizeof(shown), text_of(path));
	if (stat(path, &what) != 0)
		return fault_set(
		    why, FAULT_INPUT, "%s: %s", shown, strerrordesc_np(errno));
	if (S_ISREG(what.st_mode)) {
		take_file(importing, path);
		return true;
	}
	if (!S_ISDIR(what.st_mode))
		return fault_set(why, FAULT_INPUT,
		    "%s is neither a file nor a directory", shown);
	folder = heap_string(path);
	cut_slashes(folder);
	done =
	    look_into(importing, source_of(importing, folder), folder, "", why);
	free(folder);
	return done;
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* In the order of their names, each once. */
static void
sort_files(struct import_source *source)
{
	size_t kept = 0;

	if (source->count > 0)
		qsort(source->files, source->count, sizeof(*source->files),
		    compare_names);
	for (size_t i = 0; i < source->count; i++) {
		if (kept > 0 &&
		    strcmp(source->files[kept - 1], source->files[i]) == 0)
			free(source->files[i]);
		else
			source->files[kept++] = source->files[i];
	}
	source->count = kept;
}

static int
compare_sources(const void *left, const void *right)
{
	const struct import_source *a = left;
	const struct import_source *b = right;

	return strcmp(a->path, b->path);
}

bool
import_find(struct importing *importing, char **arguments, size_t count,
    struct fault *why)
{
	for (size_t i = 0; i < count; i++)
		if (!take_argument(importing, arguments[i], why))
			return false;
	for (size_t i = 0; i < importing->source_count; i++)
		sort_files(&importing->sources[i]);
	if (importing->source_count > 0)
		qsort(importing->sources, importing->source_count,
		    sizeof(*importing->sources), compare_sources);
	return true;
}
