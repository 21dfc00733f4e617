#!/usr/bin/python3
"""sheaf daemon: ready, at work, beside a person, wounded, told to stop.

The real daemon and the sample repository over a real socket into a real
PostgreSQL; systemd is a socket that listens to what it is told.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import unittest
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))

from cluster import Cluster  # noqa: E402
from product import (Sample, Sheaf, children, command_line,  # noqa: E402
                     end, last_object, scratch, wait_for, workers)

LARGE = 1500
PAGE = 10
STOP_SECONDS = 10


class Notifications:
    """What systemd would hear."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self._heard: list[str] = []

    def all(self) -> list[str]:
        try:
            while True:
                self._heard += self._socket.recv(4096).decode().split("\n")
        except BlockingIOError:
            return self._heard

    def count(self, message: str) -> int:
        return self.all().count(message)

    def close(self) -> None:
        self._socket.close()
        self.path.unlink()


class DaemonTest(unittest.TestCase):
    """A database and a daemon of its own for every test."""

    stack: ExitStack
    folder: Path
    cluster: Cluster
    sample: Sample

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        cls.folder = cls.stack.enter_context(scratch())
        cls.cluster = Cluster(cls.folder / "cluster", {"fsync": "off"})
        cls.cluster.start()
        cls.stack.callback(cls.cluster.stop)
        cls.sample = Sample(cls.folder, "--records", str(LARGE),
                            "--page-size", str(PAGE))
        cls.stack.callback(cls.sample.stop)

    def setUp(self) -> None:
        self.database = self._testMethodName
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("log_level = info\n")
        self.sheaf = Sheaf(self.cluster.create(self.database),
                           self.configuration)
        self.sheaf.run("db", "init")
        self.log = self.folder / f"{self.database}.log"
        self.systemd = Notifications(self.folder / "notify")
        self.addCleanup(self.systemd.close)

    def daemon(self) -> "subprocess.Popen[bytes]":
        """Started, ready, and with both workers."""
        with self.log.open("ab") as log:
            daemon = self.sheaf.start(
                "daemon", output=log, errors=log,
                NOTIFY_SOCKET=str(self.systemd.path))
        self.addCleanup(self.clear_away, daemon)
        before = self.systemd.count("READY=1")
        wait_for("READY=1", lambda: self.systemd.count("READY=1") > before
                 or daemon.poll() is not None)
        self.wait_for_workers(daemon)
        return daemon

    @staticmethod
    def clear_away(daemon: "subprocess.Popen[bytes]") -> None:
        if daemon.poll() is None:
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait()

    def pids(self, daemon: "subprocess.Popen[bytes]") -> set[int]:
        return set(workers(daemon.pid, "harvest")
                   + workers(daemon.pid, "normalise"))

    def wait_for_workers(self, daemon: "subprocess.Popen[bytes]") -> None:
        wait_for("both workers", lambda: len(self.pids(daemon)) == 2, 20)
        wait_for("their rows", lambda: {str(pid) for pid in self.pids(
            daemon)} == {row[0] for row in self.query(
                "SELECT pid FROM sheaf.worker")}, 20)

    def query(self, statement: str) -> list[list[str]]:
        self.systemd.all()  # a full socket would hold up the daemon
        return self.cluster.query(self.database, statement)

    def value(self, statement: str) -> str:
        return self.query(statement)[0][0]

    def add(self, name: str, *options: str) -> None:
        self.sheaf.run("add", name, self.sample.url(name),
                       "--allow-private", "--delay", "0", *options)

    def settled(self, harvests: int) -> bool:
        """So many harvests are complete and their items are made."""
        return self.query("""
            SELECT count(*) FILTER (WHERE verdict = 'complete'),
                   count(*) FILTER (WHERE verdict IS DISTINCT FROM
                                    'complete'),
                   (SELECT count(*) FROM sheaf.stale_item)
              FROM sheaf.harvest""") == [[str(harvests), "0", "0"]]

    def wait_for_pages(self, pages: int) -> None:
        wait_for(f"{pages} pages", lambda: int(self.value(
            "SELECT coalesce(sum(pages), 0) FROM sheaf.harvest")) >= pages)

    def check_nothing_is_held(self) -> None:
        self.assertEqual(self.held(), [])
        self.assertEqual(self.query("SELECT worker FROM sheaf.worker"), [])

    def held(self) -> list[list[str]]:
        return self.query(
            "SELECT host FROM sheaf.host WHERE worker IS NOT NULL"
            " OR lease_id IS NOT NULL OR lease_until > sheaf.clock()")

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

    def test_a_second_daemon_leaves_the_first_one_alone(self) -> None:
        self.add("large", "--delay", "0.05")
        first = self.daemon()
        self.wait_for_pages(3)
        with self.log.open("ab") as log:
            second = self.sheaf.start("daemon", output=log, errors=log)
        self.addCleanup(self.clear_away, second)
        wait_for("a word about it", lambda: "another daemon on this machine"
                 in self.log.read_text())
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(end(second, seconds=STOP_SECONDS), 0)
        self.assertEqual({int(row[0]) for row in self.query(
            "SELECT pid FROM sheaf.worker")}, self.pids(first))
        self.assertNotIn("let go of host", self.log.read_text())

    def test_killed_workers_come_back(self) -> None:
        self.add("large")
        daemon = self.daemon()
        self.wait_for_pages(5)
        dead = self.pids(daemon)
        for pid in dead:
            os.kill(pid, signal.SIGKILL)
        wait_for("other workers", lambda: len(self.pids(daemon)) == 2
                 and not self.pids(daemon) & dead, 10)
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))
        self.assertIn("was killed by signal 9", self.log.read_text())

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

    def normaliser_at_work(self, daemon: "subprocess.Popen[bytes]") -> int:
        """Its process, once it has been busy with an item for a moment."""
        wait_for("a normaliser at work", lambda: self.query("""
            SELECT pid FROM pg_stat_activity
             WHERE application_name LIKE 'sheaf normalise%'
               AND state = 'idle in transaction'
               AND state_change < clock_timestamp() - interval '0.2 s'
            """), pause=0.05)
        return workers(daemon.pid, "normalise")[0]

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
            os.kill(self.normaliser_at_work(daemon), death)
            wait_for("the charge", lambda: self.value(
                "SELECT coalesce(max(crashes), -1) FROM sheaf.stale_item")
                     == str(crashes))
            self.wait_for_workers(daemon)
        wait_for("the items behind it", lambda: self.items()
                 == ["other", "small"])
        self.assertEqual(self.query(
            "SELECT identifier, is_held FROM sheaf.stale_item"),
                         [["large", "t"]])
        self.assertIn("(Profiling timer expired) while it normalised large:"
                      " crash 2 of 3", self.log.read_text())
        self.assertIn("1 item that ended 3 workers", self.sheaf.run("status"))
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
        os.kill(self.normaliser_at_work(daemon), signal.SIGABRT)
        self.wait_for_workers(daemon)
        self.normaliser_at_work(daemon)
        self.assertEqual(self.items(), ["other"])

    def test_a_normaliser_killed_from_outside_charges_nobody(self) -> None:
        for name in ("ojs", "haplo"):
            self.add(name, "--no-harvest")
        self.make_items()
        daemon = self.daemon()
        os.kill(self.normaliser_at_work(daemon), signal.SIGKILL)
        self.wait_for_workers(daemon)
        wait_for("all items", lambda: self.items()
                 == ["large", "other", "small"])

    def test_no_worker_outlives_its_daemon(self) -> None:
        """Not even one that was just being started when the daemon died."""
        started: set[int] = set()
        for delay in range(12):
            daemon = self.sheaf.start("daemon")
            wait_for("a child", lambda: children(daemon.pid), pause=0)
            time.sleep(delay * 0.002)
            started.update(children(daemon.pid))
            self.clear_away_alone(daemon)
        wait_for("the workers to end", lambda: not [
            pid for pid in started if "worker" in command_line(pid)], 10)

    @staticmethod
    def clear_away_alone(daemon: "subprocess.Popen[bytes]") -> None:
        daemon.kill()
        daemon.wait()

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
        wait_for("new workers", lambda: len(self.pids(daemon)) == 2
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

    def add_due(self, name: str) -> None:
        """With a configuration of its own: the daemon's is broken."""
        good = self.folder / "good.conf"
        good.write_text("")
        Sheaf(self.cluster.conninfo(self.database), good).run(
            "add", name, self.sample.url(name), "--allow-private",
            "--delay", "0")

    def test_a_worker_killed_under_a_bad_configuration_comes_back(self) \
            -> None:
        """The file on the disk is not the configuration in force."""
        daemon = self.daemon()
        self.configuration.write_text("log_level = loud\n")
        daemon.send_signal(signal.SIGHUP)
        wait_for("READY=1 again", lambda: self.systemd.count("READY=1") == 2)
        for pid in self.pids(daemon):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        self.wait_for_workers(daemon)

    def test_waits_for_a_database_that_is_away(self) -> None:
        self.add("large")
        daemon = self.daemon()
        before = self.pids(daemon)
        self.wait_for_pages(5)
        self.cluster.stop(signal.SIGQUIT)
        try:
            time.sleep(1.5)
            self.assertIsNone(daemon.poll())
        finally:
            self.cluster.start()
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(self.pids(daemon), before)

    def test_starts_while_the_database_is_away(self) -> None:
        """A machine that boots starts both, and a server recovers for as long
        as it takes."""
        self.add("ojs")
        self.cluster.stop()
        try:
            with self.log.open("ab") as log:
                daemon = self.sheaf.start("daemon", output=log, errors=log,
                                          NOTIFY_SOCKET=str(self.systemd.path))
            self.addCleanup(self.clear_away, daemon)
            wait_for("READY=1", lambda: self.systemd.count("READY=1"))
            wait_for("a second try", lambda: "again in 2 s"
                     in self.log.read_text())
            before = self.pids(daemon)
        finally:
            self.cluster.start()
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(self.pids(daemon), before)

    def test_stops_when_the_database_never_came(self) -> None:
        self.cluster.stop()
        try:
            with self.log.open("ab") as log:
                daemon = self.sheaf.start("daemon", output=log, errors=log,
                                          NOTIFY_SOCKET=str(self.systemd.path))
            self.addCleanup(self.clear_away, daemon)
            wait_for("both to wait", lambda: self.log.read_text().count(
                "again in 1 s") == 2)
            self.assertEqual(end(daemon, seconds=STOP_SECONDS), 0)
            self.assertNotIn("killed", self.log.read_text())
        finally:
            self.cluster.start()

    def test_stops_while_the_database_is_away(self) -> None:
        daemon = self.daemon()
        self.cluster.stop(signal.SIGQUIT)
        try:
            self.assertEqual(end(daemon, seconds=STOP_SECONDS), 0)
        finally:
            self.cluster.start()


if __name__ == "__main__":
    unittest.main(verbosity=2)
