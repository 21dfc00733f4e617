"""The product at work on the wild database, and what of it can be killed."""

import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Callable

from cluster import Cluster
from product import Sheaf, end, wait_for, workers

DATABASE = "wild"
PATIENCE_SECONDS = 150
# The supervisor waits longer before every further start.
WORKER_KILLS = 2


class Wild:
    """Runs one harvest until it is done, whatever is killed."""

    name = ""

    def __init__(self, cluster: Cluster, sheaf: Sheaf,
                 arguments: tuple[str, ...], folder: Path) -> None:
        self.cluster = cluster
        self.sheaf = sheaf
        self.arguments = arguments
        self.log = (folder / "messages").open("ab")
        self.worker_kills = 0
        self.victims: dict[str, Callable[[], bool]] = {
            "harvest worker": lambda: self.kill_worker("harvest"),
            "normalise worker": lambda: self.kill_worker("normalise"),
            "harvest backend": lambda: self.kill_backend("harvest"),
            "normalise backend": lambda: self.kill_backend("normalise"),
            "PostgreSQL, immediate": lambda: self.kill_server(
                signal.SIGQUIT),
            "PostgreSQL, kill -9": lambda: self.kill_server(signal.SIGKILL),
            "whole group": self.kill_group,
            self.name: self.kill_leader,
        }
        self.leader = self.start_leader()

    def __enter__(self) -> "Wild":
        return self

    def __exit__(self, kind: type[BaseException] | None,
                 error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self.leader.poll() is None:
            os.killpg(self.leader.pid, signal.SIGKILL)
        self.leader.wait()
        self.log.close()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return self.sheaf.start(*arguments, output=self.log, errors=self.log)

    def start_leader(self) -> "subprocess.Popen[bytes]":
        raise NotImplementedError

    # Each says whether there was somebody to kill.

    def kill_worker(self, kind: str) -> bool:
        if self.worker_kills >= WORKER_KILLS:
            return False
        for pid in workers(self.leader.pid, kind):
            self.worker_kills += 1
            return self.kill_process(pid)
        return False

    def kill_backend(self, kind: str) -> bool:
        """One dead backend, and PostgreSQL ends all others."""
        try:
            found = self.cluster.query(DATABASE, f"""
                SELECT pid FROM pg_stat_activity
                 WHERE datname = '{DATABASE}'
                   AND application_name = 'sheaf {kind}'
                 ORDER BY backend_start DESC LIMIT 1""")
        except RuntimeError:
            return False  # it recovers from the last kill
        return bool(found) and self.kill_process(int(found[0][0]))

    def kill_server(self, how: signal.Signals) -> bool:
        self.cluster.stop(how)
        return True

    def kill_leader(self) -> bool:
        """The command or the daemon alone: its workers notice."""
        if self.leader.poll() is not None:
            return False
        self.leader.kill()
        self.leader.wait()
        return True

    def kill_group(self) -> bool:
        if self.leader.poll() is not None:
            return False
        os.killpg(self.leader.pid, signal.SIGKILL)
        self.leader.wait()
        return True

    @staticmethod
    def kill_process(pid: int) -> bool:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def kill(self, random: Random, kills: dict[str, int]) -> str:
        """Who was killed: anybody, but rather who was spared so far."""
        while True:
            names = sorted(self.victims)
            random.shuffle(names)
            for name in sorted(names, key=lambda n: kills.get(n, 0) // 3):
                if self.victims[name]():
                    return name

    def revive(self) -> None:
        """Starts again what has ended, but not the harvest that is done."""
        if not self.cluster.is_running():
            self.cluster.start()
        if self.leader.poll() is not None:
            self.worker_kills = 0
            self.leader = self.start_leader()

    def has_ended(self) -> bool:
        """There is nothing to wait for before the next kill."""
        return self.leader.poll() is not None

    def is_done(self) -> bool:
        """The harvest was carried out to the end."""
        raise NotImplementedError

    def finish(self) -> None:
        """Undisturbed from here on."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.is_done():
            if time.monotonic() > until:
                raise AssertionError(
                    f"the harvest was not done in {PATIENCE_SECONDS} s after"
                    " the last kill")
            self.revive()
            time.sleep(0.05)

    def settled(self) -> bool:
        """Every harvest has its verdict and every item is made."""
        try:
            return self.cluster.query(DATABASE, """
                SELECT EXISTS (SELECT FROM sheaf.harvest
                                WHERE verdict IS NULL)
                    OR EXISTS (SELECT FROM sheaf.stale_item)""") == [["f"]]
        except RuntimeError:
            return False  # it recovers


class Foreground(Wild):
    """sheaf harvest, which starts workers of its own."""

    name = "sheaf harvest"

    def start_leader(self) -> "subprocess.Popen[bytes]":
        return self.start("harvest", *self.arguments)

    def is_done(self) -> bool:
        """Success claimed is success: nothing may be left to do then."""
        if self.leader.poll() != 0:
            return False
        if not self.settled():
            raise AssertionError(
                "sheaf harvest ended with 0 before all was done")
        return True


class Daemon(Wild):
    """sheaf daemon, and a sheaf harvest beside it that asks and follows."""

    name = "sheaf daemon"

    def __init__(self, cluster: Cluster, sheaf: Sheaf,
                 arguments: tuple[str, ...], folder: Path) -> None:
        super().__init__(cluster, sheaf, arguments, folder)
        self.follower = self.ask()

    def __exit__(self, kind: type[BaseException] | None,
                 error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self.follower.poll() is None:
            os.killpg(self.follower.pid, signal.SIGKILL)
        self.follower.wait()
        super().__exit__(kind, error, trace)

    def start_leader(self) -> "subprocess.Popen[bytes]":
        daemon = self.start("daemon")
        wait_for("the daemon's workers",
                 lambda: workers(daemon.pid, "harvest")
                 or daemon.poll() is not None)
        return daemon

    def ask(self) -> "subprocess.Popen[bytes]":
        return self.start("harvest", *self.arguments)

    def revive(self) -> None:
        super().revive()
        if self.follower.poll() not in (None, 0):
            self.follower = self.ask()

    def is_done(self) -> bool:
        return self.follower.poll() == 0 and self.settled()

    def finish(self) -> None:
        super().finish()
        if end(self.leader, seconds=30) != 0:
            raise AssertionError("the daemon did not stop cleanly")
