#!/usr/bin/python3
"""sheaf daemon wounded: workers that die, a database that is away."""

import os
import signal
import subprocess
import time
import unittest

from daemon import LARGE, STOP_SECONDS, DaemonTest
from meter import MIB, memory
from product import children, command_line, end, wait_for, workers
from provider import Provider


class WoundedTest(DaemonTest):
    NORMALISERS = 1

    def test_killed_workers_come_back(self) -> None:
        self.add("large")
        daemon = self.daemon()
        self.wait_for_pages(5)
        dead = self.pids(daemon)
        for pid in dead:
            os.kill(pid, signal.SIGKILL)
        wait_for("other workers", lambda: self.has_all_workers(daemon)
                 and not self.pids(daemon) & dead, 10)
        wait_for("the harvest", lambda: self.settled(1))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(LARGE))
        self.assertIn("was killed by signal 9", self.log.read_text())

    def test_what_is_only_counted_ends_no_worker(self) -> None:
        self.add("ojs")
        self.query("ALTER TABLE sheaf.quality ADD CHECK (items < 0)")
        daemon = self.daemon()
        before = self.pids(daemon)
        wait_for("the refusal", lambda: "is tried again in an hour"
                 in self.log.read_text())
        self.assertIn("quality_items_check", self.log.read_text())
        self.add("haplo")
        wait_for("its items", lambda: self.value(
            "SELECT count(DISTINCT repository_id) FROM sheaf.item") == "2")
        self.assertEqual(self.pids(daemon), before)

    def test_marks_that_are_refused_keep_nobody_from_items(self) -> None:
        self.add("ojs", "--no-harvest")
        self.query("INSERT INTO sheaf.mapping (scheme, platform, key, spelling,"
                   " was) VALUES ('type', '', 'x', 'x', '-')")
        self.query("ALTER TABLE sheaf.mapping ADD CONSTRAINT refused"
                   " CHECK (NOT is_marked)")
        daemon = self.daemon()
        before = self.pids(daemon)
        wait_for("the refusal", lambda: "is looked for again in a minute"
                 in self.log.read_text())
        self.assertIn('"refused"', self.log.read_text())
        self.sheaf.run("harvest", "ojs")
        self.assertNotEqual(self.value("SELECT count(*) FROM sheaf.item"), "0")
        self.assertEqual(self.pids(daemon), before)

    def test_conflicts_that_last_are_told(self) -> None:
        """Once, and items are made as soon as there are none."""
        self.query("CREATE SEQUENCE public.conflicts; CREATE FUNCTION"
                   """ conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM nextval('public.conflicts');
                RAISE 'somebody else was quicker'
                      USING ERRCODE = 'serialization_failure';
            END $$""")
        self.query("GRANT ALL ON SEQUENCE public.conflicts TO PUBLIC")
        self.query("CREATE TRIGGER conflict BEFORE INSERT ON sheaf.item"
                   " EXECUTE FUNCTION conflict()")
        self.add("ojs")
        daemon = self.daemon()
        before = self.pids(daemon)
        wait_for("conflicts", lambda: int(self.value(
            "SELECT last_value FROM public.conflicts")) > 15)
        told = [line for line in self.log.read_text().splitlines()
                if "somebody else was quicker" in line]
        self.assertEqual(len(told), 1, told)
        self.assertIn("are tried again until they get through", told[0])
        self.query("DROP TRIGGER conflict ON sheaf.item")
        wait_for("items", lambda: self.value(
            "SELECT count(*) > 0 FROM sheaf.item"
            " WHERE NOT EXISTS (SELECT FROM sheaf.stale_item)") == "t")
        self.assertEqual(self.pids(daemon), before)

    def hours_pass(self) -> None:
        self.query("""
            INSERT INTO sheaf.setting AS s VALUES ('clock_offset', '2 hours')
            ON CONFLICT (name) DO UPDATE
               SET value = (s.value::interval + interval '2 hours')::text""")

    def test_a_full_disk_is_told_once(self) -> None:
        """Every page is refused; no repository is to blame."""
        self.query("""CREATE FUNCTION full_disk() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                RAISE 'could not extend file: No space left on device'
                      USING ERRCODE = 'disk_full';
            END $$""")
        self.query("CREATE TRIGGER full_disk BEFORE INSERT ON sheaf.record"
                   " EXECUTE FUNCTION full_disk()")
        self.add("ojs")
        self.daemon()
        for tries in ("1", "2"):
            wait_for("a refusal", lambda tries=tries: self.query(
                "SELECT tries, fault FROM sheaf.list_request")
                     == [[tries, "store"]])
            self.hours_pass()
        told = [line for line in self.log.read_text().splitlines()
                if "No space left" in line]
        self.assertEqual(len(told), 1, told)
        self.assertIn("asking again in 60 s", told[0])
        said = self.sheaf.run("status", "--failing", exits=(3,))
        self.assertRegex(said, "(?m)^trouble: .*1 repository .*No space left")
        self.query("DROP TRIGGER full_disk ON sheaf.record")
        self.hours_pass()
        wait_for("the harvest", lambda: self.settled(1))
        self.sheaf.run("status", "--failing")

    def test_records_that_do_not_end_cost_themselves_alone(self) -> None:
        """Eight hosts send 14 MiB of one record each, and then nothing."""
        text = b"x" * 1024 * 1024 + b"</title><title>"
        body = (b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
                b"<responseDate>2026-01-01T00:00:00Z</responseDate><request/>"
                b"<ListRecords><record><header><identifier>large</identifier>"
                b"<datestamp>2026-01-01</datestamp></header><metadata><title>"
                + text * 14)
        addresses = [f"127.0.0.{n}" for n in range(2, 10)]
        provider = Provider(addresses, {"ListRecords": body}, withheld=1)
        self.addCleanup(provider.stop)
        self.add("ojs", "--no-harvest")
        for n, address in enumerate(addresses):
            self.sheaf.run("add", f"r{n}", self.sample.url("ojs"),
                           "--allow-private", "--no-harvest")
            self.query(f"""
                WITH h AS (INSERT INTO sheaf.host (host, next_due, delay,
                                                   connections)
                           VALUES ('{address}', now(), '0', 1)
                           RETURNING host)
                UPDATE sheaf.repository AS r
                   SET host = h.host,
                       base_url = 'http://{address}:{provider.port}/oai'
                  FROM h WHERE r.name = 'r{n}'""")
        self.query("UPDATE sheaf.selection SET next_due = now()")
        daemon = self.daemon()
        wait_for("some to be given up", lambda: int(self.value(
            "SELECT count(*) FROM sheaf.harvest"
            " WHERE fault = 'too-large'")) >= 6)
        self.sheaf.run("harvest", "ojs")
        if not os.environ.get("SHEAF_SANITIZE"):  # they keep what was freed
            self.assertLess(memory(workers(daemon.pid, "harvest")[0]),
                            160 * MIB)

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
