#include <sys/stat.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/heap.h"
#include "command/output.h"

#define ALL_MAY_READ_AND_WRITE 0666 /* less the umask, as for any new file */

static bool
refuse(struct fault *why, const char *what, const char *path)
{
	char shown[120];

	return fault_set(why, FAULT_INPUT, "could not %s %s: %s", what,
	    text_printable(shown, sizeof(shown), text_of(path)),
	    strerrordesc_np(errno));
}

/* mkstemp() lets nobody else read; the file is to be like any other. */
static void
open_to_others(int descriptor)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	(void)fchmod(descriptor, ALL_MAY_READ_AND_WRITE & ~mask);
}

bool
output_open(
    struct output *output, const char *path, FILE *stream, struct fault *why)
{
	struct buffer working;
	int descriptor;

	*output = (struct output){ .file = stream };
	if (path == NULL) {
		/* Whoever reads it, head(1), may have seen enough: then we end
		 * without a word, as every filter does. */
		(void)signal(SIGPIPE, SIG_DFL);
		return true;
	}
	buffer_init(&working, 0);
	buffer_printf(&working, "%s.XXXXXX", path);
	descriptor = mkstemp(working.bytes);
	if (descriptor < 0) {
		buffer_fini(&working);
		return refuse(why, "write", path);
	}
	open_to_others(descriptor);
	output->file = fdopen(descriptor, "w");
	output->path = strdup(path);
	output->working = buffer_take(&working);
	if (output->file == NULL || output->path == NULL)
		heap_out();
	return true;
}

static const char *
name_of(const struct output *output)
{
	return output->path == NULL ? "the output" : output->path;
}

bool
output_is_well(struct output *output, struct fault *why)
{
	if (ferror(output->file) == 0)
		return true;
	return refuse(why, "write", name_of(output));
}

bool
output_finish(struct output *output, struct fault *why)
{
	if (fflush(output->file) != 0 || ferror(output->file) != 0)
		return refuse(why, "write", name_of(output));
	if (output->path == NULL)
		return true;
	if (fsync(fileno(output->file)) != 0 ||
	    rename(output->working, output->path) != 0)
		return refuse(why, "finish", output->path);
	free(output->working);
	output->working = NULL;
	return true;
}

void
output_close(struct output *output)
{
	if (output->working != NULL)
		(void)unlink(output->working);
	if (output->path != NULL)
		(void)fclose(output->file);
	free(output->working);
	free(output->path);
	*output = (struct output){ 0 };
}
