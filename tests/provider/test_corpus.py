#!/usr/bin/python3
"""What real repositories answered once, harvested again.

Each list of the corpus is a repository of its own, served over a real socket
to a real worker, into a real PostgreSQL, and normalised. What must come of it
is worked out from its pages by corpus.py.
"""

import re
import sys
import unittest
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "system"))
sys.path.insert(0, str(TESTS / "command"))

import corpus  # noqa: E402
from prepared import MODEL, prepared  # noqa: E402
from front import Answer, Front  # noqa: E402
from product import ROOT, Sheaf, end, scratch, skip, wait_for  # noqa: E402
from session import Session  # noqa: E402

NO_MORE = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate><request/>
<error code="noRecordsMatch">not recorded</error></OAI-PMH>"""
SOURCES = 86
CONNECTIONS = 4
SECONDS = 120  # until all is done; it takes a tenth
ADD = """
EXECUTE add('{name}', '{url}', '{host}', 86400, 86400, true, NULL, NULL, 0,
    {connections}, NULL, '2.0', NULL, NULL, 'no', NULL, NULL,
    ARRAY['{prefix}'], ARRAY[''], 0, '{group}', NULL, NULL, NULL, NULL, NULL,
    NULL, NULL)"""
HARVESTS = """
SELECT name, verdict, coalesce(proof, fault) AS why, reason
  FROM sheaf.repository JOIN sheaf.harvest USING (repository_id)"""
RECORDS = """
SELECT name, identifier, status, datestamp, set_specs, metadata
  FROM sheaf.repository JOIN sheaf.record USING (repository_id)"""
ITEMS = """
SELECT name, identifier
  FROM sheaf.repository JOIN sheaf.item USING (repository_id)
 WHERE deleted_at IS NULL"""
# A word of each script, as regular expressions; in how many titles, creators or
# subjects it has to be found. No list has Greek or Korean: store/test_words.c has.
SCRIPTS = {
    "Latin": ("[a-zA-Z]{4}", 40),
    "accents": ("[à-ÿ]", 40),
    "Cyrillic": ("[а-я]{4}", 40),
    "Arabic": ("[ء-ي]{3}", 1),
    "Han": ("[一-龥]{2}", 5),
    "kana": ("[ぁ-ヿ]{2}", 4),
}
VALUES = """
SELECT repository, identifier, value
  FROM api.statement
 WHERE element IN ('title', 'creator', 'subject')
   AND value ~ '{script}'
 ORDER BY md5(value)
 LIMIT 40"""
MISSED = """
SELECT word
  FROM unnest(ARRAY[{words}]) AS w(word)
 WHERE NOT EXISTS (
           SELECT 1
             FROM api.search(word, in_repository => '{repository}') AS s
            WHERE s.identifier = '{identifier}')"""
QUARANTINE = "SELECT repository AS name, identifier FROM api.quarantine"


class CorpusTest(unittest.TestCase):
    """All lists are harvested and normalised once; each test looks at one
    thing that is true of all of them."""

    stack: ExitStack
    session: Session
    lists: dict[str, corpus.List]
    expected: dict[str, corpus.Harvest]

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        cls.lists = {one.name: one for one in corpus.lists()}
        cls.expected = {name: corpus.judge(one)
                        for name, one in cls.lists.items()}
        folder = cls.stack.enter_context(scratch())
        cluster = cls.stack.enter_context(prepared(folder / "cluster", {}))
        sheaf = Sheaf(cluster.create("sheaf", MODEL))
        cls.session = Session(cluster.psql("sheaf"))
        cls.stack.callback(cls.session.close)
        front = Front("", cls.answer)
        cls.stack.callback(front.stop)
        cls.add_all(front)
        cls.work(sheaf, "harvest", "SELECT count(*) AS n FROM sheaf.selection"
                 " WHERE next_due <= now() UNION ALL SELECT count(*)"
                 "  FROM sheaf.harvest WHERE verdict IS NULL")
        cls.work(sheaf, "normalise", "SELECT count(*) AS n"
                 " FROM sheaf.stale_item WHERE NOT is_held")

    @classmethod
    def answer(cls, path: str, asked: dict[str, str]) -> Answer:
        one = cls.lists[path.removeprefix("/")]
        return 200, {"Content-Type": "text/xml"}, cls.page_of(one, asked)

    @staticmethod
    def page_of(one: corpus.List, asked: dict[str, str]) -> bytes:
        token = asked.get("resumptionToken")
        if token is None:
            return one.pages[0]
        for page, following in zip(one.pages, [*one.pages[1:], NO_MORE]):
            if corpus.read(page).token == token.strip():
                return following
        return NO_MORE

    @classmethod
    def add_all(cls, front: Front) -> None:
        """As "sheaf add" does, but for what it asks first."""
        cls.session.do("PREPARE add AS " + (
            ROOT / "sql" / "query" / "repository_add.sql").read_text())
        host = front.url("").removeprefix("http://")
        for one in cls.lists.values():
            cls.session.do(ADD.format(
                name=one.name, url=front.url(f"/{one.name}"), host=host,
                connections=CONNECTIONS, prefix=one.prefix,
                group=one.source))

    @classmethod
    def work(cls, sheaf: Sheaf, kind: str, left: str) -> None:
        worker = sheaf.start("worker", kind)
        try:
            wait_for(f"all to be {kind}ed", lambda: worker.poll() is not None
                     or not any(row["n"] for row in cls.session.rows(left)),
                     SECONDS, 0.1)
            assert worker.poll() is None, f"the worker ended: {worker.poll()}"
        finally:
            end(worker)

    def by_name(self, query: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {
            name: [] for name in self.lists}
        for row in self.session.rows(query):
            found[row["name"]].append(row)
        return found

    def about(self, name: str) -> Any:
        return self.subTest(list=name, source=self.lists[name].source)

    def test_every_list_has_the_verdict_that_its_pages_explain(self) -> None:
        verdicts: Counter[str] = Counter()
        for name, rows in self.by_name(HARVESTS).items():
            expected = self.expected[name]
            with self.about(name):
                self.assertEqual(len(rows), 1)
                verdicts[rows[0]["verdict"]] += 1
                self.assertEqual(rows[0]["verdict"], expected.verdict,
                                 rows[0]["reason"])
                self.assertIn(rows[0]["why"], expected.why.split(),
                              rows[0]["reason"])
        sources = {one.source for one in self.lists.values()}
        self.assertGreaterEqual(len(sources), SOURCES)
        print(f"corpus: {len(sources)} sources, {len(self.lists)} lists,"
              f" {dict(verdicts)}", flush=True)

    def test_every_record_is_as_it_was_served(self) -> None:
        for name, rows in self.by_name(RECORDS).items():
            expected = self.expected[name].records
            with self.about(name):
                self.assertEqual({row["identifier"] for row in rows},
                                 set(expected))
                for row in rows:
                    self.assertEqual(version(row),
                                     expected[row["identifier"]])

    def test_what_is_no_record_is_in_quarantine(self) -> None:
        for name, rows in self.by_name(QUARANTINE).items():
            with self.about(name):
                self.assertEqual(
                    sorted(str(row["identifier"]) for row in rows),
                    sorted(map(str, self.expected[name].rejects)))

    def test_every_record_is_normalised(self) -> None:
        self.assertEqual(self.session.row(
            "SELECT count(*) AS n FROM sheaf.stale_item")["n"], 0)
        for name, rows in self.by_name(ITEMS).items():
            with self.about(name):
                self.assertEqual(
                    {row["identifier"] for row in rows},
                    {identifier for identifier, one
                     in self.expected[name].records.items()
                     if one.status == "live"})

    def test_every_script_is_found_by_its_words(self) -> None:
        found: Counter[str] = Counter()
        for script, (letters, least) in SCRIPTS.items():
            for row in self.session.rows(VALUES.format(script=letters)):
                words = re.findall(r"[^\W_]{2,}", row["value"])[:8]
                asked = [*words, " ".join(words), f'"{" ".join(words)}"'
                         if " ".join(words) in row["value"] else words[0]]
                with self.subTest(script=script, value=row["value"]):
                    self.assertEqual(self.session.rows(MISSED.format(
                        words=", ".join(map(quoted, asked)),
                        repository=row["repository"],
                        identifier=row["identifier"].replace("'", "''"))), [])
                    found[script] += 1
            with self.subTest(script=script):
                self.assertGreaterEqual(found[script], least)
        print(f"found again: {dict(found)}", flush=True)

    def test_other_forms_of_a_word_are_found(self) -> None:
        self.assertGreater(self.session.row(
            "SELECT count(*) AS n FROM api.search('study') AS s"
            " JOIN api.item AS i USING (repository, identifier)"
            " WHERE 'eng' = ANY (i.language)"
            " AND i.title ~* '\\mstudies\\M' AND i.title !~* '\\mstudy'"
            )["n"], 0)


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def version(row: dict[str, Any]) -> corpus.Version:
    is_deleted = row["status"] == "deleted"
    return corpus.Version(
        row["status"], row["datestamp"], sorted(row["set_specs"]),
        None if is_deleted else corpus.shape(ET.fromstring(row["metadata"])))


if __name__ == "__main__":
    if not corpus.CORPUS.is_dir():
        skip(f"there is no corpus at {corpus.CORPUS}")
    unittest.main()
