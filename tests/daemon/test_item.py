#!/usr/bin/python3
"""sheaf daemon and items: those that end workers, or that nobody takes."""

import os
import signal
import subprocess
import time
import unittest

from daemon import DaemonTest
from product import last_object, wait_for, workers


class ItemTest(DaemonTest):
    NORMALISERS = 1  # which item it is at is known

    def setUp(self) -> None:
        super().setUp()
        self.killed: list[str] = []  # sessions of normalisers

    def make_items(self) -> None:
        """Of one repository: a large one, which takes seconds to normalise,
        and a small one behind it; then another repository."""
        self.query("""
            INSERT INTO sheaf.record
            SELECT r.repository_id, i.identifier, 'oai_dc', 'live',
                   '2024-01-01', NULL, '{}',
                   '<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"'
                   || ' xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>t'
                   || '</d:title>' || repeat('<d:type>/' || repeat(
                          chr(64762), 80) || '</d:type>', i.types) || '</dc>',
                   NULL, 1, 1, 1, now(), now(), pg_current_xact_id()
              FROM sheaf.repository AS r,
                   (VALUES ('ojs', 'large', 40000), ('ojs', 'small', 1),
                           ('haplo', 'other', 1)) AS i(name, identifier, types)
             WHERE r.name = i.name""")
        self.query("INSERT INTO sheaf.stale_item SELECT repository_id,"
                   " identifier FROM sheaf.record")

    def at_work(self) -> list[str]:
        """Sessions of a normaliser that is busy with an item for a moment: not
        with a vocabulary, which it reads in the same transaction. That of one
        that was killed is there for a moment longer."""
        return [row[0] for row in self.query("""
            SELECT pid FROM pg_stat_activity
             WHERE application_name LIKE 'sheaf normalise%'
               AND state = 'idle in transaction'
               AND query LIKE '%sheaf.shown_record%'
               AND state_change < clock_timestamp() - interval '0.2 s'
            """) if row[0] not in self.killed]

    def kill_at_work(self, daemon: "subprocess.Popen[bytes]",
                     death: signal.Signals) -> None:
        wait_for("a normaliser at work", self.at_work, pause=0.05)
        self.killed += self.at_work()
        os.kill(workers(daemon.pid, "normalise")[0], death)

    def crashes(self) -> int:
        return int(self.value(
            "SELECT coalesce(max(crashes), -1) FROM sheaf.stale_item"))

    def die(self, daemon: "subprocess.Popen[bytes]", death: signal.Signals,
            crashes: int) -> None:
        """The next life charges the item; none, where it had only arrived, and
        is at it again then."""
        while self.crashes() != crashes:
            self.kill_at_work(daemon, death)
            wait_for("a charge, or another at work",
                     lambda: self.crashes() == crashes or self.at_work())

    def wait_for_other(self) -> None:
        """From then on a normaliser is at the large item again."""
        wait_for("the other repository's item",
                 lambda: "other" in self.items())

    def items(self) -> list[str]:
        return [row[0] for row in self.query(
            "SELECT identifier FROM sheaf.item ORDER BY 1")]

    def test_an_item_that_ends_workers_is_held(self) -> None:
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        daemon = self.daemon()
        # Not SIGSEGV: a sanitizer would make an exit of it.
        deaths = (signal.SIGABRT, signal.SIGPROF, signal.SIGABRT)
        for crashes, death in enumerate(deaths, 1):
            self.die(daemon, death, crashes)
            self.wait_for_workers(daemon)
            self.wait_for_other()
        wait_for("the items behind it", lambda: self.items()
                 == ["other", "small"])
        self.assertEqual(self.query(
            "SELECT identifier, is_held FROM sheaf.stale_item"),
                         [["large", "t"]])
        self.assertIn("(Profiling timer expired), with item large:"
                      " time 2 of 3", self.log.read_text())
        self.assertIn("1 item that could not be normalised", self.sheaf.run("status"))
        self.assertIn("held", self.sheaf.run("show", "ojs", "large"))
        answer = last_object(self.sheaf.run("status", "ojs", "--json"))
        self.assertEqual((answer["repositories"][0]["to_normalise"],
                          answer["repositories"][0]["held_items"]), (0, 1))
        before = self.pids(daemon)
        time.sleep(1)
        self.assertEqual(self.pids(daemon), before)

    def test_an_item_that_ends_workers_does_not_keep_others_waiting(self) \
            -> None:
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        daemon = self.daemon()
        self.die(daemon, signal.SIGABRT, 1)
        self.wait_for_workers(daemon)
        self.wait_for_other()
        wait_for("a normaliser at work", self.at_work, pause=0.05)
        self.assertEqual(self.items(), ["other"])

    def test_an_item_that_the_database_refuses_is_held(self) -> None:
        """And those that came in one statement with it are not."""
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        self.query("ALTER TABLE sheaf.item ADD CHECK (identifier <> 'small')")
        daemon = self.daemon()
        wait_for("the others", lambda: self.items() == ["large", "other"])
        wait_for("a charge", lambda: self.query(
            "SELECT identifier, is_held FROM sheaf.stale_item")
                 == [["small", "t"]])
        self.assertIn("check constraint", self.log.read_text())
        self.assertNotIn("ended with status", self.log.read_text())
        self.wait_for_workers(daemon)
        # Whoever asks for it has it tried again.
        self.query("ALTER TABLE sheaf.item DROP CONSTRAINT"
                   " item_identifier_check")
        self.sheaf.run("normalise", "ojs")
        self.assertEqual(self.items(), ["large", "other", "small"])

    def test_a_server_without_memory_holds_nothing_at_once(self) -> None:
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        self.query("DELETE FROM sheaf.stale_item WHERE identifier = 'large'")
        self.query("""CREATE FUNCTION no_memory() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                RAISE 'out of memory' USING ERRCODE = 'out_of_memory';
            END $$""")
        self.query("CREATE TRIGGER no_memory BEFORE INSERT ON sheaf.item"
                   " EXECUTE FUNCTION no_memory()")
        self.daemon()
        wait_for("a charge", lambda: self.query(
            "SELECT crashes FROM sheaf.stale_item WHERE crashes > 0"))
        self.assertEqual(self.query(
            "SELECT crashes, is_held FROM sheaf.stale_item"
            " WHERE crashes > 0"), [["1", "f"]])
        self.query("DROP TRIGGER no_memory ON sheaf.item")
        wait_for("the items", lambda: self.items() == ["other", "small"])

    def test_a_normaliser_killed_from_outside_charges_nobody(self) -> None:
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        daemon = self.daemon()
        self.kill_at_work(daemon, signal.SIGKILL)
        self.wait_for_workers(daemon)
        wait_for("all items", lambda: self.items()
                 == ["large", "other", "small"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
