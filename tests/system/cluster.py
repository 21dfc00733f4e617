"""A PostgreSQL server of a test's own: made, killed, thrown away.

It ends with the test, however the test ends.
"""

import os
import shutil
import signal
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any, Callable, Mapping

PATIENCE_SECONDS = 60
SEPARATOR = "\x1f"


def programs() -> Path:
    """The folder of initdb, postgres and psql; Debian keeps the first two off
    the PATH, and before psql it puts a script that takes six times as long."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb is None:
        raise RuntimeError("PostgreSQL's server programs are not installed")
    return Path(initdb).resolve().parent


def unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["--reuid=postgres", "--regid=postgres", "--init-groups"]


def processor(number: int) -> int:
    """One that we may use. What stays on one need not tell others of each page
    that it copies, as every new session copies many: in a virtual machine that
    doubles what a session costs."""
    ours = sorted(os.sched_getaffinity(0))
    return ours[number % len(ours)]


def copy(folder: Path, into: Path) -> None:
    """Its owner too."""
    subprocess.run(["cp", "-a", str(folder), str(into)], check=True)


def rows_of(written: str) -> list[list[str]]:
    return [line.split(SEPARATOR) for line in written.split("\n") if line]


class Cluster:
    """Its superuser is postgres; everybody who reaches the socket may log in
    as anyone. It runs within "with". With a model, it is a copy of the data of
    another, which has ended."""

    def __init__(self, folder: Path,
                 settings: Mapping[str, str] = {"fsync": "off"},
                 model: Path | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self._programs = programs()
        self._processor = processor(os.getpid())
        self._server: subprocess.Popen[bytes] | None = None
        # Who makes and drops databases: a psql each time, or one that stays.
        self.ask: Callable[[str], Any] = partial(self.query, "postgres")
        folder.mkdir(mode=0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        if model is None:
            self._run("initdb", "--pgdata", str(self.data), "--encoding=UTF8",
                      "--locale=C.UTF-8", "--auth=trust",
                      "--username=postgres", "--data-checksums", "--no-sync")
        else:
            copy(model, self.data)
        written = {"listen_addresses": "", "logging_collector": "off",
                   "timezone": "UTC", "log_line_prefix": "%m [%p] %a "
                   } | dict(settings)
        with (self.data / "postgresql.conf").open("a") as file:
            for name, value in written.items():
                file.write(f"{name} = '{value}'\n")
            file.write(f"unix_socket_directories = '{folder}'\n")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            ["setpriv", *unprivileged(), str(self._programs / program),
             *arguments], cwd="/", capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr}{done.stdout}")

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def is_running(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def start(self) -> None:
        """Returns when it answers, recovery included. After a kill -9 its
        sessions live on for a moment, and the next server refuses."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self._start_once(until):
                return
        raise RuntimeError(f"PostgreSQL did not start: see {self.log}")

    def _start_once(self, until: float) -> bool:
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                ["taskset", "-c", str(self._processor),
                 "setpriv", *unprivileged(), "--pdeathsig", "QUIT",
                 str(self._programs / "postgres"), "-D", str(self.data)],
                cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)
        while time.monotonic() < until:
            if self._server.poll() is not None:
                time.sleep(0.2)
                return False
            if self._answers():
                return True
            time.sleep(0.02)
        return False

    def _answers(self) -> bool:
        return subprocess.run(
            [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder),
             "-U", "postgres"],
        ).returncode == 0

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: fast; SIGQUIT: immediate, as after a power cut; SIGKILL."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(PATIENCE_SECONDS)
            self._server = None

    def conninfo(self, database: str) -> str:
        return f"host={self.folder} user=postgres dbname={database}"

    def psql(self, database: str) -> list[str]:
        return [str(self._programs / "psql"), "-d", self.conninfo(database)]

    def query(self, database: str, statement: str) -> list[list[str]]:
        """Rows of texts; NULL is the empty text."""
        return rows_of(self._psql(database, "-At", "-F", SEPARATOR,
                                  "-c", statement))

    def load(self, database: str, script: Path) -> None:
        self._psql(database, "-f", str(script))

    def _psql(self, database: str, *words: str) -> str:
        done = subprocess.run(
            [*self.psql(database), "-Xq", "-v", "ON_ERROR_STOP=1", *words],
            capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr}")
        return done.stdout

    def value(self, database: str, statement: str) -> str:
        return self.query(database, statement)[0][0]

    def create(self, database: str, model: str = "template1") -> str:
        """A new database, as that one is; its connection string."""
        self.ask(f"CREATE DATABASE {database} TEMPLATE {model}"
                 " STRATEGY file_copy")
        return self.conninfo(database)

    def drop(self, database: str) -> None:
        self.ask(f"DROP DATABASE {database} WITH (FORCE)")
