#!/usr/bin/python3
"""The change feed: no loss and no repeat, whoever writes meanwhile."""

import json
import signal
import subprocess
import threading
import unittest
from typing import Any

from person import DONE, FAILED, NOTHING, RUN_SECONDS, USAGE, Session, binary
from product import wait_for

WRITERS = 3
ROUNDS = 12
# Each round is a transaction that writes some items, waits while others write,
# and ends, or is given up.
WRITE = """
BEGIN;
UPDATE sheaf.item
   SET title = '{writer}-{round}', changed_in = pg_current_xact_id(),
       changed_at = sheaf.clock()
 WHERE identifier IN (SELECT identifier FROM sheaf.item
                       WHERE deleted_at IS NULL
                       ORDER BY identifier
                      OFFSET {first} LIMIT 2);
SELECT pg_sleep({wait});
{end};
"""
LOOK = """
SELECT cursor, identifier, title
  FROM api.changes('{since}') LEFT JOIN api.item USING (repository, identifier)
"""


class ChangesTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def changes(self, *words: str, **expected: Any) -> list[dict[str, Any]]:
        return self.sheaf("changes", "--json", *words, **expected).objects

    def test_all_items_come_once_in_order(self) -> None:
        found = self.changes()
        items = {line["identifier"]: line for line in found}
        self.assertEqual(len(items), len(found))
        self.assertEqual({row[0] for row in self.query(
            "SELECT identifier FROM sheaf.item")}, set(items))
        self.assertEqual(
            items["oai:repository.mdx.ac.uk:864z5"]["item"]["title"],
            "Peer workers in mental health services: literature overview")
        deleted = [line for line in found if line["is_deleted"]]
        self.assertGreater(len(deleted), 0)
        self.assertEqual({line["item"] for line in deleted}, {None})
        middle = len(found) // 2
        rest = self.changes("--since", found[middle]["cursor"])
        self.assertEqual(rest, found[middle + 1:])
        self.changes("--since", found[-1]["cursor"], exits=NOTHING)

    def without_autovacuum(self) -> None:
        """It has transactions of its own, and cursors count them."""
        self.query("ALTER SYSTEM SET autovacuum = off")
        self.query("SELECT pg_reload_conf()")
        wait_for("autovacuum to end", lambda: self.value(
            "SELECT current_setting('autovacuum') = 'off' AND NOT EXISTS ("
            "SELECT FROM pg_stat_activity WHERE backend_type ="
            " 'autovacuum worker')") == "t")

    def test_now_has_a_cursor(self) -> None:
        self.without_autovacuum()
        (now,) = self.changes("--since", "now")
        self.assertEqual(list(now), ["cursor"])
        self.assertEqual(self.sheaf("changes", "--since", "now").out,
                         now["cursor"] + "\n")
        self.changes("--since", now["cursor"], exits=NOTHING)
        self.sheaf("suppress", "mdx", "oai:repository.mdx.ac.uk:864z5")
        (gone,) = self.changes("--since", now["cursor"])
        self.assertTrue(gone["is_deleted"])

    def test_what_changes_comes_again_as_it_is_now(self) -> None:
        last = self.changes()[-1]["cursor"]
        self.sheaf("suppress", "mdx", "oai:repository.mdx.ac.uk:864z5")
        (gone,) = self.changes("--since", last)
        self.assertEqual((gone["identifier"], gone["is_deleted"]),
                         ("oai:repository.mdx.ac.uk:864z5", True))
        lines = self.sheaf("changes", "--since", last).out.splitlines()
        self.assertEqual(len(lines), 1)
        self.assertIn("deleted  mdx  oai:repository.mdx.ac.uk:864z5", lines[0])

    def test_a_cursor_is_checked(self) -> None:
        for word in ("yesterday", "1/", "1/2", "/", "-1", "1/x/y", "9" * 30):
            self.sheaf("changes", "--since", word, exits=USAGE)
        self.sheaf("changes", "mdx", exits=USAGE)

    def write(self, writer: int) -> None:
        for number in range(ROUNDS):
            self.query(WRITE.format(
                writer=writer, round=number,
                first=2 * (writer * ROUNDS + number),
                wait=0.3 if (writer + number) % WRITERS == 0 else 0.01,
                end="ROLLBACK" if number % 5 == 4 else "COMMIT"))

    def follow(self, since: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [binary(), "--config", str(self.configuration), "--json", "-q",
             "changes", "--since", since, "--follow"],
            env=self.program.environment, stdout=subprocess.PIPE, text=True)

    def test_nothing_is_lost_or_told_twice_while_others_write(self) -> None:
        start = self.changes()[-1]["cursor"]
        follower = self.follow(start)
        self.addCleanup(follower.kill)
        threads = [threading.Thread(target=self.write, args=(writer,))
                   for writer in range(WRITERS)]
        for thread in threads:
            thread.start()
        polled = []
        is_over = False
        cursor = start
        while not is_over:
            is_over = not any(thread.is_alive() for thread in threads)
            for line in self.query(LOOK.format(since=cursor)):
                polled.append(line)
                cursor = line[0]
        self.check(polled)
        self.check([[line["cursor"], line["identifier"],
                     line["item"]["title"]]
                    for line in self.read_until(follower, cursor)])

    def test_what_is_no_cursor_is_told(self) -> None:
        for cursor in ("junk", "2026-11-28", "7/x/y", "7/8"):
            self.assertIn("is no cursor of api.changes", self.sheaf(
                "sql", "-c", f"SELECT * FROM api.changes('{cursor}')",
                exits=FAILED).err)
        for cursor in ("''", "'0'", "api.changes_end()"):
            self.sheaf("sql", "-c", f"SELECT * FROM api.changes({cursor}, 1)")

    def check(self, found: list[list[str]]) -> None:
        cursors = [line[0] for line in found]
        self.assertEqual(len(set(cursors)), len(cursors))
        now = {identifier: title for _, identifier, title in found}
        self.assertEqual(now, dict(self.query(
            "SELECT identifier, title FROM sheaf.item"
            " WHERE title ~ '^[0-9]-[0-9]+$'")))
        self.assertGreater(len(now), 40)

    def read_until(self, follower: "subprocess.Popen[str]",
                   cursor: str) -> list[dict[str, Any]]:
        assert follower.stdout is not None
        found = []
        for text in follower.stdout:
            found.append(json.loads(text))
            if found[-1]["cursor"] == cursor:
                break
        follower.send_signal(signal.SIGINT)
        self.assertEqual(follower.stdout.read(), "")
        follower.stdout.close()
        self.assertEqual(follower.wait(RUN_SECONDS), DONE)
        return found


if __name__ == "__main__":
    unittest.main()
