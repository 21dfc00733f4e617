"""Date windows: a repository that takes its time for every page, harvested with
one connection and with four."""

import asyncio
import threading
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from measure import Bench
from report import Report

RECORDS = 6000
PAGE = 50
PAGE_SECONDS = 0.5
CONNECTIONS = 4
BAR = 3.5
FORM = "%Y-%m-%dT%H:%M:%SZ"
YEARS = timedelta(days=3652)
RESPONSE = ('<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/'
            'OAI/2.0/"><responseDate>{now}</responseDate><request/>{what}'
            "</OAI-PMH>")
RECORD = ("<record><header><identifier>oai:window:{n}</identifier><datestamp>"
          "{stamp}</datestamp></header><metadata><dc xmlns="
          '"http://www.openarchives.org/OAI/2.0/oai_dc/"><title xmlns='
          '"http://purl.org/dc/elements/1.1/">Record {n}</title></dc>'
          "</metadata></record>")
FORMATS = ("<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc"
           "</metadataPrefix><schema>s</schema><metadataNamespace>"
           "http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace>"
           "</metadataFormat></ListMetadataFormats>")


class SlowProvider:
    """Records are spread evenly over the ten years before now."""

    def __init__(self) -> None:
        self.now = datetime.utcnow()
        self.begin = self.now - YEARS
        self.stamps = [(self.begin + YEARS * n / RECORDS).strftime(FORM)
                       for n in range(RECORDS)]
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait()

    def _run(self) -> None:
        async def serve() -> None:
            server = await asyncio.start_server(self._converse, "127.0.0.1")
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
        self._loop.run_until_complete(serve())
        self._loop.run_forever()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _converse(self, reader: asyncio.StreamReader,
                        writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                query = urlsplit(head.split(b" ", 2)[1].decode()).query
                asked = {n: v[0] for n, v in parse_qs(query).items()}
                if asked["verb"] == "ListRecords":
                    await asyncio.sleep(PAGE_SECONDS)
                body = RESPONSE.format(now=self.now.strftime(FORM),
                                       what=self._answer(asked)).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
                             b"Content-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, asked: dict[str, str]) -> str:
        if asked["verb"] == "Identify":
            return ("<Identify><repositoryName>Slow</repositoryName><baseURL>b"
                    "</baseURL><protocolVersion>2.0</protocolVersion>"
                    "<adminEmail>a@example.org</adminEmail><earliestDatestamp>"
                    f"{self.stamps[0]}</earliestDatestamp><deletedRecord>"
                    "persistent</deletedRecord><granularity>"
                    "YYYY-MM-DDThh:mm:ssZ</granularity></Identify>")
        if asked["verb"] == "ListMetadataFormats":
            return FORMATS
        if asked["verb"] != "ListRecords":
            return '<error code="noSetHierarchy">none</error>'
        return self._page(asked)

    def _page(self, asked: dict[str, str]) -> str:
        since, until, cursor = asked.get("resumptionToken", "|".join((
            asked.get("from", ""), asked.get("until", "~"), "0"))).split("|")
        chosen = [n for n, stamp in enumerate(self.stamps)
                  if since <= stamp <= until]
        if not chosen:
            return '<error code="noRecordsMatch">none</error>'
        at = int(cursor)
        token = f"{since}|{until}|{at + PAGE}" \
            if at + PAGE < len(chosen) else ""
        return ("<ListRecords>" + "".join(
            RECORD.format(n=n, stamp=self.stamps[n])
            for n in chosen[at:at + PAGE])
            + f'<resumptionToken completeListSize="{len(chosen)}"'
            f' cursor="{at}">{token}</resumptionToken></ListRecords>')


def measure_windows(bench: Bench, report: Report) -> None:
    names = {connections: f"pages of {PAGE_SECONDS} s, {connections} at a time"
             for connections in (1, CONNECTIONS)}
    provider = SlowProvider()
    for connections, name in names.items():
        database = f"window{connections}"
        sheaf = bench.prepare(database)
        sheaf.run("add", "bench", f"http://127.0.0.1:{provider.port}/oai",
                  "--allow-private", "--delay", "0", "--no-harvest")
        sheaf.run("edit", "bench", f"connections={connections}")
        seconds = sheaf.harvest("bench")["seconds"]
        records = int(bench.sql(database, "SELECT count(*) FROM sheaf.record"))
        bench.drop(database)
        report.equal(f"records, {name}", records, RECORDS)
        report.run(name, records, seconds)
    provider.stop()
    report.ratio(names[CONNECTIONS], names[1], BAR)
