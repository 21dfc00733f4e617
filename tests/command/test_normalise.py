#!/usr/bin/python3
"""Items are made again of what was harvested, without harvesting."""

import signal
import subprocess
import time
import unittest

from person import DONE, FAILED, NOTHING, PARTIAL, USAGE, Other, Session
from product import end, wait_for, workers

PEER = "oai:repository.mdx.ac.uk:864z5"


class NormaliseTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo", "--group", "g")
        self.add("other", "haplo")
        self.sheaf("harvest", "mdx", "other")

    def setUp(self) -> None:
        super().setUp()
        self.items = int(self.value(
            "SELECT count(*) FROM sheaf.item JOIN sheaf.repository"
            " USING (repository_id) WHERE name = 'mdx'"))

    def spoil(self, column: str, value: str, where: str = "true") -> int:
        """As an older rule would have left it."""
        return int(self.value(
            f"WITH spoilt AS (UPDATE sheaf.item SET {column} = {value},"
            f" hash = 0 WHERE deleted_at IS NULL AND {where} RETURNING 1)"
            " SELECT count(*) FROM spoilt"))

    def written(self) -> str:
        return self.value(
            "SELECT string_agg(relname || ' ' || n_tup_ins || ' ' ||"
            " n_tup_upd || ' ' || n_tup_del, ', ' ORDER BY relname)"
            " FROM pg_stat_user_tables WHERE schemaname = 'sheaf'"
            " AND relname IN ('item', 'item_text', 'stale_item', 'record',"
            " 'repository', 'setting', 'synonym')")

    def versions(self) -> str:
        return self.value("SELECT md5(string_agg(xmin::text, ' ' ORDER BY"
                          " repository_id, identifier)) FROM sheaf.item")

    def test_what_is_otherwise_is_mended(self) -> None:
        title = self.value("SELECT title FROM sheaf.item"
                           f" WHERE identifier = '{PEER}' LIMIT 1")
        spoilt = self.spoil("title", "'x'")
        said = self.sheaf("normalise", "--json").object
        self.assertEqual((said["marked"], said["left"]),
                         (2 * self.items, 0))
        self.assertGreater(spoilt, 10)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title = 'x'"), "0")
        self.assertEqual(title, self.value(
            f"SELECT title FROM sheaf.item WHERE identifier = '{PEER}'"
            " LIMIT 1"))

    def test_what_is_as_it_was_is_not_written(self) -> None:
        before = self.versions()
        said = self.sheaf("normalise")
        self.assertIn(" items are normalised.\n", said.err)
        self.assertEqual(self.versions(), before)

    def test_only_what_is_named_is_done(self) -> None:
        self.spoil("title", "'x'")
        for words in (["mdx"], ["--group", "g"]):
            self.assertEqual(self.sheaf("normalise", *words, "--json").object
                             ["marked"], self.items)
        self.assertEqual(self.value(
            "SELECT string_agg(DISTINCT name, ' ') FROM sheaf.item"
            " JOIN sheaf.repository USING (repository_id)"
            " WHERE title = 'x'"), "other")

    def test_a_dry_run_tells_and_writes_nothing(self) -> None:
        spoilt = self.spoil("title", "'x'", f"identifier <> '{PEER}'")
        self.spoil("year", "1234", f"identifier = '{PEER}'")
        before = self.written(), self.versions()
        said = self.sheaf("normalise", "--dry-run", "--json").object
        told = self.sheaf("normalise", "mdx", "--dry-run").out
        self.assertEqual((self.written(), self.versions()), before)
        self.assertEqual(said["fields"], {"title": spoilt, "year": 2})
        self.assertEqual(said["changed"], spoilt + 2)
        self.assertEqual({one["field"] for one in said["examples"]},
                         {"title", "year"})
        self.assertEqual({one["old"] for one in said["examples"]},
                         {"x", "1234"})
        self.assertIn(f"{spoilt // 2 + 1} of {self.items} items would change",
                      told)
        self.assertRegex(told, rf"(?m)^  title +{spoilt // 2} values\n"
                         "  year +1 value$")
        self.assertIn(f"  {PEER}  (mdx)\n  year\n    old  1234\n"
                      "    new  2014\n", told)
        (example,) = self.sheaf("normalise", "mdx", "--dry-run", "--field",
                                "year", "--json").object["examples"]
        self.assertEqual(example["identifier"], PEER)

    def test_there_are_twenty_examples_at_most(self) -> None:
        self.spoil("title", "'x'")
        said = self.sheaf("normalise", "--dry-run", "--field", "title",
                          "--json").object
        self.assertEqual(len(said["examples"]), 20)

    def test_of_a_field_only_what_would_change_is_made_again(self) -> None:
        self.spoil("year", "1234", f"identifier = '{PEER}'")
        said = self.sheaf("normalise", "--field", "year", "--json").object
        self.assertEqual((said["marked"], said["left"]), (2, 0))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"
                                    " WHERE year = 1234"), "0")
        said = self.sheaf("normalise", "--field", "year", "--json").object
        self.assertEqual(said["marked"], 0)

    def test_a_second_normaliser_comes_where_there_is_work_for_two(
            self) -> None:
        """A lock keeps the work from being done."""
        for waiting, normalisers in ((0, 1), (600, 2)):
            with self.subTest(waiting=waiting), Other(
                    self.program.environment["SHEAF_DATABASE"]) as other:
                self.query("INSERT INTO sheaf.stale_item SELECT repository_id,"
                           " 'none:' || n FROM sheaf.repository,"
                           f" generate_series(1, {waiting}) AS n")
                other.run("BEGIN; LOCK sheaf.item_text;")
                self.spoil("title", "'x'")
                running = self.program.start("normalise", "mdx")
                wait_for("normalisers", lambda: self.value(
                    "SELECT count(*) FROM pg_stat_activity WHERE"
                    " application_name = 'sheaf normalise'"
                    " AND wait_event_type = 'Lock'") != "0")
                time.sleep(1)  # several looks
                self.assertEqual(len(workers(running.pid, "normalise")),
                                 normalisers)
                other.run("COMMIT;")
                self.assertEqual(running.wait(60), DONE)

    def test_who_stops_it_leaves_the_rest_marked(self) -> None:
        """A lock keeps the work from being done."""
        with subprocess.Popen(
                ["psql", "-Xq", self.program.environment["SHEAF_DATABASE"]],
                stdin=subprocess.PIPE) as other:
            assert other.stdin is not None
            other.stdin.write(b"BEGIN; LOCK sheaf.item_text;\n")
            other.stdin.flush()
            while self.value("SELECT count(*) FROM pg_locks WHERE relation"
                             " = 'sheaf.item_text'::regclass AND mode"
                             " = 'AccessExclusiveLock' AND granted") == "0":
                pass
            self.spoil("title", "'x'")
            running = self.program.start("normalise", "mdx",
                                         errors=subprocess.PIPE)
            while self.value("SELECT count(*) FROM pg_stat_activity WHERE"
                             " wait_event_type = 'Lock'") == "0":
                pass
            assert running.stderr is not None
            running.send_signal(signal.SIGINT)
            self.assertIn(b"Stopping after", running.stderr.readline())
            running.send_signal(signal.SIGINT)
            told = running.communicate()[1].decode()
            other.stdin.write(b"COMMIT;\n")
            other.stdin.close()
        self.assertEqual(running.returncode, PARTIAL, told)
        self.assertIn("more wait: a daemon does them, or the next", told)

    def harvest_behind(self, rules: str) -> None:
        """By a worker that finds older rules than its own."""
        self.value(f"UPDATE sheaf.rule_version SET {rules} RETURNING 1")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   " SELECT repository_id, identifier FROM sheaf.item LIMIT 1"
                   " RETURNING 1")
        self.sheaf("harvest", "mdx", "other")
        self.assertEqual(self.value(
            "SELECT is_marked FROM sheaf.rule_version"), "t")
        self.sheaf("harvest", "mdx", "other")

    def test_items_of_older_rules_are_made_again_by_themselves(self) -> None:
        """Once, when a worker of the new version begins; of what they make
        again as it was, nothing is written."""
        self.spoil("title", "'x'", f"identifier <> '{PEER}'")
        self.harvest_behind("version = version - 1")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title = 'x'"), "0")
        before = self.versions()
        # A table of schemas/ is a rule, too.
        self.harvest_behind("schemas = schemas - 1")
        self.assertEqual(self.versions(), before)
        self.spoil("title", "'x'", f"identifier = '{PEER}'")
        self.sheaf("harvest", "mdx", "other")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title = 'x'"), "2")

    def stop_at_the_first_batch(self, *words: str) -> int:
        """A worker that is marking all items; how many are as they were. A
        lock keeps it at its first batch until it is told to stop."""
        self.value("UPDATE sheaf.rule_version SET version = version - 1"
                   " RETURNING 1")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   " SELECT repository_id, identifier FROM sheaf.item LIMIT 1"
                   " ON CONFLICT (repository_id, identifier) DO UPDATE"
                   " SET identifier = excluded.identifier RETURNING 1")
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run("BEGIN; SELECT 1 FROM sheaf.stale_item FOR UPDATE;")
            worker = self.program.start("worker", "normalise", *words)
            try:
                wait_for("it to mark", lambda: self.value(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE wait_event_type = 'Lock'") == "1")
                self.assertEqual(self.value(
                    "SELECT count(*) FROM sheaf.worker"
                    " WHERE kind = 'normalise'"), "1")
                worker.send_signal(signal.SIGTERM)
                other.run("COMMIT;")
            finally:
                end(worker)
        self.assertEqual(self.value(
            "SELECT is_marked FROM sheaf.rule_version"), "f")
        return int(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title = 'x'"))

    def test_who_marks_all_items_is_seen_and_stops_when_told(self) -> None:
        """A daemon's makes items meanwhile. One that somebody waits for does
        not: the marks waited for must not go before all are set. Whoever comes
        next goes on."""
        spoilt = self.spoil("title", "'x'")
        mdx = self.value("SELECT repository_id FROM sheaf.repository"
                         " WHERE name = 'mdx'")
        self.assertEqual(self.stop_at_the_first_batch("--for", mdx), spoilt)
        left = self.stop_at_the_first_batch("--daemon")
        self.assertTrue(0 < left < spoilt)
        self.sheaf("harvest", "mdx", "other")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title = 'x'"), "0")
        self.assertEqual(self.value(
            "SELECT is_marked FROM sheaf.rule_version"), "t")

    def test_where_newer_rules_are_older_ones_make_nothing(self) -> None:
        self.value("UPDATE sheaf.rule_version SET version = version + 1"
                   " RETURNING 1")
        self.spoil("title", "'x'")
        self.assertEqual(
            self.sheaf("normalise", "mdx", exits=FAILED).err,
            "sheaf normalise: the items of this database are made by"
            " another Sheaf than this one, with other rules; use that one,"
            " or, if this one is the newer, run this again\n")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE title <> 'x'"), "0")

    def test_a_worker_stands_aside_while_newer_ones_work(self) -> None:
        with (self.folder / "messages").open("w+b") as said:
            worker = self.program.start("worker", "normalise", "--daemon",
                                        errors=said)
            try:
                seen = ("SELECT count(*) FROM sheaf.worker"
                        " WHERE kind = 'normalise'")
                wait_for("a worker", lambda: self.value(seen) == "1")
                self.value("UPDATE sheaf.rule_version SET version ="
                           " version + 1 RETURNING 1")
                self.value("INSERT INTO sheaf.stale_item (repository_id,"
                           " identifier) SELECT repository_id, identifier"
                           " FROM sheaf.item RETURNING 1")
                wait_for("it to go", lambda: self.value(seen) == "0")
                marks = "SELECT count(*) FROM sheaf.stale_item"
                self.assertEqual(self.value(marks), str(2 * self.items))
                self.value("UPDATE sheaf.rule_version SET version ="
                           " version - 1 RETURNING 1")
                wait_for("it to come back", lambda: self.value(marks) == "0")
            finally:
                end(worker)
            said.seek(0)
            self.assertEqual(said.read().count(b"it stands aside"), 1)

    def test_what_is_not_there_is_not_normalised(self) -> None:
        self.add("empty", "haplo", "--no-harvest")
        self.sheaf("normalise", "empty", exits=NOTHING)
        self.sheaf("normalise", "nope", exits=NOTHING)
        self.sheaf("normalise", "mdx", "--group", "g", exits=USAGE)
        self.assertIn('did you mean "year"?', self.sheaf(
            "normalise", "--field", "yaer", exits=USAGE).err)


if __name__ == "__main__":
    unittest.main()
