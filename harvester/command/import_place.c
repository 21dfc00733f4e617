#include <inttypes.h>
#include <string.h>

#include "command/import.h"

/*
 * The token of an import: counts and the file that was read last, so that it is
 * stored with that file's records, or not at all.
 *
 *	1 9f86d081884c7d65 120 2 1 0 - 2024-03-31-00000003.xml.gz
 */
#define VERSION 1
#define NUMBERS 7 /* before the name */

void
import_place_write(struct buffer *into, const struct import_place *place)
{
	const struct import_tally *tally = &place->tally;

	buffer_printf(into,
	    "%d %016" PRIx64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
	    " %d ",
	    VERSION, place->names, tally->read, tally->damaged, tally->skipped,
	    tally->unfinished, place->is_open ? 1 : 0);
	buffer_add_text(into, place->file);
}

bool
import_place_read(struct import_place *place, struct text text)
{
	struct import_tally *tally = &place->tally;
	int version;
	int is_open;
	int length = 0;

	*place = (struct import_place){ 0 };
	if (text.length == 0)
		return true;
	/* NOLINTNEXTLINE(cert-err34-c): what we wrote ourselves */
	if (sscanf(text.bytes,
		"%d %" SCNx64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
		" %d%n",
		&version, &place->names, &tally->read, &tally->damaged,
		&tally->skipped, &tally->unfinished, &is_open,
		&length) != NUMBERS ||
	    version != VERSION || text.bytes[length] != ' ')
		return false;
	length++; /* blanks behind that one are the name's */
	place->is_open = is_open != 0;
	place->file =
	    (struct text){ text.bytes + length, text.length - (size_t)length };
	return true;
}
