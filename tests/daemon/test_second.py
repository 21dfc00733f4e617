#!/usr/bin/python3
"""sheaf daemon beside another one, or what only looks like one."""

import os
import unittest

from daemon import STOP_SECONDS, DaemonTest
from product import end, wait_for, workers


class SecondTest(DaemonTest):
    def test_a_second_daemon_leaves_the_first_one_alone(self) -> None:
        self.add("large", "--delay", "0.05")
        first = self.daemon()
        self.wait_for_pages(3)
        with self.log.open("ab") as log:
            second = self.sheaf.start("daemon", output=log, errors=log)
        self.addCleanup(self.clear_away, second)
        self.assertEqual(second.wait(STOP_SECONDS), 1)
        self.assertIn("another daemon on this machine works on this database"
                      f" already: process {first.pid}\n",
                      self.log.read_text())
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual({int(row[0]) for row in self.query(
            "SELECT pid FROM sheaf.worker")}, self.pids(first))
        self.assertNotIn("let go of host", self.log.read_text())

    def test_a_second_daemon_that_finds_out_late_ends(self) -> None:
        """The database was away when it started."""
        self.add("ojs", "--no-harvest")
        first = self.daemon()
        self.value("ALTER TABLE sheaf.worker RENAME TO away;"
                   " CREATE VIEW sheaf.worker AS SELECT * FROM sheaf.away"
                   " WHERE is_daemon AND pg_backend_pid() = 0; SELECT 1")
        with self.log.open("ab") as log:
            second = self.sheaf.start("daemon", output=log, errors=log)
        self.addCleanup(self.clear_away, second)
        wait_for("it to start", lambda: workers(second.pid, "harvest"))
        self.value("DROP VIEW sheaf.worker;"
                   " ALTER TABLE sheaf.away RENAME TO worker; SELECT 1")
        self.assertEqual(second.wait(STOP_SECONDS), 1)
        self.assertIn("another daemon on this machine", self.log.read_text())
        self.wait_for_workers(first)

    def test_a_process_that_only_has_the_number_is_no_daemon(self) -> None:
        """Ids are given again, in containers within seconds."""
        first = self.daemon()
        row = self.query("SELECT worker, machine FROM sheaf.worker"
                         " WHERE kind = 'harvest'")[0]
        self.assertEqual(end(first), 0)
        self.value(
            "INSERT INTO sheaf.worker (worker, kind, is_daemon, pid, machine,"
            f" version, started_at, seen_at) VALUES ('{row[0]}', 'harvest',"
            f" true, {os.getpid()}, '{row[1]}', '0', now(), now())"
            " RETURNING 1")
        self.daemon()
        self.assertNotIn("another daemon", self.log.read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)
