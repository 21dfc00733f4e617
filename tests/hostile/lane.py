"""Cases one after the other in one worker, and a good repository beside them.

The worker has two transfers. One is taken by a repository whose list goes on
until all is over, and which notes how long it was kept waiting; so the others
are asked one at a time, and what the worker spends belongs to the one that is
being asked.
"""

import os
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Sequence

from case import Case
from cluster import Cluster
from product import Sheaf, end
from provider import Provider
from session import Session
from steady import Steady

START = datetime(2030, 1, 1, tzinfo=timezone.utc)
LOOK_SECONDS = 0.02
PASS_SECONDS = 200  # until nothing is due at one moment
TICKS = os.sysconf("SC_CLK_TCK")
# The clock, after the first pass: nobody may have been asked twice at the
# second. Then whatever waits, in longer and longer steps.
SECOND = timedelta(seconds=59)
LATER = timedelta(minutes=1)
LONGER = 1.1
PASSES = 100

FREEZE = """
CREATE OR REPLACE FUNCTION sheaf.clock() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT value::timestamptz FROM sheaf.setting WHERE name = 'clock')"""

DUE = """
SELECT count(*) FILTER (WHERE lease_until > sheaf.clock()) AS held,
       count(*) FILTER (WHERE next_due <= sheaf.clock()
                          AND not_before <= sheaf.clock()) AS due,
       to_char(min(greatest(next_due, not_before))
                   FILTER (WHERE next_due < 'infinity')
               AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS next
  FROM sheaf.host
 WHERE host <> '{steady}'"""

# Whoever has had its harvests is left alone.
REST = """
WITH settled AS (
    UPDATE sheaf.repository AS r
       SET state = 'paused'
     WHERE r.name = ANY ('{{{names}}}')
    RETURNING r.host, r.repository_id
), selections AS (
    UPDATE sheaf.selection SET next_due = 'infinity'
     WHERE repository_id IN (SELECT repository_id FROM settled)
)
UPDATE sheaf.host SET next_due = 'infinity'
 WHERE host IN (SELECT host FROM settled)"""

SETTLED = """
SELECT r.name, count(*) FILTER (WHERE h.verdict IS NOT NULL) AS settled,
       count(*) FILTER (WHERE h.verdict IS NULL) AS open
  FROM sheaf.repository AS r
  JOIN sheaf.harvest AS h USING (repository_id)
 WHERE r.state <> 'paused'
 GROUP BY r.name"""

BACKEND = """
SELECT pid FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'sheaf harvest'
 ORDER BY backend_start DESC LIMIT 1"""

# A worker holds a lease by a stopwatch, which the clock does not move.
LEASES = """
UPDATE sheaf.host SET lease_until = lease_until + interval '{seconds} seconds'
 WHERE lease_id IS NOT NULL"""

RELEASE = """
UPDATE sheaf.host SET worker = NULL, lease_id = NULL,
       lease_until = '-infinity'"""


@dataclass
class Spent:
    """By the worker, on one case."""

    cpu: float = 0  # on the answer that took most
    database: float = 0  # likewise, by the server's process
    seconds: float = 0
    peak_kib: int = 0  # of its memory, above what it has when idle


def cpu(pid: int) -> float:
    """Seconds, so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text() \
            .rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS


@dataclass
class Lane:
    cluster: Cluster
    folder: Path
    number: int
    cases: list[Case]
    spent: dict[str, Spent] = field(default_factory=dict)
    crashes: dict[str, str] = field(default_factory=dict)
    moment: datetime = START
    idle_kib: int = 0
    names: dict[str, Case] = field(default_factory=dict)

    def __post_init__(self) -> None:
        database = f"lane{self.number}"
        self.cluster.query("postgres",
                           f"CREATE DATABASE {database} TEMPLATE t")
        conninfo = self.cluster.conninfo(database)
        self.session = Session(self.cluster.psql(database))
        self.log = self.folder / f"{database}.log"
        configuration = self.folder / f"{database}.conf"
        configuration.write_text("log_level = debug\ntransfers = 2\n")
        self.sheaf = Sheaf(conninfo, configuration)
        self.set_clock(START)
        self.steady = Steady(self.used)
        self.provider = Provider([self.steady.case, *self.cases],
                                 10 + self.number, lambda: self.moment,
                                 self.next_case)
        self.worker: subprocess.Popen[bytes] | None = None
        self.spending: Case | None = None

    def close(self) -> None:
        if self.worker is not None:
            self.worker.kill()
        self.provider.stop()
        self.session.close()

    def set_clock(self, moment: datetime) -> None:
        self.session.do(LEASES.format(
            seconds=(moment - self.moment).total_seconds()))
        self.moment = moment
        self.session.do(
            "INSERT INTO sheaf.setting VALUES ('clock', "
            f"'{moment.isoformat()}') ON CONFLICT (name) DO UPDATE SET"
            " value = excluded.value")

    def add_all(self) -> None:
        """What "sheaf add" makes of a repository, without asking it."""
        rows = []
        everybody: Sequence[Case] = [self.steady.case, *self.cases]
        for position, case in enumerate(everybody):
            name = f"r{position}"
            self.names[name] = case
            rows.append(f"('{name}', '{self.provider.host(case)}',"
                        f" {position})")
        self.session.do(f"""
            WITH new AS (
                SELECT * FROM (VALUES {", ".join(rows)})
                           AS x(name, host, position)
            ), hosts AS (
                INSERT INTO sheaf.host (host, next_due, delay, connections)
                SELECT host, sheaf.clock() - interval '1 day'
                             + position * interval '1 second',
                       '0', 1
                  FROM new
                RETURNING host
            ), repositories AS (
                INSERT INTO sheaf.repository (name, base_url, host, every,
                       overlap, allow_private, earliest_datestamp,
                       deleted_record, granularity, identified_at, created_at)
                SELECT name, 'http://' || host || '/oai', host, '1 day',
                       '1 day', true, '2029-12-29', 'persistent',
                       'YYYY-MM-DD', sheaf.clock(), sheaf.clock()
                  FROM new
                  JOIN hosts USING (host)
                RETURNING repository_id
            )
            INSERT INTO sheaf.selection (repository_id, metadata_prefix,
                   set_spec, next_due)
            SELECT repository_id, 'oai_dc', '', sheaf.clock()
              FROM repositories""")

    # Measuring.

    def next_case(self, case: Case) -> None:
        """By the provider, before each answer."""
        self.end_case()
        self.spending = case
        assert self.worker is not None
        self.cpu_before = cpu(self.worker.pid)
        self.database_before = cpu(self.backend)
        self.begun = time.monotonic()
        self.reset_peak()

    def used(self) -> float:
        """By the worker, of the time that is its own to give."""
        return cpu(self.worker.pid) if self.worker is not None else 0

    def end_case(self) -> None:
        if self.spending is None:
            return
        spent = self.spent.setdefault(self.spending.id, Spent())
        assert self.worker is not None
        spent.cpu = max(spent.cpu, cpu(self.worker.pid) - self.cpu_before)
        spent.database = max(spent.database,
                             cpu(self.backend) - self.database_before)
        spent.seconds += time.monotonic() - self.begun
        spent.peak_kib = max(spent.peak_kib,
                             self.memory("VmHWM") - self.idle_kib)
        self.spending = None

    def memory(self, name: str) -> int:
        assert self.worker is not None
        try:
            lines = Path(f"/proc/{self.worker.pid}/status").read_text()
        except OSError:
            return 0
        return next((int(line.split()[1]) for line in lines.split("\n")
                     if line.startswith(name + ":")), 0)

    def reset_peak(self) -> None:
        assert self.worker is not None
        try:
            Path(f"/proc/{self.worker.pid}/clear_refs").write_text("5")
        except OSError:
            pass

    # Playing.

    def start_worker(self) -> None:
        with self.log.open("ab") as log:
            self.worker = self.sheaf.start("worker", "harvest", output=log,
                                           errors=log)
        found: list[dict[str, Any]] = []
        until = time.monotonic() + PASS_SECONDS
        while not found:
            assert time.monotonic() < until, "the worker did not connect"
            time.sleep(LOOK_SECONDS)
            found = self.session.rows(BACKEND)
        self.backend = found[0]["pid"]

    def wait_for_steady(self) -> None:
        """The worker is idle but for that one."""
        until = time.monotonic() + PASS_SECONDS
        while self.steady.pages < 10:
            assert time.monotonic() < until, "the good one was not asked"
            time.sleep(LOOK_SECONDS)
        self.idle_kib = self.memory("VmRSS")

    def due(self) -> dict[str, Any]:
        return self.session.row(DUE.format(
            steady=self.provider.host(self.steady.case)))

    def do_pass(self) -> dict[str, Any]:
        """Until nothing is due at this moment."""
        until = time.monotonic() + PASS_SECONDS
        state = self.due()
        while state["due"] or state["held"]:
            assert self.worker is not None
            if self.worker.poll() is not None:
                self.bury()
            if time.monotonic() > until:
                current = self.provider.current
                raise AssertionError(
                    f"after {PASS_SECONDS} s something is still under way:"
                    f" {state}, {current and current.id}")
            time.sleep(LOOK_SECONDS)
            state = self.due()
        self.end_case()
        self.provider.current = None
        return state

    def bury(self) -> None:
        """The worker died of the case that it was asking."""
        assert self.worker is not None
        guilty = self.provider.current
        assert guilty is not None, "the worker died of a good one"
        self.crashes[guilty.id] = f"ended with {self.worker.returncode}"
        self.spending = self.provider.current = None
        self.session.do(RELEASE)
        self.rest([guilty])
        self.start_worker()

    def rest(self, cases: list[Case]) -> None:
        names = [name for name, case in self.names.items() if case in cases]
        self.session.do(REST.format(names=",".join(names)))

    def rest_settled(self) -> int:
        """How many have harvests before them."""
        rows = self.session.rows(SETTLED)
        done, left = [], 0
        for row in rows:
            case = self.names[row["name"]]
            if case is self.steady.case:
                continue
            if row["settled"] >= case.harvests and row["open"] == 0:
                done.append(case)
            else:
                left += 1
        self.rest(done)
        return left

    def play(self) -> None:
        self.add_all()
        self.hold_back(True)
        self.start_worker()
        self.wait_for_steady()
        self.hold_back(False)
        self.do_pass()
        self.set_clock(START + SECOND)
        state = self.do_pass()
        left = self.rest_settled()
        later = LATER
        for _ in range(PASSES):
            if left == 0:
                break
            state = self.due()
            if state["next"] is None:
                raise AssertionError("nothing will ever be due")
            self.set_clock(max(self.moment, datetime.fromisoformat(
                state["next"]).replace(tzinfo=timezone.utc)) + later)
            later *= LONGER
            self.do_pass()
            left = self.rest_settled()
        self.finish()

    def hold_back(self, is_back: bool) -> None:
        """All but the good one, so that the worker can be seen idle."""
        self.session.do(
            "UPDATE sheaf.host SET not_before = "
            + ("'infinity'" if is_back else "'-infinity'")
            + f" WHERE host <> '{self.provider.host(self.steady.case)}'")

    def finish(self) -> None:
        self.steady.is_over = True
        until = time.monotonic() + PASS_SECONDS
        while not self.session.rows(
                "SELECT FROM sheaf.harvest AS h JOIN sheaf.repository"
                " USING (repository_id) WHERE name = 'r0'"
                " AND verdict IS NOT NULL"):
            assert time.monotonic() < until, "the good one did not end"
            time.sleep(LOOK_SECONDS)
        assert self.worker is not None
        end(self.worker)
