#!/usr/bin/python3
"""sheaf daemon: ready, at work, told to stop."""

import signal
import unittest

from daemon import LARGE, PAGE, STOP_SECONDS, DaemonTest
from product import Sheaf, end, wait_for


class LifeTest(DaemonTest):
    def test_tells_systemd_how_it_is(self) -> None:
        daemon = self.daemon()
        wait_for("WATCHDOG=1", lambda: self.systemd.count("WATCHDOG=1"))
        self.assertEqual(self.systemd.count("STOPPING=1"), 0)
        self.assertEqual(end(daemon, seconds=STOP_SECONDS), 0)
        self.assertEqual(self.systemd.count("STOPPING=1"), 1)
        self.check_nothing_is_held()

    def test_is_not_ready_without_its_tables(self) -> None:
        empty = Sheaf(self.cluster.create("without_tables"),
                      self.configuration)
        with self.log.open("ab") as log:
            daemon = empty.start("daemon", output=log, errors=log,
                                 NOTIFY_SOCKET=str(self.systemd.path))
        self.addCleanup(self.clear_away, daemon)
        self.assertEqual(daemon.wait(20), 4)
        self.assertEqual(self.systemd.count("READY=1"), 0)
        self.assertIn("db init", self.log.read_text())

    def test_harvests_what_is_due_and_again_when_it_is_due_again(self) -> None:
        self.add("ojs")
        self.add("haplo", "--no-harvest")
        self.daemon()
        wait_for("the harvest of ojs", lambda: self.settled(1))
        self.assertEqual(self.query("""
            SELECT DISTINCT name, asked_by, kind
              FROM sheaf.harvest JOIN sheaf.repository
                   USING (repository_id)"""), [["ojs", "schedule", "full"]])
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"), "55")
        self.query("INSERT INTO sheaf.setting VALUES"
                   " ('clock_offset', '25 hours')")
        wait_for("ojs again, and haplo in both formats",
                 lambda: self.settled(4))
        self.assertEqual(self.query("""
            SELECT name, kind, count(*)
              FROM sheaf.harvest JOIN sheaf.repository
                   USING (repository_id)
             GROUP BY 1, 2 ORDER BY 1, 2"""),
                         [["haplo", "full", "2"], ["ojs", "full", "1"],
                          ["ojs", "incremental", "1"]])

    def test_stops_after_the_page_in_hand_and_goes_on_there(self) -> None:
        self.add("large")
        asked = len(self.sample.requests())
        daemon = self.daemon()
        self.wait_for_pages(5)
        self.assertEqual(end(daemon, seconds=STOP_SECONDS), 0)
        self.check_nothing_is_held()
        self.assertEqual(self.query("SELECT verdict FROM sheaf.harvest"), [])
        done = int(self.value("SELECT pages FROM sheaf.harvest"))
        self.assertLess(done, LARGE // PAGE)
        self.daemon()
        wait_for("the rest", lambda: self.settled(1))
        self.assertEqual(len(self.sample.requests()) - asked, LARGE // PAGE)

    def test_reads_its_configuration_again(self) -> None:
        daemon = self.daemon()
        before = self.pids(daemon)
        self.configuration.write_text("log_level = debug\n")
        daemon.send_signal(signal.SIGHUP)
        wait_for("new workers", lambda: self.has_all_workers(daemon)
                 and not self.pids(daemon) & before, 10)
        wait_for("READY=1 again", lambda: self.systemd.count("READY=1") == 2)
        self.assertEqual(self.systemd.count("RELOADING=1"), 1)

    def test_keeps_its_configuration_when_the_new_one_is_bad(self) -> None:
        daemon = self.daemon()
        before = self.pids(daemon)
        self.configuration.write_text("log_level = loud\n")
        daemon.send_signal(signal.SIGHUP)
        wait_for("a word about it", lambda: "the configuration in force"
                 in self.log.read_text())
        wait_for("READY=1 again", lambda: self.systemd.count("READY=1") == 2)
        self.add_due("ojs")
        wait_for("a harvest", lambda: self.settled(1))
        self.assertEqual(self.pids(daemon), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
