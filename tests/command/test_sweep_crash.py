#!/usr/bin/python3
"""Sweeps that are killed, or whose server is: nothing is gone that is listed."""

import os
import random
import signal
import subprocess
import time
import unittest

from person import DONE, FAILED, NOTHING, PARTIAL, RUN_SECONDS, Session
from product import wait_for

PAGE = 10
LARGE = 120
FEW = 5
MORE = 30
STEPS = 24
SEEDS = (1, 2)


class CrashTest(Session):
    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def setUp(self) -> None:
        super().setUp()
        self.hidden: set[str] = set()
        self.ever_hidden: set[str] = set()
        self.add("r", "large", "--prefix", "oai_dc")
        self.sheaf("harvest", "r")
        self.identifiers = self.column(
            "SELECT identifier FROM sheaf.record ORDER BY 1")

    def tearDown(self) -> None:
        self.reveal(sorted(self.hidden))
        super().tearDown()

    def column(self, statement: str) -> list[str]:
        return [row[0] for row in self.query(statement)]

    def having(self, *statuses: str) -> set[str]:
        words = ", ".join(f"'{status}'" for status in statuses)
        return set(self.column("SELECT identifier FROM sheaf.record"
                               f" WHERE status IN ({words})"))

    def hide(self, chosen: list[str]) -> None:
        self.sample.order(repository="large", hide=chosen)
        self.hidden |= set(chosen)
        self.ever_hidden |= set(chosen)

    def reveal(self, chosen: list[str]) -> None:
        self.sample.order(repository="large", reveal=chosen)
        self.hidden -= set(chosen)

    def listed(self) -> int:
        return int(self.value(
            "SELECT coalesce(max(l.listed), 0) FROM sheaf.list_request AS l"
            " JOIN sheaf.harvest AS h USING (repository_id, harvest_id)"
            " WHERE h.kind = 'sweep' AND h.verdict IS NULL"))

    def begin_sweep(self, pages: int) -> "subprocess.Popen[bytes]":
        """Under way, with so many pages behind it."""
        process = self.program.start("sweep", "r")
        wait_for("pages", lambda: self.listed() >= pages * PAGE
                 or process.poll() is not None)
        return process

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """Unless it has ended."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(RUN_SECONDS)
        # Its lease would have to end first.
        self.value("UPDATE sheaf.host SET lease_until = '-infinity',"
                   " next_due = now() RETURNING 1")

    def crash_server(self) -> None:
        self.cluster.stop(signal.SIGQUIT)
        self.cluster.start()

    def test_a_sweep_that_is_killed_goes_on(self) -> None:
        self.sheaf("edit", "r", "delay=50ms")
        chosen = self.identifiers[:MORE]
        self.hide(chosen)
        before = len(self.sample.requests("ListIdentifiers"))
        self.kill(self.begin_sweep(3))
        self.sheaf("sweep", "r")
        self.assertEqual(self.having("missing"), set(chosen))
        self.assertEqual(self.having("gone"), set())
        self.assertEqual(
            self.column("SELECT outcome FROM sheaf.sweep"), ["found"])
        # From where it was, but for what was on its way.
        self.assertLessEqual(
            len(self.sample.requests("ListIdentifiers")) - before,
            (LARGE - MORE) // PAGE + 2)

    def test_a_server_that_crashes_marks_nothing(self) -> None:
        self.sheaf("edit", "r", "delay=50ms")
        process = self.begin_sweep(3)
        self.kill(process)
        self.crash_server()
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.listed"), "0")
        said = self.sheaf("sweep", "r", exits=PARTIAL).out
        self.assertIn("the database went down in the meantime", said)
        self.assertEqual(self.having("live"), set(self.identifiers))
        self.assertEqual(
            self.column("SELECT outcome FROM sheaf.sweep"), ["void"])
        self.assertIn("nothing is missed", self.sheaf("sweep", "r").out)

    def step(self, chance: random.Random) -> str:
        """Something that may happen, in any order."""
        act = chance.choice(("hide", "hide more", "reveal", "harvest", "full",
                             "sweep", "sweep", "now", "killed", "killed",
                             "crash", "wait", "wait", "undo", "confirm"))
        if act.startswith("hide"):
            count = chance.randint(1, FEW if act == "hide" else MORE)
            self.hide(chance.sample(self.identifiers[:-PAGE], count))
        elif act == "reveal" and self.hidden:
            self.reveal(chance.sample(sorted(self.hidden),
                                      chance.randint(1, len(self.hidden))))
        elif act in ("harvest", "full"):
            self.sheaf("harvest", "r", *(["--full"] if act == "full" else []))
        elif act in ("sweep", "now"):
            self.any_end("sweep", "r", *(["--now"] if act == "now" else []))
        elif act in ("killed", "crash"):
            process = self.begin_sweep(chance.randint(0, 8))
            time.sleep(chance.random() / 10)
            self.kill(process)
            if act == "crash":
                self.crash_server()
        elif act == "wait":
            self.value(
                "INSERT INTO sheaf.setting AS s VALUES ('clock_offset',"
                " '20 hours') ON CONFLICT (name) DO UPDATE SET value ="
                " (s.value::interval + interval '20 hours')::text"
                " RETURNING 1")
        elif act in ("undo", "confirm"):
            self.any_end("sweep", "r", "--" + act)
        return act

    def any_end(self, *words: str) -> None:
        self.program.run(*words, exits=(DONE, FAILED, PARTIAL, NOTHING))

    def play(self, seed: int) -> None:
        chance = random.Random(seed)
        acts = []
        for _ in range(STEPS):
            acts.append(self.step(chance))
            lost = self.having("missing", "gone") - self.ever_hidden
            self.assertEqual(lost, set(), acts)
        # Whatever was: what is listed to a whole sweep is alive.
        self.any_end("sweep", "r")
        self.any_end("sweep", "r", "--now")
        self.assertEqual(self.having("missing", "gone") - self.hidden, set(),
                         acts)

    def test_no_order_of_things_loses_what_is_listed(self) -> None:
        for seed in SEEDS:
            with self.subTest(seed=seed):
                self.play(seed)


if __name__ == "__main__":
    unittest.main()
