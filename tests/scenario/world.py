"""One scenario's world: a database, a repository, a clock that stands still.

sheaf.clock() is frozen at a moment of the runner's (see freeze()), so that
every date, every wait and every request is the same on any machine. A worker
runs while something is due; when nothing is, the clock moves on to the moment
when something will be.
"""

import random
import signal
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from journal import Page
from model import Answer
from product import ROOT, Sheaf, end
from server import Server
from session import Session

START = datetime(2030, 1, 1, tzinfo=timezone.utc)
NAME = "library"
QUERIES = ROOT / "sql" / "query"
WORK_SECONDS = 20  # until nothing is due at one moment
LOOK_SECONDS = 0.004
KILLS = 6  # in one scenario
MOVES = 1000  # of the clock, until all harvests have a verdict

FREEZE = """
CREATE OR REPLACE FUNCTION sheaf.clock() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT value::timestamptz FROM sheaf.setting WHERE name = 'clock')"""

FORGET = """
DO $$
DECLARE
    emptied text;
BEGIN
    SELECT string_agg('sheaf.' || c.relname, ', ') INTO emptied
      FROM pg_class AS c
     WHERE c.relnamespace = 'sheaf'::regnamespace
       AND c.relkind IN ('r', 'p')
       AND c.relname NOT IN (SELECT name FROM keep.kept);
    EXECUTE 'TRUNCATE ' || emptied || ' RESTART IDENTITY';
    DELETE FROM sheaf.setting;
    INSERT INTO sheaf.setting SELECT * FROM keep.setting;
END $$"""

KEEP = """
CREATE SCHEMA keep;
CREATE TABLE keep.kept (name text);
CREATE TABLE keep.setting AS SELECT * FROM sheaf.setting;
DO $$
DECLARE
    found record;
    has_rows boolean;
BEGIN
    FOR found IN SELECT relname FROM pg_class
                  WHERE relnamespace = 'sheaf'::regnamespace
                    AND relkind IN ('r', 'p') LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM sheaf.%I)',
                       found.relname) INTO has_rows;
        IF has_rows OR found.relname = 'setting' THEN
            INSERT INTO keep.kept VALUES (found.relname);
        END IF;
    END LOOP;
END $$"""

DUE = """
SELECT count(*) FILTER (WHERE lease_until > sheaf.clock()) AS held,
       count(*) FILTER (WHERE next_due <= sheaf.clock()
                          AND not_before <= sheaf.clock()) AS due,
       to_char(min(greatest(next_due, not_before))
                   FILTER (WHERE next_due < 'infinity')
               AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS next,
       (SELECT count(*) FROM sheaf.harvest WHERE verdict IS NULL) AS open,
       (SELECT count(*) FROM sheaf.harvest
         WHERE verdict IS NOT NULL) AS settled
  FROM sheaf.host"""


class Untrue(AssertionError):
    """What a scenario says, and is not so."""


class Stuck(AssertionError):
    """The scenario cannot go on."""


@dataclass
class World:
    sheaf: Sheaf
    session: Session
    folder: Path
    killer: random.Random | None = None  # of workers, at any moment
    server: Server = field(init=False)
    moment: datetime = START
    is_added: bool = False
    checked: int = 0  # requests that were looked at
    looked: int = 0  # requests that were held against the journal
    history: list[list[Page]] = field(default_factory=list)  # by harvest
    verdicts: list[str] = field(default_factory=list)  # likewise
    output: str = ""  # of the last command
    exit_code: int = 0
    before: dict[str, Any] = field(default_factory=dict)
    kills: int = 0
    worker: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.session.do(FORGET)
        self.set_clock(START)
        self.server = Server(lambda: self.moment, self.folder)
        if self.killer is not None:
            self.server.watch = self.kill_perhaps
        self.log = self.folder / "worker.log"
        self.log.write_bytes(b"")
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("log_level = debug\n")

    def close(self) -> None:
        self.server.stop()

    def set_clock(self, moment: datetime) -> None:
        self.moment = moment
        self.session.do(
            "INSERT INTO sheaf.setting VALUES ('clock', "
            f"'{moment.isoformat()}') ON CONFLICT (name) DO UPDATE SET"
            " value = excluded.value")

    def add(self, options: list[str]) -> None:
        self.command(["add", NAME, self.server.base_url, "--allow-private",
                      "--delay", "0", *options])
        self.is_added = True

    def command(self, words: list[str]) -> None:
        for name, value in (("URL", self.server.base_url),
                            ("PORT", str(self.server.port)),
                            ("FOLDER", str(self.folder)),
                            ("AUTHORITY", str(self.server.authority))):
            words = [word.replace(name, value) for word in words]
        done = subprocess.run(
            self.sheaf.command(*words), env=self.sheaf.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=WORK_SECONDS)
        self.output = done.stdout
        self.exit_code = done.returncode

    def need_repository(self) -> None:
        if self.is_added:
            return
        self.add([])
        self.checked = len(self.server.log)
        if self.exit_code != 0:
            raise Stuck(f"it could not be added: {self.output}")

    def due(self) -> dict[str, Any]:
        if self.server.faults:
            raise Stuck(f"the repository failed: {self.server.faults[0]}")
        return self.session.row(DUE)

    def start(self, kind: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return self.sheaf.start("worker", kind, output=log, errors=log)

    def kill_perhaps(self, answer: Answer) -> bool:
        """As a request has come, or right behind its answer, or a moment
        later. An answer that is given once is left to be heard: what follows
        in the scenario follows from it."""
        worker, killer = self.worker, self.killer
        if worker is None or killer is None or self.kills >= KILLS \
                or answer.is_rare or killer.random() > 0.3:
            return False
        time.sleep(killer.choice((0, 0, 0.005, 0.02)))
        if worker is not self.worker or worker.poll() is not None:
            return False
        self.kills += 1
        worker.kill()
        return True

    def work(self) -> dict[str, Any]:
        """A worker, for as long as something is due at this moment."""
        state = self.due()
        if not state["due"] and not state["held"]:
            return state
        self.worker = self.start("harvest")
        until = time.monotonic() + WORK_SECONDS
        try:
            while state["due"] or state["held"]:
                if self.worker.poll() is not None:
                    self.replace_worker(self.worker.returncode)
                if time.monotonic() > until:
                    raise Stuck(f"after {WORK_SECONDS} s something is still"
                                f" due or under way: {state}")
                time.sleep(LOOK_SECONDS)
                state = self.due()
        finally:
            worker, self.worker = self.worker, None
            end(worker)
        return state

    def replace_worker(self, code: int) -> None:
        if self.killer is None or code != -signal.SIGKILL:
            raise Stuck(f"the worker ended: {code}")
        self.worker = self.start("harvest")

    def remember(self) -> None:
        """What "stays" is measured against."""
        found = self.session.rows(
            "SELECT next_from FROM sheaf.selection ORDER BY selection_id"
            " LIMIT 1")
        self.before = found[0] if found else {}

    def harvest(self) -> None:
        """Until all harvests have a verdict, and one is new."""
        self.need_repository()
        self.remember()
        begun = self.due()["settled"]
        for _ in range(MOVES):
            state = self.work()
            if state["open"] == 0 and state["settled"] > begun:
                return
            if state["next"] is None:
                raise Stuck("nothing will ever be due")
            self.set_clock(max(self.moment, datetime.fromisoformat(
                state["next"]).replace(tzinfo=timezone.utc)))
        raise Stuck(f"no verdict after the clock was moved {MOVES} times")

    def harvest_until_it_waits(self) -> None:
        self.need_repository()
        self.remember()
        self.work()

    def normalise(self) -> None:
        worker = self.start("normalise")
        until = time.monotonic() + WORK_SECONDS
        try:
            while self.session.row("SELECT count(*) AS n FROM"
                                   " sheaf.stale_item WHERE NOT is_held")["n"]:
                if time.monotonic() > until or worker.poll() is not None:
                    raise Stuck("items are not normalised")
                time.sleep(LOOK_SECONDS)
        finally:
            end(worker)

    def ask(self, statement: str, *values: str) -> None:
        """A statement of a command, for all that is harvested: without the
        command's own workers and its waiting."""
        self.need_repository()
        self.session.do("PREPARE ask AS "
                        + (QUERIES / statement).read_text())
        for row in self.session.rows("SELECT * FROM sheaf.selection"):
            self.session.do(
                f"EXECUTE ask({row['repository_id']},"
                f" '{row['metadata_prefix']}', '{row['set_spec']}',"
                f" {', '.join(values)})")
        self.session.do("DEALLOCATE ask")

    def wait(self, how_long: timedelta) -> None:
        self.set_clock(self.moment + how_long)
