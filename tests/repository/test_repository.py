#!/usr/bin/python3
"""The sample repository is a provider by the protocol, and keeps its numbers.

Asked over HTTP, as a harvester would.
"""

import gzip
import io
import json
import unittest
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from sample import catalogues, large
from serve import control, open_site

DATA = Path(__file__).resolve().parent / "data"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://www.rioxx.net/schema/v2.0/rioxxterms/}"
REAL = "oai:repository.mdx.ac.uk:864z5"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LISTED = {"dspace": 140, "eprints": 90, "ojs": 55, "haplo": 71}
DELETED = {"dspace": 13, "eprints": 8, "ojs": 0, "haplo": 6}


class RepositoryTest(unittest.TestCase):
    """A site of its own for every test, so that edits stay in it."""

    def setUp(self) -> None:
        held = catalogues(DATA) | {"large": large(DATA, 1234)}
        self.log = io.StringIO()
        self.site = open_site(held, 0, 50, self.log)
        self.site.resources["/control"] = lambda r: control(held, r)
        self.thread = Thread(target=self.site.serve_forever, args=(0.01,))
        self.thread.start()
        self.client = HTTPConnection("127.0.0.1", self.site.server_port)

    def tearDown(self) -> None:
        self.client.close()
        self.site.shutdown()
        self.thread.join()
        self.site.server_close()

    def fetch(self, path: str, method: str = "GET", body: str | None = None,
              headers: dict[str, str] | None = None) -> tuple[Any, bytes]:
        self.client.request(method, path, body, headers or {})
        response = self.client.getresponse()
        return response, response.read()

    def ask(self, name: str, verb: str, **arguments: str) \
            -> ElementTree.Element:
        since = {"from": arguments.pop("since")} \
            if "since" in arguments else {}
        query = urlencode({"verb": verb} | arguments | since)
        _, body = self.fetch(f"/{name}/oai?{query}")
        return ElementTree.fromstring(body)

    def error(self, name: str, verb: str, **arguments: str) -> str | None:
        found = self.ask(name, verb, **arguments).find(OAI + "error")
        return None if found is None else found.get("code")

    def listing(self, name: str, verb: str = "ListRecords",
                **arguments: str) -> list[list[ElementTree.Element]]:
        """Every page of a list."""
        tag = OAI + ("record" if verb == "ListRecords" else "header")
        pages, following = [], arguments
        while True:
            answer = self.ask(name, verb, **following)
            self.assertIsNone(answer.find(OAI + "error"))
            pages.append(list(answer.iter(tag)))
            token = next(answer.iter(OAI + "resumptionToken"), None)
            if token is None or not token.text:
                return pages
            following = {"resumptionToken": token.text}

    def identifiers(self, name: str, **arguments: str) -> list[str]:
        return [text(record, "identifier") for page in self.listing(
            name, "ListIdentifiers", metadataPrefix="oai_dc", **arguments)
            for record in page]

    def edit(self, name: str, **order: Any) -> int:
        response, body = self.fetch(
            "/control", "POST", json.dumps({"repository": name} | order))
        self.assertEqual(response.status, 200, body)
        return int(json.loads(body)["changed"])

    def test_every_repository_lists_all_it_holds_once(self) -> None:
        for name, expected in LISTED.items():
            pages = self.listing(name, metadataPrefix="oai_dc")
            records = [record for page in pages for record in page]
            names = {text(record, "identifier") for record in records}
            gone = [r for r in records
                    if r.find(OAI + "header").get("status") == "deleted"]
            with self.subTest(name):
                self.assertEqual(len(records), expected)
                self.assertEqual(len(names), expected)
                self.assertEqual(len(gone), DELETED[name])
                self.assertEqual(len(pages), -(-expected // 50))

    def test_lists_say_their_size_and_end_with_an_empty_token(self) -> None:
        first = self.ask("dspace", "ListRecords", metadataPrefix="oai_dc")
        token = next(first.iter(OAI + "resumptionToken"))
        self.assertEqual(token.get("completeListSize"), "140")
        self.assertEqual(token.get("cursor"), "0")
        self.assertRegex(token.get("expirationDate", ""), r"^\d{4}-.*Z$")
        for cursor in ("50", "100"):
            page = self.ask("dspace", "ListRecords",
                            resumptionToken=token.text or "")
            token = next(page.iter(OAI + "resumptionToken"))
            self.assertEqual(token.get("cursor"), cursor)
        self.assertIsNone(token.text)

    def test_errors_of_the_protocol(self) -> None:
        oai_dc = {"metadataPrefix": "oai_dc"}
        for expected, name, verb, arguments in (
            ("badVerb", "dspace", "ListEverything", {}),
            ("badArgument", "dspace", "Identify", {"set": "x"}),
            ("badArgument", "dspace", "ListRecords", {}),
            ("badArgument", "dspace", "GetRecord", oai_dc),
            ("badArgument", "dspace", "ListRecords",
             oai_dc | {"resumptionToken": "x"}),
            ("badArgument", "dspace", "ListRecords",
             oai_dc | {"since": "2021-02-30"}),
            ("badArgument", "dspace", "ListRecords",
             oai_dc | {"since": "2021"}),
            ("badArgument", "dspace", "ListRecords",
             oai_dc | {"since": "2021-01-01", "until": "2020-01-01"}),
            ("badArgument", "dspace", "ListRecords",
             oai_dc | {"since": "2019-01-01",
                       "until": "2020-01-01T00:00:00Z"}),
            ("badArgument", "eprints", "ListRecords",
             oai_dc | {"since": "2019-01-01T00:00:00Z"}),
            ("badResumptionToken", "dspace", "ListRecords",
             {"resumptionToken": "x"}),
            ("badResumptionToken", "dspace", "ListSets",
             {"resumptionToken": "e30=,00000000"}),
            ("cannotDisseminateFormat", "ojs", "ListRecords",
             {"metadataPrefix": "rioxx"}),
            ("idDoesNotExist", "dspace", "GetRecord",
             oai_dc | {"identifier": "oai:x:1"}),
            ("noRecordsMatch", "dspace", "ListRecords",
             oai_dc | {"until": "1999-12-31"}),
            ("noRecordsMatch", "dspace", "ListRecords",
             oai_dc | {"set": "nothing"}),
            ("noMetadataFormats", "dspace", "ListMetadataFormats",
             {"identifier": "oai:dspace.example.org:123456789/1005"}),
            ("noSetHierarchy", "large", "ListSets", {}),
            ("noSetHierarchy", "large", "ListRecords",
             oai_dc | {"set": "x"}),
        ):
            with self.subTest(verb=verb, **arguments):
                self.assertEqual(self.error(name, verb, **arguments),
                                 expected)

    def test_a_repeated_argument_is_refused(self) -> None:
        for query, expected in (
            ("verb=Identify&verb=Identify", b'code="badVerb"'),
            ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc",
             b'code="badArgument"'),
        ):
            _, body = self.fetch(f"/dspace/oai?{query}")
            self.assertIn(expected, body)
            self.assertIn(b"<request>", body)

    def test_granularity_and_deletions_are_what_identify_says(self) -> None:
        for name, granularity, deleted in (
            ("dspace", "YYYY-MM-DDThh:mm:ssZ", "persistent"),
            ("eprints", "YYYY-MM-DD", "persistent"),
            ("ojs", "YYYY-MM-DDThh:mm:ssZ", "no"),
            ("haplo", "YYYY-MM-DDThh:mm:ssZ", "transient"),
        ):
            said = self.ask(name, "Identify")
            page = self.listing(name, metadataPrefix="oai_dc")[0]
            with self.subTest(name):
                self.assertEqual(text(said, "granularity"), granularity)
                self.assertEqual(text(said, "deletedRecord"), deleted)
                for record in page:
                    self.assertEqual(len(text(record, "datestamp")),
                                     10 if name == "eprints" else 20)

    def test_bounds_are_inclusive(self) -> None:
        moment = "2019-03-02T21:41:13Z"  # of the 4th to the 6th item
        self.assertEqual(len(self.identifiers("dspace", until=moment)), 6)
        self.assertEqual(len(self.identifiers("dspace", since=moment)), 137)
        self.assertEqual(
            len(self.identifiers("dspace", since=moment, until=moment)), 3)
        self.assertEqual(
            len(self.identifiers("eprints", since="2019-03-02",
                                 until="2019-03-02")), 3)

    def test_a_set_holds_the_members_of_the_sets_below_it(self) -> None:
        both = set(self.identifiers("ojs", set="sample"))
        articles = set(self.identifiers("ojs", set="sample:ART"))
        reviews = set(self.identifiers("ojs", set="sample:REV"))
        self.assertEqual(articles | reviews, both)
        self.assertEqual(len(both), LISTED["ojs"])
        self.assertFalse(articles & reviews)
        self.assertTrue(reviews)

    def test_every_set_of_a_header_is_listed(self) -> None:
        for name in LISTED:
            known = {s.text for s in self.ask(name, "ListSets").iter(
                OAI + "setSpec")}
            used = {s.text for page in self.listing(
                name, metadataPrefix="oai_dc") for record in page
                for s in record.iter(OAI + "setSpec")}
            self.assertLessEqual(used, known, name)

    def test_get_record_gives_what_the_list_gave(self) -> None:
        for name in LISTED:
            for record in self.listing(name, metadataPrefix="oai_dc")[0][:9]:
                alone = self.ask(name, "GetRecord", metadataPrefix="oai_dc",
                                 identifier=text(record, "identifier"))
                self.assertEqual(
                    ElementTree.tostring(record),
                    ElementTree.tostring(next(alone.iter(OAI + "record"))))

    def test_records_come_in_eight_languages(self) -> None:
        seen = Counter(
            e.text for page in self.listing("ojs", metadataPrefix="oai_dc")
            for record in page for e in record.iter(DC + "language"))
        self.assertEqual(set(seen), {"eng", "ger", "fre", "spa", "pol",
                                     "rus", "chi", "ara"})

    def test_the_real_record_is_served_as_its_platform_does(self) -> None:
        plain = self.ask("haplo", "GetRecord", metadataPrefix="oai_dc",
                         identifier=REAL)
        self.assertEqual([e.text for e in plain.iter(DC + "identifier")], [
            "https://doi.org/10.1192/apt.bp.113.011940",
            "Gillard, S. and Holley, J. 2014. Peer workers in mental health"
            " services: literature overview. Advances in Psychiatric"
            " Treatment. 20 (4), pp. 286-292."
            " https://doi.org/10.1192/apt.bp.113.011940"])
        self.assertEqual([e.text for e in plain.iter(DC + "relation")], [
            "https://repository.mdx.ac.uk/item/864z5", "ISSN:1355-5146",
            "ISSN:1472-1481"])
        self.assertEqual([e.text for e in plain.iter(DC + "date")],
                         ["Jul 2014"])
        for absent in ("language", "source"):
            self.assertFalse(list(plain.iter(DC + absent)))
        rich = self.ask("haplo", "GetRecord", metadataPrefix="rioxx",
                        identifier=REAL)
        self.assertEqual([e.text for e in rich.iter(TERMS + "author")],
                         ["Gillard, S.", "Holley, J."])
        self.assertEqual(
            [e.text for e in rich.iter(TERMS + "version-of-record")],
            ["10.1192/apt.bp.113.011940"])
        accepted = rich.iter("{http://purl.org/dc/terms/}dateAccepted")
        self.assertEqual([e.text for e in accepted], ["2014-07-01"])

    def test_a_post_is_answered_as_a_get(self) -> None:
        query = "verb=GetRecord&metadataPrefix=oai_dc&identifier=" + REAL
        _, gotten = self.fetch("/haplo/oai?" + query)
        _, posted = self.fetch("/haplo/oai", "POST", query, FORM)
        self.assertIn(b"Peer workers", posted)
        self.assertEqual(cut(gotten), cut(posted))

    def test_gzip_is_given_when_asked_for_only(self) -> None:
        path = "/dspace/oai?verb=Identify"
        for accepted, packed in (("gzip", True), ("deflate, gzip;q=0.5", True),
                                 ("identity", False), ("gzip;q=0", False)):
            response, body = self.fetch(
                path, headers={"Accept-Encoding": accepted})
            with self.subTest(accepted):
                self.assertEqual(
                    response.getheader("Content-Encoding") == "gzip", packed)
                plain = gzip.decompress(body) if packed else body
                self.assertIn(b"Sample DSpace", plain)

    def test_one_connection_serves_many_requests(self) -> None:
        self.fetch("/dspace/oai?verb=Identify")
        before = self.client.sock
        self.fetch("/nowhere")
        self.fetch("/ojs/oai?verb=ListSets")
        self.assertIs(self.client.sock, before)
        lines = [json.loads(s) for s in self.log.getvalue().splitlines()]
        self.assertEqual([line["status"] for line in lines], [200, 404, 200])
        self.assertEqual(lines[2]["arguments"], {"verb": "ListSets"})

    def test_edits_show_in_the_next_incremental_list(self) -> None:
        one, other, third = self.identifiers("dspace")[:3]
        when = "2025-05-05T05:05:05Z"
        self.assertEqual(self.edit("dspace", touch=[one], delete=[other],
                                   stamp=[third], add=2, datestamp=when), 5)
        changed = self.listing("dspace", metadataPrefix="oai_dc",
                               since=when)[0]
        states = {text(r, "identifier"): r.find(OAI + "header").get("status")
                  for r in changed}
        self.assertEqual(len(changed), 5)
        self.assertIsNone(states[one])
        self.assertEqual(states[other], "deleted")
        titles = {text(r, "identifier"): [e.text for e in r.iter(
            DC + "title")] for r in changed}
        self.assertIn("(revision 1)", titles[one][0])
        self.assertNotIn("(revision", titles[third][0])

    def test_deletions_vanish_where_none_are_kept(self) -> None:
        one, other = self.identifiers("ojs")[:2]
        self.edit("ojs", delete=[one])
        self.edit("haplo", forget=[REAL])
        self.assertNotIn(one, self.identifiers("ojs"))
        self.assertEqual(
            self.error("ojs", "GetRecord", metadataPrefix="oai_dc",
                       identifier=one), "idDoesNotExist")
        self.assertEqual(self.identifiers("ojs")[0], other)
        self.assertNotIn(REAL, self.identifiers("haplo"))

    def test_an_item_touched_during_a_list_is_not_skipped(self) -> None:
        first = self.ask("dspace", "ListRecords", metadataPrefix="oai_dc")
        seen = [text(r, "identifier") for r in first.iter(OAI + "record")]
        self.edit("dspace", touch=seen[:20])
        token = next(first.iter(OAI + "resumptionToken")).text
        while token:
            page = self.ask("dspace", "ListRecords", resumptionToken=token)
            seen += [text(r, "identifier") for r in page.iter(OAI + "record")]
            token = next(page.iter(OAI + "resumptionToken")).text
        self.assertEqual(len(set(seen)), 140)
        self.assertEqual(len(seen), 160)

    def test_a_token_that_was_changed_is_refused(self) -> None:
        first = self.ask("dspace", "ListRecords", metadataPrefix="oai_dc")
        token = next(first.iter(OAI + "resumptionToken")).text or ""
        for changed in ("A" + token[1:], token + "0", token[:-1]):
            self.assertEqual(self.error("dspace", "ListRecords",
                                        resumptionToken=changed),
                             "badResumptionToken")
        self.assertEqual(self.error("dspace", "ListIdentifiers",
                                    resumptionToken=token),
                         "badResumptionToken")

    def test_the_large_repository_has_as_many_as_told(self) -> None:
        self.assertEqual(len(set(self.identifiers("large"))), 1234)

    def test_an_order_that_cannot_be_done_is_refused(self) -> None:
        response, _ = self.fetch("/control", "POST", json.dumps(
            {"repository": "dspace", "touch": ["oai:x:1"]}))
        self.assertEqual(response.status, 400)


def text(within: ElementTree.Element, name: str) -> str:
    found = next(within.iter(OAI + name), None)
    return "" if found is None or found.text is None else found.text


def cut(body: bytes) -> bytes:
    """Without the moment at which it was answered."""
    return body[body.index(b"</responseDate>"):]


if __name__ == "__main__":
    unittest.main()
