#!/usr/bin/python3
"""Good repositories among bad ones, in one harvest worker.

usage: crowd.py [--good N] [--dead N] [--dripping N] [--seconds N] [--rounds N]

Hosts whose name server never answers, hosts whose answers drip, and good ones.
The good ones are harvested without end, alone and in that company by turns; the
bar is how much of their rate is left to them. The dead ones are asked again a
minute after they were given up, which is as soon as any are.

Has a network and a name server of its own, in a namespace: see unshare(1).
"""

import argparse
import asyncio
import os
import signal
import socket
import statistics
import struct
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
sys.dont_write_bytecode = True

from cluster import Cluster  # noqa: E402
from product import Sheaf, end, scratch, skip  # noqa: E402

BAR = 0.95
PORT = 8000
ANSWER_SECONDS = 2
DRIP_SECONDS = 0.5
DRIP_BYTES = 100  # above the speed at which an answer is said to stall
WARM_SECONDS = 8
NAME_SERVERS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")

PAGE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate>
<request verb="ListRecords">http://example.org/</request>
<ListRecords><record><header><identifier>oai:x:{n}</identifier>
<datestamp>2020-01-01</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{n}</dc:title></oai_dc:dc>
</metadata></record><resumptionToken>{n}</resumptionToken></ListRecords>
</OAI-PMH>"""

REPOSITORIES = """
INSERT INTO sheaf.host (host, next_due, delay, connections)
SELECT '{kind}-' || i || '.test:{port}', '-infinity',
       interval '{delay} seconds', 1
  FROM generate_series(1, {count}) AS i;
INSERT INTO sheaf.repository (name, base_url, host, every, overlap,
       allow_private, created_at)
SELECT '{kind}-' || i, 'http://{kind}-' || i || '.test:{port}/oai',
       '{kind}-' || i || '.test:{port}', '1 minute', '1 day', true, now()
  FROM generate_series(1, {count}) AS i;
INSERT INTO sheaf.selection (repository_id, metadata_prefix, next_due)
SELECT repository_id, 'oai_dc', '-infinity'
  FROM sheaf.repository WHERE name LIKE '{kind}-%'
"""

class Provider:
    """All hosts that answer, by the names they are asked under."""

    def __init__(self) -> None:
        self.answered: dict[bytes, list[float]] = {}  # by host: when
        self.end = asyncio.Event()  # never comes
        self.dripping: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader,
                    writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if b"\r\nHost: drip-" in head:
                    await self.drip(writer)
                await self.answer(head, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, head: bytes,
                     writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1]
        token = path.partition(b"resumptionToken=")[2]
        body = PAGE.format(n=int(token or 0) + 1).encode()
        await asyncio.sleep(ANSWER_SECONDS)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
                     b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        host = head.partition(b"\r\nHost: ")[2].split(b"\r", 1)[0]
        self.answered.setdefault(host, []).append(time.monotonic())
        await writer.drain()

    def rate(self, since: float) -> float:
        """From answer to answer of each host: they come in waves, and where a
        wave ends is chance."""
        return sum((len(times) - 1) / (times[-1] - times[0])
                   for times in ([when for when in times if when > since]
                                 for times in self.answered.values())
                   if len(times) > 1)

    async def drip(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
                     b"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>")
        self.dripping.add(writer)
        await self.end.wait()

    async def drip_on(self) -> None:
        """All of them from one clock: it is not the provider that is
        measured."""
        while True:
            begun = time.monotonic()
            for writer in list(self.dripping):
                if writer.transport.is_closing():
                    self.dripping.discard(writer)
                    writer.close()
                writer.write(b" " * DRIP_BYTES)
                await asyncio.sleep(0)
            await asyncio.sleep(
                max(0, begun + DRIP_SECONDS - time.monotonic()))


class Names(asyncio.DatagramProtocol):
    """A name server: 127.0.0.1 for all, and nothing about dead-N.test."""

    def __init__(self, unanswered: list[bytes]) -> None:
        self.unanswered = unanswered

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, peer: tuple[str, int]) -> None:
        if data[13:18] == b"dead-":
            self.unanswered.append(data[:2])
            return
        is_ipv4 = data[-4:-2] == b"\0\1"
        answer = b"\xc0\x0c\0\1\0\1\0\0\0\x0a\0\4\x7f\0\0\1" if is_ipv4 \
            else b""
        end_of_question = data.index(b"\0", 12) + 5
        self.transport.sendto(
            data[:2] + b"\x81\x80\0\1" + struct.pack(">H", is_ipv4)
            + b"\0\0\0\0" + data[12:end_of_question] + answer, peer)


async def run_network(provider: Provider, lookups: list[bytes],
                      ready: Event) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.start_server(provider.serve, "127.0.0.1", PORT,
                               backlog=1000)
    for address in NAME_SERVERS:
        await loop.create_datagram_endpoint(
            lambda: Names(lookups), local_addr=(address, 53))
    ready.set()
    await provider.drip_on()


def start_network(provider: Provider, lookups: list[bytes]) -> None:
    ready = Event()
    Thread(target=asyncio.run, args=(run_network(provider, lookups, ready),),
           daemon=True).start()
    assert ready.wait(10)


class Crowd:
    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen = chosen
        self.folder, self.conninfo = Path(chosen.inside[0]), chosen.inside[1]
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("delay = 0\n")
        self.sheaf = Sheaf(self.conninfo, self.configuration)
        self.provider = Provider()
        self.lookups: list[bytes] = []  # that got no answer
        start_network(self.provider, self.lookups)

    def prepare(self) -> None:
        for kind, delay in (("good", 2), ("dead", 0), ("drip", 0)):
            count = getattr(self.chosen, {"drip": "dripping"}.get(kind, kind))
            self.sql(REPOSITORIES.format(kind=kind, port=PORT, count=count,
                                         delay=delay))

    def sql(self, statements: str) -> None:
        subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
                        self.conninfo, "-c", statements], check=True)

    def rate(self, is_crowded: bool) -> float:
        """Good answers a second, by a worker of its own."""
        self.sql("UPDATE sheaf.repository SET state = '"
                 + ("active" if is_crowded else "paused")
                 + "' WHERE name NOT LIKE 'good-%'")
        self.sql("UPDATE sheaf.host SET lease_until = '-infinity',"
                 " lease_id = NULL, worker = NULL, next_due = '-infinity'")
        log = (self.folder / "log").open("ab")
        worker = self.sheaf.start("worker", "harvest", "--daemon", "--name",
                                  "crowd", output=log, errors=log)
        try:
            return self.watch(is_crowded, worker.pid)
        finally:
            end(worker, signal.SIGKILL)

    def watch(self, is_crowded: bool, pid: int) -> float:
        self.provider.answered.clear()
        began = time.monotonic()
        time.sleep(WARM_SECONDS + self.chosen.seconds)
        rate = self.provider.rate(began + WARM_SECONDS)
        print(f"{'crowded' if is_crowded else 'alone':8}"
              f" {rate:6.1f} good answers a second; {len(self.provider.dripping)}"
              f" dripping, {len(self.lookups)} look-ups unanswered,"
              f" {self.describe(pid)}", flush=True)
        self.lookups.clear()
        return rate

    def describe(self, pid: int) -> str:
        status = dict(line.split(":", 1) for line in Path(
            f"/proc/{pid}/status").read_text().splitlines())
        times = Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()
        cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        own = time.process_time()
        return (f"{status['Threads'].strip()} threads, "
                f"{int(status['VmRSS'].split()[0]) // 1024} MiB,"
                f" {cpu:.1f} s of CPU; the provider {own:.1f} s")

    def run(self) -> bool:
        ratios = []
        for _ in range(self.chosen.rounds):
            alone = self.rate(False)
            ratios.append(self.rate(True) / alone)
        ratio = statistics.median(ratios)
        print(f"the good ones keep {ratio:.0%} of their rate; the bar is"
              f" {BAR:.0%}")
        return ratio >= BAR


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("good", 100), ("dead", 200), ("dripping", 200),
                          ("seconds", 20), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def go_inside(folder: Path) -> list[str]:
    """Begins a command in a network where nothing is but this machine."""
    (folder / "resolv.conf").write_text(
        "".join(f"nameserver {address}\n" for address in NAME_SERVERS))
    begin = ["unshare", "--net", "--mount"]
    if os.geteuid() != 0:
        begin.append("--map-root-user")
    return [*begin, "sh", "-c", "ip link set lo up && mount --bind"
            f" {folder}/resolv.conf /etc/resolv.conf && exec \"$@\"", "sh"]


def main() -> int:
    chosen = options()
    if chosen.inside:
        crowd = Crowd(chosen)
        crowd.prepare()
        return 0 if crowd.run() else 1
    with ExitStack() as stack:
        folder = stack.enter_context(scratch())
        inside = go_inside(folder)
        if subprocess.run([*inside, "true"],
                          capture_output=True).returncode != 0:
            skip("no network namespace of our own is allowed here")
        cluster = Cluster(folder / "cluster", {"fsync": "off"})
        cluster.start()
        stack.callback(cluster.stop)
        conninfo = cluster.create("crowd")
        Sheaf(conninfo).run("db", "init")
        return subprocess.run(
            [*inside, sys.executable, *sys.argv, "--inside",
             str(folder), conninfo]).returncode


if __name__ == "__main__":
    sys.exit(main())
