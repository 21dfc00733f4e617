#!/usr/bin/python3
"""Ctrl-C in commands that read or write much: what was done is said, and nothing
half-done is left."""

import os
import signal
import subprocess
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from person import DONE, PARTIAL, Answer, Session
from product import wait_for


def catches(pid: int, signal_number: int) -> bool:
    (mask,) = (line.split()[1] for line in
               Path(f"/proc/{pid}/status").read_text().splitlines()
               if line.startswith("SigCgt:"))
    return bool(int(mask, 16) >> (signal_number - 1) & 1)


class InterruptTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "mdx")

    def setUp(self) -> None:
        super().setUp()
        self.items = int(self.value("SELECT count(*) FROM sheaf.item"))

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Nobody reads it meanwhile."""
        with subprocess.Popen(
                ["psql", "-Xq", self.program.environment["SHEAF_DATABASE"]],
                stdin=subprocess.PIPE) as other:
            assert other.stdin is not None
            other.stdin.write(f"BEGIN; LOCK {table};\n".encode())
            other.stdin.flush()
            self.wait("SELECT count(*) FROM pg_locks WHERE relation"
                      f" = '{table}'::regclass AND granted"
                      " AND mode = 'AccessExclusiveLock'")
            yield
            other.stdin.close()

    def wait(self, statement: str) -> None:
        wait_for(statement, lambda: self.value(statement) != "0")

    def stop(self, table: str, *words: str, exits: int = PARTIAL) -> Answer:
        """Interrupted while it waits for the table."""
        with self.locked(table):
            running = self.program.start(
                *words, output=subprocess.PIPE, errors=subprocess.PIPE)
            self.wait("SELECT count(*) FROM pg_stat_activity WHERE"
                      " wait_event_type = 'Lock'")
            waits = self.value("SELECT application_name FROM pg_stat_activity"
                               " WHERE wait_event_type = 'Lock'")
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=20)
        self.assertEqual(running.returncode, exits, err)
        self.assertEqual(waits, f"sheaf {words[0]}")
        return Answer(running.returncode, out.decode(), err.decode())

    def test_a_dry_run_says_how_far_it_came(self) -> None:
        told = self.stop("sheaf.record", "normalise", "--dry-run")
        self.assertEqual(told.out, "0 of 0 items would change.\n")
        self.assertEqual(told.err, f"Stopped after 0 of {self.items} items.\n")
        told = self.stop("sheaf.record", "normalise", "--dry-run", "--json")
        self.assertEqual((told.object["items"], told.object["left"]),
                         (0, self.items))
        told = self.stop("sheaf.record", "normalise", "--field", "year")
        self.assertIn("0 of them would change and are marked:", told.err)

    def test_a_file_is_not_left_looking_whole(self) -> None:
        out = self.folder / "stopped.csv"
        before = sorted(self.folder.iterdir())
        for table, kind in (("sheaf.item", "csv"), ("sheaf.record", "raw")):
            told = self.stop(table, "export", "mdx", "--format", kind,
                             "--out", str(out))
            self.assertRegex(told.err, r"sheaf export: stopped after 0 (items"
                             rf"|records); {out} is not written\n")
            self.assertEqual(sorted(self.folder.iterdir()), before)
        told = self.stop("sheaf.item", "export", "mdx", "--format", "jsonl")
        self.assertEqual((told.out, told.err), (
            "", "sheaf export: stopped after 0 items; what was written is not"
            " whole\n"))

    def test_nothing_is_mapped(self) -> None:
        count = ("SELECT count(*) FROM sheaf.synonym"
                 " WHERE spelling = 'xyzzy'")
        for words, left in ((["deu"], "0"), (["--undo"], "1")):
            told = self.stop("sheaf.item", "map", "language", "xyzzy", *words)
            self.assertIn("sheaf map: stopped; nothing is changed\n", told.err)
            self.assertEqual(self.value(count), left)
            self.sheaf("map", "language", "xyzzy", "deu")

    def test_a_harvest_does_not_look_for_duplicates_any_longer(self) -> None:
        """There is an item that changed: else nobody looks."""
        self.value("UPDATE sheaf.item SET changed_in = pg_current_xact_id()"
                   " WHERE identifier = (SELECT min(identifier)"
                   " FROM sheaf.item) RETURNING 1")
        told = self.stop("sheaf.duplicate", "harvest", "mdx", exits=DONE)
        self.assertIn("Not all items were looked at for duplicates"
                      " (interrupted): a daemon goes on", told.err)
        self.assertIn("mdx", told.out)
        told = self.stop("sheaf.duplicate", "normalise", exits=DONE)
        self.assertIn("(interrupted)", told.err)
        self.assertIn(f"{self.items} items are normalised.", told.err)
        told = self.stop("sheaf.quality", "normalise", exits=DONE)
        self.assertIn("Not all of api.quality is counted (interrupted): a"
                      " daemon goes on", told.err)

    def test_the_second_ends_it_where_the_server_does_not_answer(self) -> None:
        with self.locked("sheaf.item"):
            running = self.program.start("map", "language", "xyzzy", "deu",
                                         errors=subprocess.DEVNULL)
            self.wait("SELECT count(*) FROM pg_stat_activity WHERE"
                      " wait_event_type = 'Lock'")
            os.kill(self.cluster.pid, signal.SIGSTOP)
            try:
                running.send_signal(signal.SIGINT)
                wait_for("the first", lambda: not catches(
                    running.pid, signal.SIGTERM), 10)
                self.assertIsNone(running.poll())
                running.send_signal(signal.SIGTERM)
                self.assertEqual(running.wait(10), -signal.SIGTERM)
            finally:
                running.kill()
                running.wait()
                os.kill(self.cluster.pid, signal.SIGCONT)
        self.wait("SELECT (count(*) = 0)::integer FROM pg_stat_activity"
                  " WHERE application_name LIKE 'sheaf%'")
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.synonym"
                                    " WHERE spelling = 'xyzzy'"), "0")


if __name__ == "__main__":
    unittest.main()
