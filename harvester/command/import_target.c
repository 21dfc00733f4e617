#include <stdlib.h>
#include <string.h>

#include "command/import.h"
#include "command/making.h"

#define SHOWN_SIZE 160

/* Where metha's files are to be from: what a person said, else where the
 * repository is. NULL: anywhere. */
static const char *
base_url_of(const struct importing *importing)
{
	return importing->has_url ? importing->url.url
				  : importing->repository.base_url;
}

static bool
is_wanted(const struct importing *importing, const struct import_source *source)
{
	const char *base_url = base_url_of(importing);

	if (!source->is_metha)
		return true;
	if (importing->prefix != NULL &&
	    strcmp(source->metadata_prefix, importing->prefix) != 0)
		return false;
	if (importing->set != NULL &&
	    strcmp(source->set_spec, importing->set) != 0)
		return false;
	return base_url == NULL || same_base_url(source->base_url, base_url);
}

/* The base URL of all of metha's; NULL: there is none, or several. */
static const char *
only_url(const struct importing *importing)
{
	const char *url = NULL;

	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *source = &importing->sources[i];

		if (!source->is_metha || source->count == 0)
			continue;
		if (url != NULL && !same_base_url(url, source->base_url))
			return NULL;
		url = source->base_url;
	}
	return url;
}

/* Of other repositories, formats or sets; how many. */
static size_t
leave_others(struct importing *importing)
{
	size_t others = 0;

	for (size_t i = 0; i < importing->source_count; i++) {
		struct import_source *source = &importing->sources[i];

		if (source->count == 0 || is_wanted(importing, source))
			continue;
		others++;
		for (size_t j = 0; j < source->count; j++)
			free(source->files[j]);
		source->count = 0;
		source->left_out = 0;
	}
	return others;
}

static size_t
count_files(const struct importing *importing)
{
	size_t count = 0;

	for (size_t i = 0; i < importing->source_count; i++)
		count += importing->sources[i].count;
	return count;
}

static int
refuse_others(struct importing *importing, const char *url, size_t others)
{
	char shown[SHOWN_SIZE];

	if (others == 0)
		return command_refuse(importing->context, "import-pages",
		    COMMAND_NOTHING, "there are no files in it%s",
		    importing->is_recursive
			? ""
			: "; --recursive looks into directories, too");
	if (url != NULL && base_url_of(importing) != NULL &&
	    !same_base_url(url, base_url_of(importing)))
		return command_refuse(importing->context, "import-pages",
		    COMMAND_NOTHING,
		    "metha's files are from %s, and %s is at %s; if that is "
		    "the same, say --url with where they are from",
		    text_printable(shown, sizeof(shown), text_of(url)),
		    importing->name, base_url_of(importing));
	return command_refuse(importing->context, "import-pages",
	    COMMAND_NOTHING,
	    "nothing of it is from that base URL, in that format and set");
}

/* Of metha's cache --url chooses; all else is from where it says. */
static bool
is_elsewhere(const struct importing *importing)
{
	bool has_plain = false;

	for (size_t i = 0; i < importing->source_count; i++)
		has_plain = has_plain ||
		    (importing->sources[i].count > 0 &&
			!importing->sources[i].is_metha);
	return has_plain && importing->has_url &&
	    importing->repository.reply != NULL &&
	    !same_base_url(importing->url.url, importing->repository.base_url);
}

static int
refuse_elsewhere(struct importing *importing)
{
	char *here = url_masked(importing->repository.base_url);
	char *there = url_masked(importing->url.url);
	int exit_code = command_refuse(importing->context, "import-pages",
	    COMMAND_FAILED,
	    "%s is at %s, and not at %s; another name adds a repository, and "
	    "without --url the files count as %s's",
	    importing->name, here, there, importing->name);

	free(here);
	free(there);
	return exit_code;
}

static int
refuse_unknown(struct importing *importing, const char *url)
{
	char shown[SHOWN_SIZE];

	return command_refuse(importing->context, "import-pages",
	    COMMAND_NOTHING,
	    "there is no repository \"%s\"; \"--url %s\" adds it",
	    text_printable(shown, sizeof(shown), text_of(importing->name)),
	    url);
}

static int
refuse_name(struct importing *importing)
{
	char shown[80];

	return command_usage(importing->context, "import-pages",
	    "\"%s\" cannot be a name; names are small letters, digits, \".\", "
	    "\"_\" and \"-\", at most 63",
	    text_printable(shown, sizeof(shown), text_of(importing->name)));
}

static int
find(struct importing *importing, const char *url)
{
	struct fault why;

	if (repository_find(importing->connection, importing->name,
		&importing->repository, &why))
		return COMMAND_DONE;
	if (why.kind != FAULT_INPUT)
		return command_fail(importing->context, "import-pages", &why);
	if (importing->has_url)
		return repository_name_is_valid(importing->name)
		    ? COMMAND_DONE
		    : refuse_name(importing);
	if (url != NULL && repository_name_is_valid(importing->name))
		return refuse_unknown(importing, url);
	return command_find(importing->context, "import-pages",
	    importing->connection, importing->name, &importing->repository);
}

static void
choose_words(const struct importing *importing, struct word_list *prefixes,
    struct word_list *sets)
{
	bool has_whole = false;

	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *source = &importing->sources[i];

		if (source->count == 0)
			continue;
		if (!word_list_have(prefixes, text_of(source->metadata_prefix)))
			word_list_add(
			    prefixes, text_of(source->metadata_prefix));
		if (!word_list_have(sets, text_of(source->set_spec)))
			word_list_add(sets, text_of(source->set_spec));
		has_whole = has_whole || source->set_spec[0] == '\0';
	}
	/* With the whole there are all sets. */
	if (has_whole) {
		word_list_fini(sets);
		*sets = (struct word_list){ 0 };
		word_list_add(sets, TEXT(""));
	}
}

/* Nobody asks it anything; its first harvest does. */
static bool
add(struct importing *importing, struct fault *why)
{
	const struct config *config = &importing->context->config;
	struct word_list prefixes = { 0 };
	struct word_list sets = { 0 };
	struct repository_addition addition = repository_addition_usual(config);
	char *shown;
	bool done;

	choose_words(importing, &prefixes, &sets);
	addition.name = importing->name;
	addition.base_url = importing->url.url;
	addition.host = importing->url.host;
	addition.first_seconds = config->every_seconds;
	addition.prefixes = prefixes.texts;
	addition.prefix_count = prefixes.count;
	addition.sets = sets.texts;
	addition.set_count = sets.count;
	done = repository_add(importing->connection, &addition, why) &&
	    repository_find(importing->connection, importing->name,
		&importing->repository, why);
	word_list_fini(&prefixes);
	word_list_fini(&sets);
	if (!done)
		return false;
	shown = url_masked(importing->url.url);
	command_say(importing->context,
	    "Added %s, at %s, without asking it anything.", importing->name,
	    shown);
	free(shown);
	return true;
}

static int
open_database(struct importing *importing)
{
	bool is_making = importing->has_url && !importing->is_dry &&
	    making_allow(importing->context);

	if (!command_open(importing->context, "import-pages", DATABASE_WRITER,
		&importing->connection))
		return COMMAND_FAILED;
	if (is_making)
		command_say(importing->context, "Made %s.",
		    importing->context->database.text);
	return COMMAND_DONE;
}

int
import_target(struct importing *importing)
{
	const char *url = only_url(importing);
	struct fault why;
	int exit_code = open_database(importing);
	size_t others;

	if (exit_code == COMMAND_DONE)
		exit_code = find(importing, url);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (is_elsewhere(importing))
		return refuse_elsewhere(importing);
	others = leave_others(importing);
	importing->file_count = count_files(importing);
	if (importing->file_count == 0)
		return refuse_others(importing, url, others);
	if (!import_peek(importing, &why))
		return command_usage(
		    importing->context, "import-pages", "%s", why.text);
	importing->file_count = count_files(importing);
	if (importing->file_count == 0)
		return command_refuse(importing->context, "import-pages",
		    COMMAND_NOTHING,
		    "none of the files holds records of OAI-PMH");
	if (others > 0)
		command_say(importing->context,
		    "%zu %s of metha's cache, of other repositories, formats "
		    "or sets, %s left out.",
		    others, others == 1 ? "directory" : "directories",
		    others == 1 ? "is" : "are");
	if (importing->repository.reply == NULL && !importing->is_dry &&
	    !add(importing, &why))
		return command_fail(importing->context, "import-pages", &why);
	return COMMAND_DONE;
}
