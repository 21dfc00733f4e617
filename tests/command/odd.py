"""A repository with a few records, one of which may be without metadata. It
can be told to refuse, with or without Retry-After."""

import threading
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>{}</responseDate>
<request>http://odd.example/oai</request>{}</OAI-PMH>
"""
IDENTIFY = """<Identify><repositoryName>Odd</repositoryName>
<baseURL>{}</baseURL><protocolVersion>2.0</protocolVersion>
<adminEmail>odd@odd.example</adminEmail>
<earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp>
<deletedRecord>{}</deletedRecord>
<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"""
FORMATS = """<ListMetadataFormats>{}</ListMetadataFormats>"""
FORMAT = """<metadataFormat><metadataPrefix>{}</metadataPrefix>
<schema>http://odd.example/{}.xsd</schema>
<metadataNamespace>{}</metadataNamespace></metadataFormat>"""
NAMESPACES = {
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "rioxx": "http://www.rioxx.net/schema/v2.0/rioxx/"}
SETS = """<ListSets><set><setSpec>a</setSpec><setName>A</setName></set>
<set><setSpec>b</setSpec><setName>B</setName></set></ListSets>"""
RECORD = """<record><header><identifier>{}</identifier>
<datestamp>{}</datestamp></header>{}</record>"""
METADATA = """<metadata><oai_dc:dc
 xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Odd</dc:title>
</oai_dc:dc></metadata>"""
STAMP = "2026-01-01T00:00:00Z"


class Odd:
    def __init__(self) -> None:
        self.reset()
        odd = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                odd._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/oai"
        threading.Thread(target=self._server.serve_forever,
                         daemon=True).start()

    def reset(self) -> None:
        # Identifier to datestamp; the bad ones come without metadata.
        self.good = {"oai:odd:good": STAMP}
        self.bad: dict[str, str] = {}
        self.deleted_record = "persistent"
        self.prefixes = ["oai_dc"]
        self.refusal: int | None = None  # HTTP status
        self.asked: list[str] = []  # verbs
        self.retry_after: int | None = None

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _record(self, name: str) -> str:
        if name in self.good:
            return RECORD.format(name, self.good[name], METADATA)
        if name in self.bad:
            return RECORD.format(name, self.bad[name], "")
        return ""

    def _body(self, verb: str, identifier: str) -> str:
        if verb == "GetRecord":
            record = self._record(identifier)
            return f"<GetRecord>{record}</GetRecord>" if record else \
                '<error code="idDoesNotExist">no such item</error>'
        if verb == "Identify":
            return IDENTIFY.format(self.url, self.deleted_record)
        if verb == "ListMetadataFormats":
            return FORMATS.format("".join(
                FORMAT.format(prefix, prefix, NAMESPACES[prefix])
                for prefix in self.prefixes))
        if verb == "ListSets":
            return SETS
        records = map(self._record, [*self.good, *self.bad])
        return f"<ListRecords>{''.join(records)}</ListRecords>"

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        verb = query.get("verb", [""])[0]
        if self.refusal is not None and verb in ("ListRecords",
                                                    "GetRecord"):
            handler.send_response(self.refusal)
            if self.retry_after is not None:
                handler.send_header("Retry-After", str(self.retry_after))
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        self.asked.append(verb)
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        body = PAGE.format(now, self._body(
            verb, query.get("identifier", [""])[0])).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
