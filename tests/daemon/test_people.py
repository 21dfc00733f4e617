#!/usr/bin/python3
"""sheaf daemon beside people: what they ask for, what they change."""

import signal
import time
import unittest

from daemon import LARGE, PAGE, DaemonTest
from product import Sample, end, last_object, wait_for, workers
from session import Session


class PeopleTest(DaemonTest):
    def test_does_what_a_person_asks_for(self) -> None:
        self.add("large", "--no-harvest")
        self.daemon()
        begun = time.monotonic()
        with (self.folder / "answer").open("wb") as answer:
            command = self.sheaf.start("harvest", "large", "--json",
                                       output=answer)
            hands: set[int] = set()
            while command.poll() is None:
                for kind in ("harvest", "normalise"):
                    hands.update(workers(command.pid, kind))
                time.sleep(0.01)
                self.assertLess(time.monotonic(), begun + 60)
        self.assertEqual(command.returncode, 0)
        result = last_object((self.folder / "answer").read_text())
        self.assertEqual((result["verdict"], result["records"]),
                         ("complete", LARGE))
        self.assertEqual(hands, set(), "the command did the work itself")
        self.assertTrue(self.settled(1), "the command did not wait for it")

    def test_goes_on_when_the_person_leaves(self) -> None:
        self.add("large", "--no-harvest")
        self.daemon()
        command = self.sheaf.start("harvest", "large")
        self.wait_for_pages(5)
        self.assertNotEqual(end(command, signal.SIGINT, 5), 0)
        wait_for("the harvest", lambda: self.settled(1))

    def test_who_waits_waits_for_the_marks_of_another_platform(self) -> None:
        """One item waits; the platform is told of it, and the mark of another
        one is somebody's for a while."""
        self.add("ojs", "--no-harvest")
        daemon = self.daemon()
        self.sheaf.run("harvest", "ojs")
        mark = ("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                " SELECT repository_id, {}(identifier) FROM sheaf.item"
                " GROUP BY 1")
        other = Session(self.cluster.psql(self.database))
        self.addCleanup(other.close)
        other.do("BEGIN")
        other.do(mark.format("min"))
        self.query("UPDATE sheaf.item SET hash = 0; UPDATE sheaf.repository"
                   " SET platform = 'dspace'; " + mark.format("max"))
        command = self.sheaf.start("harvest", "ojs")
        wait_for("the mark", lambda: self.value(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
            " 'Lock' AND application_name LIKE 'sheaf normalise%'") != "0")
        wait_for("its item", lambda: self.value(
            "SELECT count(*) FROM sheaf.item WHERE hash <> 0") == "1")
        wait_for("the harvest", lambda: self.value(
            "SELECT count(*) FROM sheaf.harvest WHERE verdict IS NULL") == "0")
        time.sleep(1)
        self.assertIsNone(command.poll())
        other.do("COMMIT")
        self.assertEqual(command.wait(60), 0)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE hash = 0"), "0")
        self.assertIsNone(daemon.poll())

    def asked_within(self, seconds: float) -> int:
        before = len(self.sample.requests())
        time.sleep(seconds)
        return len(self.sample.requests()) - before

    def test_a_list_that_is_running_obeys_what_people_change(self) -> None:
        """Within ten seconds: who is told to ask less cannot wait until the
        list has ended."""
        self.add("large", "--delay", "0.2")
        self.daemon()
        self.wait_for_pages(3)
        self.sheaf.run("edit", "large", "delay=5s")
        wait_for("longer pauses", lambda: self.asked_within(3) <= 1, 20)
        self.sheaf.run("edit", "large", "delay=0")
        wait_for("shorter ones", lambda: self.asked_within(0.5) > 5, 20,
                 pause=0)
        wait_for("the harvest", lambda: self.settled(1))

    def test_a_list_that_is_running_is_paused(self) -> None:
        self.add("large", "--delay", "0.2")
        self.daemon()
        self.wait_for_pages(3)
        self.sheaf.run("edit", "large", "state=paused")
        wait_for("silence", lambda: self.asked_within(1) == 0, 20)
        self.assertEqual(self.held(), [])
        self.assertEqual(self.query("SELECT verdict FROM sheaf.harvest"), [])
        self.sheaf.run("edit", "large", "state=active", "delay=0")
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))

    def test_what_is_paused_goes_on_when_a_person_asks(self) -> None:
        """Also where what is open was begun by the schedule, and pausing stops
        what a person asked for."""
        self.add("large", "--delay", "0.2")
        self.daemon()
        self.wait_for_pages(3)
        self.sheaf.run("edit", "large", "state=paused", "delay=0.1")
        wait_for("silence", lambda: self.asked_within(1) == 0, 20)
        command = self.sheaf.start("harvest", "large")
        wait_for("requests", lambda: self.asked_within(1) > 0, 20)
        self.sheaf.run("edit", "large", "state=paused")
        wait_for("silence", lambda: self.asked_within(1) == 0, 20)
        end(command, signal.SIGINT, 5)
        self.sheaf.run("edit", "large", "delay=0")
        self.sheaf.run("harvest", "large")
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))

    def test_a_list_that_is_running_is_moved(self) -> None:
        """What its worker has in hand is written to nowhere, and the new host
        is asked for the rest."""
        self.add("large", "--delay", "0.2")
        self.daemon()
        self.wait_for_pages(3)
        folder = self.folder / "other"
        folder.mkdir()
        other = Sample(folder, "--records", str(LARGE), "--page-size",
                       str(PAGE * 10))
        self.addCleanup(other.stop)
        self.sheaf.run("move", "large", other.url("large"))
        self.sheaf.run("edit", "large", "delay=0")
        wait_for("silence", lambda: self.asked_within(1) == 0, 20)
        wait_for("the harvest", lambda: self.query(
            "SELECT verdict, records FROM sheaf.harvest ORDER BY harvest_id")
            == [["partial", self.query(
                "SELECT records FROM sheaf.harvest"
                " ORDER BY harvest_id")[0][0]], ["complete", str(LARGE)]])
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))
        self.assertNotIn("lease was lost", self.log.read_text())

    def test_a_repository_that_is_removed_takes_no_other_with_it(self) \
            -> None:
        """Of the same host, whose lease is not lost."""
        self.add("large", "--delay", "0.2")
        self.daemon()
        self.wait_for_pages(3)
        self.sheaf.run("remove", "large", "--purge")
        self.add("ojs")
        wait_for("the other one", lambda: self.settled(1), 30)
        self.assertNotIn("lease was lost", self.log.read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)
