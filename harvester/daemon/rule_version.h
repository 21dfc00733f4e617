#ifndef DAEMON_RULE_VERSION_H
#define DAEMON_RULE_VERSION_H

#include "store/connection.h"

/*
 * By which rules the items of a database are made: RULE_VERSION, and the tables
 * of schemas/ whatever their number, which nobody has to remember to raise.
 * Several Sheafs may work on one database: the newest makes the items, older
 * ones stand aside; of two with the same number, the one that began last.
 */

/* What a person is told where they are not made by ours: the other ones have a
 * higher number, or the same and other tables. Beginning again takes over only
 * from the latter. */
#define RULE_VERSION_OTHER                                                  \
	"the items of this database are made by another Sheaf than "        \
	"this one, with other rules; use that one, or, if this one is the " \
	"newer, "

/* Takes over, unless by newer rules items are made already. *is_ours: items are
 * made by our rules; all that there are is to be marked then. */
bool rule_version_take(
    struct connection *connection, bool *is_ours, struct fault *why) MUSTUSE;

/*
 * Marks a batch of all items; *is_marked: there are none left, or others have
 * taken over. Ended on the way, whoever comes next goes on from there. Not
 * inside a transaction.
 */
bool rule_version_mark(
    struct connection *connection, bool *is_marked, struct fault *why) MUSTUSE;

/* Whether they still are: to be asked in the transaction that makes items,
 * behind the statement that locks their marks. */
bool rule_version_is_ours(
    struct connection *connection, bool *is_ours, struct fault *why) MUSTUSE;

#endif
