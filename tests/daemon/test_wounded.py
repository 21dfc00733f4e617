#!/usr/bin/python3
"""sheaf daemon wounded: workers that die, a database that is away."""

import os
import signal
import subprocess
import time
import unittest

from daemon import LARGE, STOP_SECONDS, DaemonTest
from meter import MIB, memory
from product import children, command_line, end, last_object, wait_for, workers
from provider import Provider


class WoundedTest(DaemonTest):
    NORMALISERS = 1  # which item it is at is known

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
        """Its process, once it has been busy with an item for a moment: not
        with a vocabulary, which it reads in the same transaction."""
        wait_for("a normaliser at work", lambda: self.query("""
            SELECT pid FROM pg_stat_activity
             WHERE application_name LIKE 'sheaf normalise%'
               AND state = 'idle in transaction'
               AND query LIKE '%sheaf.shown_record%'
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
        os.kill(self.normaliser_at_work(daemon), signal.SIGABRT)
        self.wait_for_workers(daemon)
        self.normaliser_at_work(daemon)
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
