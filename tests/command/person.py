"""Somebody at the command line: what they type, and what they see."""

import json
import os
import pty
import select
import subprocess
import sys
import time
import unittest
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))

from cluster import Cluster, processor, programs  # noqa: E402
from prepared import MODEL, prepared  # noqa: E402
from product import Sample, Sheaf, binary, scratch  # noqa: E402
from session import Asked  # noqa: E402

DONE, FAILED, USAGE, PARTIAL, NOTHING = range(5)
RUN_SECONDS = 60


class Answer:
    def __init__(self, exits: int, out: str, err: str) -> None:
        self.exits = exits
        self.out = out
        self.err = err

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, Any]:
        (only,) = self.objects
        return only


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.seen = ""
        self._pid, self._screen = pty.fork()
        if self._pid == 0:
            os.execve(binary(), ["sheaf", *words], environment)

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def read_until(self, text: str) -> None:
        until = time.monotonic() + RUN_SECONDS
        while text not in self.seen:
            if time.monotonic() > until or not self._read():
                raise AssertionError(f"no {text!r} in {self.seen!r}")

    def _read(self) -> bool:
        ready, _, _ = select.select([self._screen], [], [], 1)
        if not ready:
            return True
        try:
            more = os.read(self._screen, 4096)
        except OSError:
            return False
        self.seen += more.decode(errors="replace")
        return bool(more)

    def end(self) -> int:
        while self._read():
            pass
        os.close(self._screen)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


class Other:
    """Another session of the database, which may keep locks."""

    def __init__(self, database: str) -> None:
        self._psql = subprocess.Popen(
            ["psql", "-XqAt", database], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)

    def run(self, script: str) -> None:
        """Returns when it has run."""
        assert self._psql.stdin is not None
        assert self._psql.stdout is not None
        self._psql.stdin.write(script + "\n\\echo done\n")
        self._psql.stdin.flush()
        while self._psql.stdout.readline() not in ("done\n", ""):
            pass

    def __enter__(self) -> "Other":
        return self

    def __exit__(self, *_: object) -> None:
        self._psql.communicate(timeout=RUN_SECONDS)


@cache
def prepared_cluster() -> Cluster:
    """One for all tests of a program, with a database MODEL that is as "sheaf
    db init" leaves it."""
    stack = ExitStack()
    unittest.addModuleCleanup(stack.close)
    folder = stack.enter_context(scratch())
    cluster = stack.enter_context(prepared(folder / "cluster"))
    administrator = Asked(cluster, "postgres")
    stack.callback(administrator.close)
    cluster.ask = administrator.query
    os.sched_setaffinity(0, {processor(os.getpid() + 1)})
    return cluster


class Session(unittest.TestCase):
    """The sample repository, and a fresh database for every test."""

    OPTIONS: tuple[str, ...] = ()
    begun: str  # the database that begin() has filled
    _is_used = False
    folder: Path
    cluster: Cluster
    sample: Sample

    @classmethod
    def setUpClass(cls) -> None:
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = stack.enter_context(scratch())
        cls.cluster = prepared_cluster()
        cls.sample = stack.enter_context(Sample(cls.folder, *cls.OPTIONS))
        cls.begun = "" if cls.begin is not Session.begin else MODEL

    def begin(self) -> None:
        """What every test of the class begins with: done once, and copied."""

    def setUp(self) -> None:
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("every = 1d\n")
        if not self.begun:
            self.use(f"begun_{type(self).__name__}".lower(), MODEL)
            self.begin()
            type(self).begun = self.database
        self.use(self._testMethodName[:60], self.begun)

    def use(self, database: str, model: str) -> None:
        self.leave()
        self.database = database
        self.program = Sheaf(self.cluster.create(database, model),
                             self.configuration)
        # Debian's psql is a script that takes longer than what is asked.
        self.program.environment["PATH"] = f"{programs()}:{os.environ['PATH']}"
        self._asked = Asked(self.cluster, database)
        self._read = Asked(self.cluster, database, self.program.command("sql"),
                           self.program.environment)
        self._is_used = True

    def leave(self) -> None:
        """Nobody may be there when a database is copied or dropped."""
        if self._is_used:
            self._asked.close()
            self._read.close()

    def tearDown(self) -> None:
        self.leave()
        self.cluster.drop(self.database)

    def sheaf(self, *words: str, exits: int | None = DONE) -> Answer:
        """exits None: however it ends."""
        done = subprocess.run(
            [binary(), "--config", str(self.configuration), *words],
            env=self.program.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=RUN_SECONDS)
        if exits is not None:
            self.assertEqual(
                done.returncode, exits,
                f"sheaf {' '.join(words)}: {done.stderr}{done.stdout}")
        return Answer(done.returncode, done.stdout, done.stderr)

    def terminal(self, *words: str) -> Terminal:
        return Terminal(self.program.environment, "--config",
                        str(self.configuration), *words)

    def add(self, name: str, shape: str, *words: str) -> Answer:
        return self.sheaf("add", name, self.sample.url(shape),
                          "--allow-private", "--delay", "0", *words)

    def begin_harvests(self) -> None:
        """Of all that is selected, as a worker leaves them that has ended."""
        self.value(
            "WITH begun AS (INSERT INTO sheaf.harvest (repository_id,"
            " selection_id, metadata_prefix, kind, asked_by, asked_at)"
            " SELECT repository_id, selection_id, metadata_prefix, 'full',"
            " 'schedule', sheaf.clock() FROM sheaf.selection"
            " RETURNING repository_id, harvest_id)"
            " INSERT INTO sheaf.list_request (repository_id, harvest_id, n)"
            " SELECT repository_id, harvest_id, 1 FROM begun RETURNING 1")

    def query(self, statement: str) -> list[list[str]]:
        """What the superuser sees."""
        return self._asked.query(statement)

    def value(self, statement: str) -> str:
        return self.query(statement)[0][0]

    def read(self, statement: str) -> list[list[str]]:
        """What readers see, through "sheaf sql"."""
        return self._read.query(statement)
