"""Speed: what is timed, and how."""

import argparse
import os
import platform
import re
import subprocess
import time
from pathlib import Path
from typing import Any

from meter import Meter
from product import Sheaf, children, command_line, end, last_object, workers
from report import Report

PAGE_SIZES = (100, 1000)
LOOK_SECONDS = 0.5
FIRST_BAR = 7.0
COPY_BAR = 0.5
UNCHANGED_BAR = 15.0
BASELINE = "baseline, first run, 100 a page"
COPY = "plain COPY of the same rows"


class Bench:
    """The private cluster of tests/with-postgres, one database a
    measurement."""

    def __init__(self, chosen: argparse.Namespace, peer: Path) -> None:
        self.records: int = chosen.records
        self.port: int = chosen.port
        self.pages: Path = chosen.pages
        self.peer = peer
        self.superuser = os.environ["SHEAF_TEST_SUPERUSER"]
        state = Path(os.environ["SHEAF_STATE"])
        self.postmaster = int((state / "postgresql" / "postmaster.pid")
                              .read_text().split()[0])
        self.scratch = state.parent
        # The daemon's and the operator's environment would be found first.
        self.configuration = self.scratch / "bench.conf"
        self.configuration.write_text("transfers = 200\n")

    def describe(self) -> str:
        shown = [f"{name} = {self.sql('postgres', f'SHOW {name}')}"
                 for name in ("server_version", "synchronous_commit", "fsync",
                              "shared_buffers", "max_wal_size")]
        return (f"{self.records:,} records; {os.cpu_count()} cores,"
                f" {platform.machine()}; PostgreSQL: " + ", ".join(shown))

    def conninfo(self, database: str) -> str:
        return f"{self.superuser} dbname={database}"

    def sql(self, database: str, *statements: str) -> str:
        command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
                   self.conninfo(database)]
        for statement in statements:
            command += ["-c", statement]
        return subprocess.run(command, check=True, capture_output=True,
                              text=True).stdout.strip()

    def create(self, database: str) -> None:
        self.sql("postgres", f"CREATE DATABASE {database}")

    def drop(self, database: str) -> None:
        self.sql("postgres", f"DROP DATABASE {database} WITH (FORCE)")

    def sheaf(self, database: str) -> Sheaf:
        return Sheaf(self.conninfo(database), self.configuration)

    def prepare(self, database: str) -> Sheaf:
        self.create(database)
        sheaf = self.sheaf(database)
        sheaf.run("db", "init")
        return sheaf

    def settle(self) -> None:
        """What the last measurement left to write does not disturb this."""
        self.sql("postgres", "CHECKPOINT")
        os.sync()

    def find(self, client: int | None) -> dict[int, str]:
        """Processes that are metered, and what they are."""
        found = {pid: "server" if re.match(
            r"postgres: (checkpointer|background|walwriter|autovacuum"
            r"|logical|stats|logger)", " ".join(command_line(pid)))
            else "backends" for pid in children(self.postmaster)}
        nginx = int((self.pages / "nginx.pid").read_text())
        found |= {pid: "provider" for pid in children(nginx)}
        if client is not None:
            found[client] = "client"
            found |= {pid: "client" for pid in workers(client, "harvest")}
            found |= {pid: "normalise"
                      for pid in workers(client, "normalise")}
        return found

    def url(self, size: int, port: int = 0) -> str:
        return f"http://127.0.0.1:{port or self.port}/oai{size}"

    def measure_speed(self, report: Report) -> None:
        report.head()
        self.baseline(report)
        for size in PAGE_SIZES:
            self.sizes(report, size)
        self.searchable(report)

    def baseline(self, report: Report) -> None:
        self.create("baseline")
        self.settle()
        process = subprocess.Popen(
            ["/usr/bin/python3", str(self.peer / "baseline.py"),
             self.url(100), self.conninfo("baseline")],
            stdout=subprocess.PIPE, text=True)
        with Meter(lambda: self.find(process.pid)) as meter:
            said = process.communicate()[0]
        count, seconds = re.findall(r"[\d.]+", said)[:2]
        if process.returncode != 0 or int(count) != self.records:
            raise RuntimeError(f"the baseline said: {said}")
        report.run(BASELINE, self.records, float(seconds), meter)
        self.drop("baseline")

    def sizes(self, report: Report, size: int) -> None:
        """Everything that is measured with pages of one size."""
        database = f"pages_{size}"
        sheaf = self.prepare(database)
        sheaf.run("add", "bench", self.url(size), "--allow-private",
                  "--delay", "0")
        first = f"first harvest, {size} a page"
        self.check(self.harvest(report, database, first), inserted=True)
        report.ratio(first, BASELINE, FIRST_BAR)
        if size == PAGE_SIZES[-1]:
            self.copy(report, database)
            report.ratio(first, COPY, COPY_BAR)
        again = f"again, nothing changed, {size} a page"
        before = self.written(database)
        self.check(self.harvest(report, database, again), unchanged=True)
        report.equal(f"{again}: row versions written",
                     self.written(database) - before, 0)
        report.ratio(again, BASELINE, UNCHANGED_BAR)
        self.move(database, size)
        self.harvest(report, database, f"again, 5 % changed, {size} a page")
        self.drop(database)

    def harvest(self, report: Report, database: str, name: str) \
            -> dict[str, Any]:
        self.sql(database, "UPDATE sheaf.selection SET next_due = now()",
                 "UPDATE sheaf.host SET next_due = now()")
        result, meter = self.work(database)
        report.run(name, self.records, result["seconds"], meter)
        return result

    def work(self, database: str) -> tuple[dict[str, Any], Meter]:
        """What is due, by a worker as the daemon starts it, and no
        normalising beside it."""
        self.settle()
        worker = self.sheaf(database).start("worker", "harvest")
        with Meter(lambda: self.find(worker.pid)) as meter:
            while self.sql(database, """
                    SELECT count(*) FROM sheaf.selection
                     WHERE next_due <= now()""") != "0":
                if worker.poll() is not None:
                    raise RuntimeError("the harvest worker ended")
                time.sleep(LOOK_SECONDS)
        end(worker)
        result = last_object(self.sql(database, """
            SELECT row_to_json(h) FROM (
                SELECT *, extract(epoch FROM ended_at - started_at) AS seconds
                  FROM sheaf.harvest ORDER BY harvest_id DESC LIMIT 1) AS h
            """))
        # Long lists are cut into windows: what came before comes twice.
        if result["verdict"] != "complete" or int(self.sql(
                database, "SELECT count(*) FROM sheaf.record")) \
                != self.records:
            raise RuntimeError(f"not all came: {result}")
        return result, meter

    @staticmethod
    def check(result: dict[str, Any], inserted: bool = False,
              unchanged: bool = False) -> None:
        twice = result["unchanged"] if inserted else 0
        counted = result["inserted"] + result["deleted"]
        if counted != (result["records"] - twice if inserted else 0) or \
                result["unchanged"] - twice != (result["records"] if unchanged
                                                else 0):
            raise RuntimeError(f"not what was expected: {result}")

    def written(self, database: str) -> int:
        """Row versions of sheaf.record, once the worker's are counted."""
        time.sleep(1.5)
        return int(self.sql(database, """
            SELECT n_tup_ins + n_tup_upd + n_tup_del
              FROM pg_stat_user_tables
             WHERE relid = 'sheaf.record'::regclass"""))

    def move(self, database: str, size: int) -> None:
        """The repository is at the second provider from now on."""
        host = f"127.0.0.1:{self.port + 1}"
        self.sql(database, f"""
            INSERT INTO sheaf.host (host, delay, connections)
            SELECT '{host}', delay, connections FROM sheaf.host""", f"""
            UPDATE sheaf.repository SET host = '{host}',
                   base_url = '{self.url(size, self.port + 1)}'""")

    def copy(self, report: Report, database: str) -> None:
        """Into an identical, empty table; the faster of both formats."""
        best = min(self.copy_in(database, form)
                   for form in ("text", "binary"))
        report.run(COPY, self.records, best)

    def copy_in(self, database: str, form: str) -> float:
        rows = self.scratch / "rows"
        self.sql(database, f"\\copy sheaf.record TO '{rows}' ({form_of(form)})",
                 "CREATE TABLE sheaf.copied"
                 " (LIKE sheaf.record INCLUDING ALL)")
        self.settle()
        begun = time.monotonic()
        self.sql(database,
                 f"\\copy sheaf.copied FROM '{rows}' ({form_of(form)})")
        seconds = time.monotonic() - begun
        self.sql(database, "DROP TABLE sheaf.copied")
        rows.unlink()
        return seconds

    def searchable(self, report: Report) -> None:
        """By the command, as a person does it: until no item is stale."""
        size = PAGE_SIZES[-1]
        sheaf = self.prepare("searchable")
        sheaf.run("add", "bench", self.url(size), "--allow-private",
                  "--delay", "0", "--no-harvest")
        self.settle()
        begun = time.monotonic()
        with (self.scratch / "answer").open("wb") as answer:
            command = sheaf.start("harvest", "bench", "--json", output=answer)
            with Meter(lambda: self.find(command.pid)) as meter:
                if command.wait() != 0:
                    raise RuntimeError("sheaf harvest failed")
        seconds = time.monotonic() - begun
        said = last_object((self.scratch / "answer").read_text())
        report.run(f"first harvest, {size} a page, to searchable",
                   self.records, seconds, meter)
        report.note(f"  (of that, harvesting beside it: {said['seconds']} s)")
        self.drop("searchable")


def form_of(form: str) -> str:
    return f"FORMAT {form}"
