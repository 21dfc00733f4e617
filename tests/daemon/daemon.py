"""What the tests of sheaf daemon share.

The real daemon and the sample repository over a real socket into a real
PostgreSQL; systemd is a socket that listens to what it is told.
"""

import os
import signal
import socket
import subprocess
import sys
import unittest
from contextlib import ExitStack
from pathlib import Path

for folder in ("system", "bench"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / folder))

from cluster import Cluster  # noqa: E402
from prepared import MODEL, prepared  # noqa: E402
from product import Sample, Sheaf, scratch, wait_for, workers  # noqa: E402
from session import Asked  # noqa: E402

LARGE = 1500
PAGE = 10
STOP_SECONDS = 10


class Notifications:
    """What systemd would hear."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self._heard: list[str] = []

    def all(self) -> list[str]:
        try:
            while True:
                self._heard += self._socket.recv(4096).decode().split("\n")
        except BlockingIOError:
            return self._heard

    def count(self, message: str) -> int:
        return self.all().count(message)

    def close(self) -> None:
        self._socket.close()
        self.path.unlink()


class DaemonTest(unittest.TestCase):
    """A database and a daemon of its own for every test."""

    NORMALISERS = 2
    stack: ExitStack
    folder: Path
    cluster: Cluster
    sample: Sample

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        cls.folder = cls.stack.enter_context(scratch())
        cls.cluster = cls.stack.enter_context(
            prepared(cls.folder / "cluster", {}))
        cls.sample = cls.stack.enter_context(Sample(
            cls.folder, "--records", str(LARGE), "--page-size", str(PAGE)))

    def setUp(self) -> None:
        self.database = self._testMethodName
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text(
            f"log_level = info\nnormalise_workers = {self.NORMALISERS}\n")
        self.sheaf = Sheaf(self.cluster.create(self.database, MODEL),
                           self.configuration)
        self.asked = Asked(self.cluster, self.database)
        self.addCleanup(self.asked.close)
        self.log = self.folder / f"{self.database}.log"
        self.systemd = Notifications(self.folder / "notify")
        self.addCleanup(self.systemd.close)

    def daemon(self) -> "subprocess.Popen[bytes]":
        """Started, ready, and with all workers."""
        with self.log.open("ab") as log:
            daemon = self.sheaf.start(
                "daemon", output=log, errors=log,
                NOTIFY_SOCKET=str(self.systemd.path))
        self.addCleanup(self.clear_away, daemon)
        before = self.systemd.count("READY=1")
        wait_for("READY=1", lambda: self.systemd.count("READY=1") > before
                 or daemon.poll() is not None)
        self.wait_for_workers(daemon)
        return daemon

    @staticmethod
    def clear_away(daemon: "subprocess.Popen[bytes]") -> None:
        if daemon.poll() is None:
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait()

    def pids(self, daemon: "subprocess.Popen[bytes]") -> set[int]:
        return set(workers(daemon.pid, "harvest")
                   + workers(daemon.pid, "normalise"))

    def has_all_workers(self, daemon: "subprocess.Popen[bytes]") -> bool:
        return len(self.pids(daemon)) == 1 + self.NORMALISERS

    def wait_for_workers(self, daemon: "subprocess.Popen[bytes]") -> None:
        wait_for("all workers", lambda: self.has_all_workers(daemon), 20)
        wait_for("their rows", lambda: {str(pid) for pid in self.pids(
            daemon)} == {row[0] for row in self.query(
                "SELECT pid FROM sheaf.worker")}, 20)

    def query(self, statement: str) -> list[list[str]]:
        self.systemd.all()  # a full socket would hold up the daemon
        return self.asked.query(statement)

    def value(self, statement: str) -> str:
        return self.query(statement)[0][0]

    def add(self, name: str, *options: str) -> None:
        self.sheaf.run("add", name, self.sample.url(name),
                       "--allow-private", "--delay", "0", *options)

    def settled(self, harvests: int) -> bool:
        """So many harvests are complete and their items are made."""
        return self.query("""
            SELECT count(*) FILTER (WHERE verdict = 'complete'),
                   count(*) FILTER (WHERE verdict IS DISTINCT FROM
                                    'complete'),
                   (SELECT count(*) FROM sheaf.stale_item)
              FROM sheaf.harvest""") == [[str(harvests), "0", "0"]]

    def wait_for_pages(self, pages: int) -> None:
        wait_for(f"{pages} pages", lambda: int(self.value(
            "SELECT coalesce(sum(pages), 0) FROM sheaf.harvest")) >= pages)

    def check_nothing_is_held(self) -> None:
        self.assertEqual(self.held(), [])
        self.assertEqual(self.query("SELECT worker FROM sheaf.worker"), [])

    def held(self) -> list[list[str]]:
        return self.query(
            "SELECT host FROM sheaf.host WHERE worker IS NOT NULL"
            " OR lease_id IS NOT NULL OR lease_until > sheaf.clock()")

    def add_due(self, name: str) -> None:
        """With a configuration of its own: the daemon's is broken."""
        good = self.folder / "good.conf"
        good.write_text("")
        Sheaf(self.cluster.conninfo(self.database), good).run(
            "add", name, self.sample.url(name), "--allow-private",
            "--delay", "0")
