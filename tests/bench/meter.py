"""CPU seconds and peak memory of processes, looked up while they run."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

SAMPLE_SECONDS = 0.05
TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1024 * 1024


@dataclass
class Usage:
    label: str
    cpu: float  # seconds, of user and system
    begun: float  # CPU it had used before
    peak: int  # VmHWM in bytes


def cpu_seconds(pid: int) -> float | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return None
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / TICKS


def memory(pid: int, name: str = "VmHWM") -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    for line in status.split("\n"):
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0


class Meter:
    """Samples the processes that find() names, label by process id, until it
    is left. What a process does after its last sample is missed."""

    def __init__(self, find: Callable[[], dict[int, str]]) -> None:
        self._find = find
        self._seen: dict[int, Usage] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Meter":
        self._sample(True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._sample(False)

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLE_SECONDS):
            self._sample(False)

    def _sample(self, is_first: bool) -> None:
        for pid, label in self._find().items():
            cpu = cpu_seconds(pid)
            if cpu is None:
                continue
            usage = self._seen.setdefault(
                pid, Usage(label, cpu, cpu if is_first else 0.0, 0))
            usage.label, usage.cpu = label, cpu
            usage.peak = max(usage.peak, memory(pid))

    def cpu(self, label: str) -> float:
        return sum(usage.cpu - usage.begun
                   for usage in self._seen.values() if usage.label == label)

    def peak(self, label: str) -> int:
        return max((usage.peak for usage in self._seen.values()
                    if usage.label == label), default=0)
