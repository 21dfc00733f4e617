"""Memory of one harvest worker, in three situations."""

import re
import time
from pathlib import Path

from measure import LOOK_SECONDS, Bench
from meter import MIB, Meter, memory
from product import end
from provider import Provider
from report import Report

TRANSFERS = 200
SLOWLY_SECONDS = 6.0
LARGE_BYTES = 100 * MIB
UNFINISHED = 40
UNFINISHED_BYTES = 14 * MIB
UNFINISHED_SECONDS = 20
WORKER_BAR = 48 * MIB
TRANSFERS_BAR = 128 * MIB
LARGE_BAR = 64 * MIB
UNFINISHED_BAR = 128 * MIB
TOKEN = re.compile(rb"<resumptionToken.*?</resumptionToken>", re.DOTALL)


def measure_memory(bench: Bench, report: Report) -> None:
    idle = idle_memory(bench)
    report.note(f"\nan idle harvest worker: {idle / MIB:.1f} MiB")
    steady(bench, report)
    many_transfers(bench, report)
    large_page(bench, report, idle)
    unfinished(bench, report, idle)


def idle_memory(bench: Bench) -> int:
    bench.prepare("idle")
    worker = bench.sheaf("idle").start("worker", "harvest")
    time.sleep(2)
    resident = memory(worker.pid, "VmRSS")
    end(worker)
    bench.drop("idle")
    return resident


def answers(bench: Bench, records: bytes) -> dict[str, bytes]:
    """A repository with one page."""
    pages = Path(bench.pages, f"first-{bench.records}", "p1000")
    return {"Identify": (pages / "identify.xml").read_bytes(),
            "ListMetadataFormats": (pages / "lmf.xml").read_bytes(),
            "ListSets": (pages / "sets.xml").read_bytes(),
            "ListRecords": records}


def first_page(bench: Bench) -> bytes:
    page = Path(bench.pages, f"first-{bench.records}", "p1000", "00000.xml")
    return TOKEN.sub(b"", page.read_bytes())


def harvest(bench: Bench, provider: Provider, addresses: list[str]) \
        -> tuple[int, float, int]:
    """All of them at once: peak, seconds, records."""
    sheaf = bench.prepare("memory")
    for n, address in enumerate(addresses):
        sheaf.run("add", f"r{n}", f"http://{address}:{provider.port}/oai",
                  "--allow-private", "--delay", "0")
    bench.settle()
    worker = sheaf.start("worker", "harvest")
    begun = time.monotonic()
    with Meter(lambda: {worker.pid: "client"}) as meter:
        while bench.sql("memory", """
                SELECT count(*) FROM sheaf.harvest
                 WHERE verdict = 'complete'""") != str(len(addresses)):
            if worker.poll() is not None:
                raise RuntimeError("the harvest worker ended")
            if time.monotonic() - begun > 600:
                raise RuntimeError("the harvests do not end: " + bench.sql(
                    "memory", "SELECT verdict, reason, count(*)"
                    " FROM sheaf.harvest GROUP BY 1, 2"))
            time.sleep(LOOK_SECONDS)
    seconds = time.monotonic() - begun
    records = int(bench.sql("memory", "SELECT count(*) FROM sheaf.record"))
    end(worker)
    bench.drop("memory")
    return meter.peak("client"), seconds, records


def steady(bench: Bench, report: Report) -> None:
    """The whole list of the provider."""
    database = "steady"
    bench.prepare(database).run("add", "bench", bench.url(1000),
                                "--allow-private", "--delay", "0")
    _, meter = bench.work(database)
    bench.drop(database)
    report.memory("a harvest worker at 1,000 a page", meter.peak("client"),
                  WORKER_BAR)


def many_transfers(bench: Bench, report: Report) -> None:
    addresses = [f"127.0.0.{n}" for n in range(1, TRANSFERS + 1)]
    page = first_page(bench)
    provider = Provider(addresses, answers(bench, page), SLOWLY_SECONDS)
    peak, seconds, records = harvest(bench, provider, addresses)
    provider.stop()
    report.note(f"{TRANSFERS} hosts with a page of {len(page) / MIB:.1f} MiB,"
                f" slowly: {records:,} records in {seconds:.0f} s, at most"
                f" {provider.most_at_once} transfers at once")
    report.equal("transfers at once", provider.most_at_once, TRANSFERS)
    report.memory(f"a harvest worker with {TRANSFERS} transfers", peak,
                  TRANSFERS_BAR)


def unfinished(bench: Bench, report: Report, idle: int) -> None:
    """Each host sends most of one record, and then nothing."""
    addresses = [f"127.0.0.{n}" for n in range(1, UNFINISHED + 1)]
    page = first_page(bench)
    begin = page.index(b"<dc:title>") + len(b"<dc:title>")
    # In pieces, each below what one run of text may be.
    text = b"x" * MIB + b"</dc:title><dc:title>"
    body = page[:begin] + text * (UNFINISHED_BYTES // MIB)
    provider = Provider(addresses, answers(bench, body), withheld=MIB)
    sheaf = bench.prepare("unfinished")
    for n, address in enumerate(addresses):
        sheaf.run("add", f"r{n}", f"http://{address}:{provider.port}/oai",
                  "--allow-private", "--delay", "0")
    worker = sheaf.start("worker", "harvest")
    with Meter(lambda: {worker.pid: "client"}) as meter:
        time.sleep(UNFINISHED_SECONDS)
    told = bench.sql("unfinished", "SELECT count(*) FROM sheaf.harvest"
                     " WHERE fault = 'too-large'")
    end(worker)
    provider.stop()
    bench.drop("unfinished")
    report.note(f"{UNFINISHED} hosts with {UNFINISHED_BYTES // MIB} MiB of a"
                f" record that does not end: {told} were given up in"
                f" {UNFINISHED_SECONDS} s")
    report.memory("records that do not end, above idle",
                  meter.peak("client") - idle, UNFINISHED_BAR)


def large(bench: Bench) -> bytes:
    """Page after page in one, under other identifiers each time."""
    first = first_page(bench)
    begin = first.index(b"<record>")
    finish = first.rindex(b"</record>") + len(b"</record>")
    parts = [first[:begin]]
    size = copies = 0
    while size < LARGE_BYTES:
        copies += 1
        parts.append(first[begin:finish].replace(
            b"oai:repo.", b"oai:repo%d." % copies))
        size += len(parts[-1])
    return b"".join(parts) + first[finish:]


def large_page(bench: Bench, report: Report, idle: int) -> None:
    page = large(bench)
    provider = Provider(["127.0.0.1"], answers(bench, page))
    peak, seconds, records = harvest(bench, provider, ["127.0.0.1"])
    provider.stop()
    report.note(f"one page of {len(page) / MIB:.0f} MiB: {records:,} records"
                f" in {seconds:.1f} s, {peak / MIB:.1f} MiB at most")
    report.memory("a page of 100 MiB, above idle", peak - idle, LARGE_BAR)
