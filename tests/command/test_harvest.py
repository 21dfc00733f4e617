#!/usr/bin/python3
"""sheaf harvest: what it brings, what it says, and how it is stopped."""

import os
import signal
import time
import unittest
from itertools import cycle
from pathlib import Path

from person import DONE, FAILED, NOTHING, PARTIAL, Session
from product import end, wait_for, workers

LARGE = 400
PAGE = 10
FIELDS = ["repository", "verdict", "proof", "reason", "wait", "records",
          "inserted",
          "updated", "unchanged", "deleted", "quarantined", "pages", "bytes",
          "requests", "retries", "seconds", "harvests"]
HAPLO = 71
HAPLO_DELETED = 6


def used(pid: int) -> int:
    """CPU time; 0 when it has gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().split()[13])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def working(pids: list[int]) -> int:
    """The one that uses the processor now; 0: none, or it has just ended."""
    before = {pid: used(pid) for pid in pids}
    for _ in range(60):
        time.sleep(0.05)
        for pid in pids:
            if used(pid) > before[pid] + 5:
                return pid
    return 0


class HarvestTest(Session):
    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def test_it_ends_with_one_object(self) -> None:
        self.add("mdx", "haplo")
        answer = self.sheaf("harvest", "mdx", "--json")
        said = answer.object
        self.assertEqual(list(said), FIELDS)
        self.assertEqual(
            (said["repository"], said["verdict"], said["records"],
             said["inserted"], said["deleted"], said["pages"]),
            ("mdx", "complete", 2 * HAPLO, 2 * (HAPLO - HAPLO_DELETED),
             2 * HAPLO_DELETED, 2 * -(-HAPLO // PAGE)))
        self.assertEqual([(one["metadata_prefix"], one["records"])
                          for one in said["harvests"]],
                         [("oai_dc", HAPLO), ("rioxx", HAPLO)])
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.stale_item"),
                         "0")

    def test_a_person_is_told_in_words(self) -> None:
        self.add("mdx", "haplo", "--prefix", "oai_dc")
        said = self.sheaf("harvest", "mdx").out
        self.assertTrue(said.startswith(
            f"mdx: {HAPLO} records, {HAPLO - HAPLO_DELETED} new,"
            f" {HAPLO_DELETED} deleted; "), said)
        self.assertIn("oai_dc: complete, ", said)

    def test_several_repositories_are_an_object_each(self) -> None:
        self.add("a", "haplo")
        self.add("b", "ojs")
        said = self.sheaf("harvest", "b", "a", "--json").objects
        self.assertEqual([one["repository"] for one in said], ["b", "a"])

    def test_the_next_one_brings_what_changed(self) -> None:
        self.add("a", "dspace", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")
        changed = self.query(
            "SELECT identifier FROM sheaf.record"
            " WHERE status = 'live' ORDER BY identifier LIMIT 3")
        self.assertEqual(self.sample.order(
            repository="dspace", touch=[row[0] for row in changed[:2]],
            delete=[changed[2][0]]), 3)
        said = self.sheaf("harvest", "a", "--json").object
        self.assertEqual((said["updated"], said["deleted"],
                          said["inserted"]), (2, 1, 0))
        self.assertEqual(said["harvests"][0]["kind"], "incremental")

    def test_full_is_everything_again(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")
        said = self.sheaf("harvest", "a", "--full", "--json").object
        self.assertEqual((said["records"], said["unchanged"]),
                         (HAPLO, HAPLO))

    def test_dates_make_a_one_off(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")
        from_before = self.value("SELECT next_from FROM sheaf.selection")
        day = self.value("SELECT min(left(datestamp, 10))"
                         " FROM sheaf.record")
        count = self.value("SELECT count(*) FROM sheaf.record"
                           f" WHERE datestamp LIKE '{day}%'")
        said = self.sheaf("harvest", "a", "--from", day, "--until", day,
                          "--json").object
        self.assertEqual(said["records"], int(count))
        self.assertEqual(said["harvests"][0]["kind"], "one-off")
        self.assertEqual(self.value("SELECT next_from FROM sheaf.selection"),
                         from_before)
        said = self.sheaf("harvest", "a", "--until", "1999-12-31T23:59:59Z",
                          "--json").object
        self.assertEqual((said["verdict"], said["records"]), ("complete", 0))

    def test_a_set_and_a_prefix_narrow_it(self) -> None:
        self.add("a", "haplo")
        said = self.sheaf("harvest", "a", "--set", "dataset", "--prefix",
                          "rioxx", "--json").object
        (only,) = said["harvests"]
        self.assertEqual((only["metadata_prefix"], only["set_spec"],
                          only["kind"]), ("rioxx", "dataset", "one-off"))
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.record"
            " WHERE NOT 'dataset' = ANY (set_specs)"), "0")

    def test_what_is_held_is_not_harvested(self) -> None:
        self.add("a", "haplo")
        self.value("UPDATE sheaf.repository SET state = 'held' RETURNING 1")
        self.assertIn("sheaf resume a",
                      self.sheaf("harvest", "a", exits=FAILED).err)
        self.sheaf("harvest", "a", "b", exits=NOTHING)
        self.sheaf("harvest", "b", "a", exits=NOTHING)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "0")

    def test_a_repository_that_moved_away_fails(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.value("UPDATE sheaf.repository SET base_url = base_url || 'x'"
                   " RETURNING 1")
        answer = self.sheaf("harvest", "a", "--json", exits=FAILED)
        self.assertEqual(answer.err, "")
        said = answer.object
        self.assertEqual((said["verdict"], said["proof"]), ("failed", None))
        self.assertIn("404", said["reason"])


class WaitingTest(Session):
    """While it runs: 40 pages, so many milliseconds apart."""

    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def add_slow(self, delay: str = "200ms") -> None:
        self.add("big", "large")
        self.sheaf("edit", "big", "delay=" + delay)

    def pages(self) -> int:
        return int(self.value("SELECT coalesce(sum(pages), 0)"
                              " FROM sheaf.harvest"))

    def test_ctrl_c_stops_and_the_same_command_goes_on(self) -> None:
        self.add_slow()
        requests = len(self.sample.requests())
        terminal = self.terminal("harvest", "big")
        terminal.read_until(f" % of {LARGE}")
        terminal.type("\x03")
        self.assertEqual(terminal.end(), PARTIAL)
        self.assertIn('"sheaf harvest big ', terminal.seen)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.host WHERE worker IS NOT NULL"), "0")
        before = self.pages()
        self.assertGreater(before, 0)
        self.assertLess(before, LARGE // PAGE)
        self.sheaf("edit", "big", "delay=0")
        answer = self.sheaf("harvest", "big", "--json")
        self.assertIn("Going on", answer.err)
        self.assertEqual((answer.object["verdict"],
                          answer.object["records"]), ("complete", LARGE))
        self.assertLessEqual(
            len(self.sample.requests()) - requests, LARGE // PAGE + 2)

    def test_stopped_it_still_ends_with_its_object(self) -> None:
        self.add_slow()
        output = self.folder / "stopped.json"
        with output.open("w") as file:
            process = self.program.start("harvest", "big", "--json",
                                         output=file)
            wait_for("the first page", lambda: self.pages() > 0)
            self.assertEqual(end(process, signal.SIGINT), PARTIAL)
        self.assertRegex(output.read_text(), r'^\{"repository":"big",'
                         r'"verdict":null,"proof":null,.*\}\n$')

    def test_a_wait_is_said(self) -> None:
        self.add_slow("0")
        self.value("UPDATE sheaf.host SET not_before = sheaf.clock()"
                   " + interval '4 seconds' RETURNING 1")
        terminal = self.terminal("harvest", "big")
        terminal.read_until(" is not asked before ")
        self.assertEqual(terminal.end(), DONE)

    def test_a_worker_that_dies_is_started_again(self) -> None:
        self.add_slow("50ms")
        for kind in ("harvest", "normalise"):
            process = self.program.start("harvest", "big", "--full")
            seen = self.pages()
            wait_for("a page", lambda: self.pages() > seen)
            os.kill(workers(process.pid, kind)[0], signal.SIGKILL)
            self.assertEqual(process.wait(60), DONE)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"),
                         str(LARGE))

    def at_it(self) -> str:
        """The connection of a normaliser that has been at one item for a
        moment; 0: none."""
        return self.value("""
            SELECT coalesce(max(pid), 0)
              FROM pg_stat_activity
             WHERE datname = current_database()
               AND application_name LIKE 'sheaf normalise%'
               AND state = 'idle in transaction'
               AND state_change < clock_timestamp() - interval '0.2 s'
            """)

    def test_an_item_that_ends_workers_is_held(self) -> None:
        """And the harvest goes on without it."""
        self.add("a", "ojs")
        self.sheaf("harvest", "a")
        self.value("""
            INSERT INTO sheaf.record
            SELECT repository_id, 'large', 'oai_dc', 'live', '2024', NULL,
                   '{}', '<dc xmlns="http://purl.org/dc/elements/1.1/">'
                   || repeat('<type>/' || repeat(chr(64762), 80)
                             || '</type>', 40000) || '</dc>',
                   NULL, 1, 1, 1, now(), now(), pg_current_xact_id()
              FROM sheaf.repository
            RETURNING 1""")
        self.value("INSERT INTO sheaf.stale_item SELECT repository_id, 'large'"
                   " FROM sheaf.repository RETURNING 1")
        process = self.program.start("harvest", "a")
        deaths = cycle((signal.SIGABRT, signal.SIGPROF))
        killed = 0
        while process.poll() is None:
            if (connection := self.at_it()) != "0" and (
                    worker := working(workers(process.pid, "normalise"))):
                os.kill(worker, next(deaths))
                killed += 1
                wait_for("its end", lambda: self.at_it() != connection)
        self.assertEqual(process.returncode, DONE)
        # Another may be at it before the last death is charged.
        self.assertIn(killed, (3, 4, 5))
        self.assertEqual(
            self.value("SELECT identifier FROM api.held_item"), "large")
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"), "55")

    def test_a_worker_that_dies_always_is_given_up(self) -> None:
        self.add_slow("5s")
        errors = self.folder / "errors"
        killed: set[int] = set()
        with errors.open("w") as file:
            process = self.program.start("harvest", "big", errors=file)
            while process.poll() is None:
                for pid in workers(process.pid, "harvest"):
                    killed.add(pid)
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
        self.assertEqual(process.returncode, FAILED)
        self.assertEqual(len(killed), 4)
        self.assertIn("was killed by signal 9", errors.read_text())

    def test_removed_while_it_is_harvested_nothing_stays(self) -> None:
        self.add_slow("50ms")
        errors = self.folder / "errors"
        with errors.open("w") as file:
            process = self.program.start("harvest", "big", errors=file)
            wait_for("a page", lambda: self.pages() > 3)
            self.sheaf("remove", "big", "--purge")
            self.assertEqual(process.wait(60), FAILED)
        self.assertIn("was removed", errors.read_text())
        for table in ("repository", "record", "item", "item_text",
                      "stale_item", "harvest", "list_request"):
            self.assertEqual(self.value(
                f"SELECT count(*) FROM sheaf.{table}"), "0", table)

    def test_beside_a_daemon_ctrl_c_only_stops_waiting(self) -> None:
        daemon = self.program.start("daemon")
        try:
            wait_for("its workers", lambda: self.value(
                "SELECT count(*) FROM sheaf.worker WHERE is_daemon") == "3")
            self.add("big", "large", "--no-harvest")
            self.sheaf("edit", "big", "delay=50ms")
            terminal = self.terminal("harvest", "big")
            terminal.read_until(f" % of {LARGE}")
            terminal.type("\x03")
            self.assertEqual(terminal.end(), PARTIAL)
            self.assertIn("The daemon goes on", terminal.seen)
            wait_for("the verdict", lambda: self.value(
                "SELECT count(*) FROM sheaf.harvest"
                " WHERE verdict = 'complete'") == "1")
            said = self.sheaf("status").out
            self.assertIn("daemon:   harvest worker, process ", said)
        finally:
            end(daemon)


if __name__ == "__main__":
    unittest.main()
