#!/usr/bin/python3
"""Two people at once: whoever waited sees what the other one did."""

import subprocess
import unittest

from person import NOTHING, PARTIAL, RUN_SECONDS, Answer, Session
from product import binary, wait_for
from session import Session as Psql

PAGE = 100
LARGE = 300
MANY = 150  # more than 100, and than a tenth
COPIES = 19  # of each of those
MISSED = MANY * (1 + COPIES)


class TogetherTest(Session):
    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def waiting(self) -> int:
        return int(self.value(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database()"
            " AND pg_blocking_pids(pid) <> '{}'"))

    def together(self, lock: str, *commands: tuple[str, ...]) -> list[Answer]:
        """All of them wait for that lock, in this order, before the first
        gets it."""
        holder = Psql(self.cluster.psql(self.database))
        started: list[subprocess.Popen[str]] = []
        try:
            holder.do("BEGIN")
            holder.do(lock)
            for words in commands:
                started.append(subprocess.Popen(
                    [binary(), "--config", str(self.configuration), *words],
                    env=self.program.environment, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
                wait_for("a lock", lambda: self.waiting() >= len(started))
            holder.do("COMMIT")
            said = [one.communicate(timeout=RUN_SECONDS) for one in started]
        finally:
            holder.close()
            for one in started:
                one.kill()
                one.wait()
        return [Answer(one.returncode, out, err)
                for one, (out, err) in zip(started, said)]

    def test_what_is_confirmed_twice_can_be_undone(self) -> None:
        self.add("r", "large", "--prefix", "oai_dc")
        self.sheaf("harvest", "r")
        hidden = [row[0] for row in self.query(
            "SELECT identifier FROM sheaf.record ORDER BY 1"
            f" LIMIT {MANY}")]
        self.sample.order(repository="large", hide=hidden)
        self.addCleanup(
            self.sample.order, repository="large", reveal=hidden)
        self.sheaf("sweep", "r", exits=PARTIAL)
        # More than are confirmed at a time.
        for table in ("record", "absence"):
            self.value(
                f"INSERT INTO sheaf.{table} SELECT (jsonb_populate_record(t,"
                " jsonb_build_object('identifier', identifier || '/' || n))).*"
                f" FROM sheaf.{table} AS t, generate_series(1, {COPIES})"
                " AS g(n) WHERE EXISTS (SELECT 1 FROM sheaf.absence AS a"
                " WHERE a.identifier = t.identifier) RETURNING 1")
        lock = "SELECT 1 FROM sheaf.sweep FOR UPDATE"
        confirm = ("sweep", "r", "--confirm", "--json")
        undo = ("sweep", "r", "--undo", "--json")
        live = "SELECT count(*) FROM sheaf.record WHERE status = 'live'"
        before = int(self.value(live))
        self.together(lock, confirm, confirm)
        self.assertEqual(before - int(self.value(live)), MISSED)
        undone = self.together(lock, undo, undo)
        self.assertEqual(sum(said.object["undone"] for said in undone), MISSED)
        self.assertEqual(int(self.value(live)), before)

    def test_pause_does_not_undo_retire(self) -> None:
        self.add("r", "large")
        _, paused = self.together("SELECT 1 FROM sheaf.host FOR UPDATE",
                                  ("retire", "r"), ("pause", "r"))
        self.assertIn("is retired", paused.err)
        self.assertEqual(self.value("SELECT state FROM sheaf.repository"),
                         "retired")

    def test_what_is_removed_is_not_changed(self) -> None:
        self.add("a", "large")
        self.sheaf("edit", "a", "group=g")
        before = self.settings()
        commands = (("pause", "a", "b"), ("resume", "b"),
                    ("retire", "--group", "g"), ("edit", "b", "every=7d"),
                    ("edit", "--group", "g", "quirk.raw-token=on"),
                    ("edit", "b", "state=paused", "--json"))
        # They wait for a host first; or it is free, and for what is removed.
        for lock in ("SELECT 1 FROM sheaf.host FOR UPDATE; ", ""):
            self.add("b", "large")
            self.sheaf("edit", "b", "group=g")
            answers = self.together(
                lock + "DELETE FROM sheaf.repository WHERE name = 'b'",
                *commands)
            for words, said in zip(commands, answers):
                with self.subTest(words=words, lock=lock):
                    self.assertEqual(said.exits, NOTHING, said)
                    self.assertEqual(
                        said.err, f'sheaf {words[0]}: the repository "b" was'
                        " removed just now\nNothing was changed.\n")
            self.assertEqual(self.settings(), before)

    def test_nor_is_it_shown(self) -> None:
        self.add("r", "large")
        # Which is read to show one, and not to find it.
        (said,) = self.together(
            "LOCK TABLE sheaf.selection IN ACCESS EXCLUSIVE MODE;"
            " DELETE FROM sheaf.repository", ("edit", "r"))
        self.assertEqual(said.exits, NOTHING, said)
        self.assertEqual(
            said.err, 'sheaf edit: the repository "r" was removed just now\n')

    def settings(self) -> str:
        return self.value(
            "SELECT string_agg(concat_ws(' ', name, every, state, quirk), ','"
            " ORDER BY name) FROM sheaf.repository LEFT JOIN sheaf.quirk"
            " USING (repository_id)")


if __name__ == "__main__":
    unittest.main()
