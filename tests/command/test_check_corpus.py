#!/usr/bin/python3
"""sheaf check against what real repositories answered once.

Each source of the corpus is served as a repository: its pages in order, and
what it has not recorded from a small correct one.
"""

import json
import subprocess
import unittest
from pathlib import Path
from typing import Any

from front import Answer, Front
from person import DONE, FAILED, PARTIAL, RUN_SECONDS, binary
from product import SHARED, skip

CORPUS = SHARED / "corpus"
PAGE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate>
<request>http://example.org/oai</request>{}</OAI-PMH>"""
IDENTIFY = PAGE.format("""<Identify><repositoryName>Corpus</repositoryName>
<baseURL>http://example.org/oai</baseURL><protocolVersion>2.0</protocolVersion>
<adminEmail>a@example.org</adminEmail>
<earliestDatestamp>1990-01-01T00:00:00Z</earliestDatestamp>
<deletedRecord>no</deletedRecord>
<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>""")
FORMATS = PAGE.format("""<ListMetadataFormats><metadataFormat>
<metadataPrefix>{}</metadataPrefix><schema>http://example.org/x.xsd</schema>
<metadataNamespace>http://example.org/x</metadataNamespace></metadataFormat>
</ListMetadataFormats>""")


def lists(source: Path) -> list[tuple[str, list[Path]]]:
    """The formats that ListRecords was recorded in, with their pages."""
    found: dict[str, list[Path]] = {}
    for path in sorted(source.glob("ListRecords-*.xml")):
        found.setdefault(path.stem.split("-", 1)[1].rsplit("-", 1)[0],
                         []).append(path)
    return sorted(found.items())


class CorpusTest(unittest.TestCase):
    def setUp(self) -> None:
        self.front = Front("http://127.0.0.1:9", self._answer)
        self.addCleanup(self.front.stop)

    def _answer(self, path: str, asked: dict[str, str]) -> Answer:
        _, source, prefix = path.split("/")
        return 200, {"Content-Type": "text/xml"}, self._body(
            CORPUS / source, prefix, asked)

    @staticmethod
    def _body(source: Path, prefix: str, asked: dict[str, str]) -> bytes:
        verb = asked.get("verb", "")
        pages = dict(lists(source))[prefix]
        if verb == "ListRecords" and "metadataPrefix" in asked and \
                "from" not in asked:
            return pages[0].read_bytes()
        if verb == "ListRecords" and len(pages) > 1 and \
                not asked.get("resumptionToken", "").startswith("sheaf"):
            return pages[1].read_bytes()
        if verb == "Identify":
            return IDENTIFY.encode()
        if verb == "ListMetadataFormats":
            return FORMATS.replace("{}", prefix).encode()
        recorded = source / f"{verb}-01.xml"
        if recorded.exists():
            return recorded.read_bytes()
        return PAGE.format('<error code="badArgument">no</error>').encode()

    def check(self, source: str, prefix: str) -> dict[str, Any]:
        done = subprocess.run(
            [binary(), "--state", "/nowhere/at/all", "check",
             self.front.url(f"/{source}/{prefix}"), "--prefix", prefix,
             "--allow-private", "--delay", "0", "--json", "-q"],
            capture_output=True, text=True, timeout=RUN_SECONDS)
        self.assertIn(done.returncode, (DONE, FAILED, PARTIAL), done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual(done.stderr, "")
        assert isinstance(told, dict)
        return told

    def test_every_source_is_judged(self) -> None:
        verdicts: dict[str, int] = {}
        for source in sorted(CORPUS.iterdir()):
            if not source.is_dir():
                continue
            for prefix, pages in lists(source):
                with self.subTest(source=source.name, prefix=prefix):
                    told = self.check(source.name, prefix)
                    verdict = told["verdict"]
                    verdicts[verdict] = verdicts.get(verdict, 0) + 1
                    if verdict == "not_harvestable":
                        continue
                    self.assertGreater(told["records"]["records_read"], 0)
        print(f"corpus: {verdicts}", flush=True)
        self.assertGreater(verdicts["harvestable_with_losses"]
                           + verdicts.get("harvestable", 0), 50)


if __name__ == "__main__":
    if not CORPUS.is_dir():
        skip(f"there is no corpus at {CORPUS}")
    unittest.main()
