"""The product as its users have it: the binary, started and read."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, Sequence
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
RUN_SECONDS = 300


def binary() -> str:
    """The one that ctest names, else that of ./quickstart."""
    path = Path(os.environ.get("SHEAF") or ROOT / "build" / "sheaf")
    if not path.exists():
        sys.exit(f"{path} is not there: build it, or name it in SHEAF")
    return str(path.resolve())


def skip(reason: str) -> None:
    print(f"SKIPPED: {reason}", flush=True)
    sys.exit(SKIPPED)


@contextmanager
def scratch() -> Iterator[Path]:
    """A short path (sockets are in it) that the server's user can enter. It
    stays when KEEP is set."""
    folder = Path(tempfile.mkdtemp(prefix="sheaf-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if os.environ.get("KEEP"):
            print(f"kept {folder}", flush=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)


class Sheaf:
    """Commands on one database, started through another command if need be.
    """

    def __init__(self, conninfo: str, configuration: Path | None = None,
                 through: Sequence[str] = ()) -> None:
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in ("SHEAF_STATE", "NOTIFY_SOCKET")
        } | {"SHEAF_DATABASE": conninfo}
        self._begin = [*through, binary()]
        if configuration is not None:
            self._begin += ["--config", str(configuration)]

    def command(self, *arguments: str) -> list[str]:
        return [*self._begin, *arguments]

    def run(self, *arguments: str, exits: tuple[int, ...] = (0,)) -> str:
        """What it wrote; fails when it ends otherwise than expected."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=RUN_SECONDS)
        if done.returncode not in exits:
            raise AssertionError(
                f"sheaf {' '.join(arguments)} ended with {done.returncode}:"
                f" {done.stderr}{done.stdout}")
        return done.stdout

    def harvest(self, *arguments: str, exits: tuple[int, ...] = (0,)) \
            -> dict[str, Any]:
        """Of one repository: the object at the end."""
        lines = self.run("harvest", *arguments, "--json", exits=exits)
        return last_object(lines)

    def start(self, *arguments: str, output: Any = subprocess.DEVNULL,
              errors: Any = subprocess.DEVNULL, **more: str) \
            -> "subprocess.Popen[bytes]":
        """As the leader of a process group, to be killed as one."""
        return subprocess.Popen(
            self.command(*arguments), env=self.environment | more,
            stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            start_new_session=True)


def last_object(lines: str) -> dict[str, Any]:
    read = json.loads(lines.strip().split("\n")[-1])
    assert isinstance(read, dict)
    return read


def children(parent: int) -> list[int]:
    try:
        return [int(pid) for pid in Path(
            f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
    except OSError:
        return []


def workers(parent: int, kind: str) -> list[int]:
    """The worker processes, harvest or normalise, that a command runs."""
    return [pid for pid in children(parent)
            if ["worker", kind] == [word for word in command_line(pid)
                                    if word in ("worker", kind)][:2]]


def end(process: "subprocess.Popen[bytes]",
        how: signal.Signals = signal.SIGTERM, seconds: float = 30) -> int:
    """Its exit code."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


class Sample:
    """The sample repository as a process, its log, its control."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.log = folder / "requests"
        port_file = folder / "port"
        # Clients that are killed break connections off; it says so at length.
        messages = (folder / "sample-messages").open("ab")
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", sys.executable, "-B",
             str(ROOT / "tests" / "repository" / "repository"), "--control",
             "--log", str(self.log), "--port-file", str(port_file),
             *options], stdout=subprocess.DEVNULL, stderr=messages)
        messages.close()
        wait_for("the sample repository to listen", port_file.exists)
        self.port = int(port_file.read_text())

    def __enter__(self) -> "Sample":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}/oai"

    def requests(self, verb: str = "ListRecords") -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        whole = self.log.read_text(encoding="utf-8").rpartition("\n")[0]
        read = (json.loads(line) for line in whole.split("\n") if line)
        return [request for request in read
                if request["arguments"].get("verb") == verb]

    def order(self, **order: Any) -> int:
        """POST to /control; how many items it changed."""
        with urlopen(f"http://127.0.0.1:{self.port}/control",
                     json.dumps(order).encode()) as answer:
            return int(json.load(answer)["changed"])

    def stop(self) -> None:
        end(self._process)


def wait_for(what: str, holds: Any, seconds: float = 60,
             pause: float = 0.02) -> None:
    """Asking costs more than waiting: who waits for long asks less often."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise AssertionError(f"waited {seconds:.0f} s for {what}")
        time.sleep(pause)
        pause = max(pause, min(1.5 * pause, 0.1))
