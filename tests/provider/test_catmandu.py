#!/usr/bin/python3
"""Debian's Catmandu OAI provider, harvested through the command line.

A real provider of somebody else's, over a real socket, into a real
PostgreSQL. Its README gives the counts; what each record must hold is worked
out here from how its data is made.
"""

import json
import shutil
import socket
import subprocess
import sys
import unittest
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))

from cluster import Cluster  # noqa: E402
from prepared import MODEL, prepared  # noqa: E402
from product import SHARED, Sheaf, end, scratch, skip, wait_for  # noqa: E402

PROVIDER = SHARED / "providers" / "catmandu"
PREFIX = "oai:catmandu.invalid:"
DC = "{http://purl.org/dc/elements/1.1/}"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
BEGIN = datetime(2020, 1, 1, tzinfo=timezone.utc)
SETS = ("maths", "physics", "")
RECORDS = 321
PAGE = 50

Header = tuple[str, str, str]  # datestamp, status, set


def identifier(number: int) -> str:
    return f"{PREFIX}rec{number:04d}"


def header(number: int) -> Header:
    """As the provider's README says that records are made."""
    stamp = BEGIN + (number - 1) // 3 * timedelta(seconds=28801)
    return (stamp.strftime(MOMENT), "live" if number % 10 else "deleted",
            SETS[number % 3])


def elements(number: int) -> dict[str, list[str]]:
    return {
        "title": [f"Record {number}: a < b & c > d \"quoted\""
                  " \u2013 na\u00efve \u03a9\u03bc\u03ad\u03b3\u03b1"
                  " \u6f22\u5b57 \U0001f600"],
        "creator": ["M\u00fcller, J\u00fcrgen", f"O'Neill, Se\u00e1n {number}"],
        "subject": [f"subject {number % 7}"],
        "description": [f"line one\nline two\ttabbed ]]> end of {number}"],
        "date": [str(1900 + number % 120)],
        "type": ["text"],
        "identifier": [f"http://127.0.0.1/rec?id={number}&x=1"],
        "language": ["en"],
    }


def read_elements(metadata: str) -> dict[str, list[str]]:
    read: dict[str, list[str]] = {}
    for element in ElementTree.fromstring(metadata):
        read.setdefault(element.tag.removeprefix(DC), []).append(
            element.text or "")
    return read


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Provider:
    """A copy of its own, started; edited while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PROVIDER, folder)
        self._perl("load.pl", str(RECORDS))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/oai"
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "perl", "app.pl", "--port",
             str(self.port)], cwd=folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        wait_for("Catmandu's provider to answer", self._answers, pause=0.1)

    def _perl(self, *arguments: str) -> None:
        subprocess.run(["perl", *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}?verb=Identify", timeout=5) as answer:
                return b"<Identify>" in answer.read()
        except OSError:
            return False

    def touch(self, how: str, *numbers: str) -> str:
        """change, delete or undelete; the datestamp they have now."""
        stamp = datetime.now(timezone.utc).strftime(MOMENT)
        self._perl("touch.pl", stamp, how, *numbers)
        return stamp


def is_installed() -> bool:
    modules = ("Dancer::Plugin::Catmandu::OAI", "Catmandu::Store::DBI",
               "DBD::SQLite", "CQL::Parser", "YAML")
    return subprocess.run(
        ["perl", *(f"-M{module}" for module in modules), "-e", "1"],
        capture_output=True).returncode == 0


class CatmanduTest(unittest.TestCase):
    """One provider and one database for all; a test that edits comes last in
    the alphabet."""

    stack: ExitStack
    cluster: Cluster
    provider: Provider
    sheaf: Sheaf

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        folder = cls.stack.enter_context(scratch())
        cls.cluster = cls.stack.enter_context(
            prepared(folder / "cluster", {}))
        cls.sheaf = Sheaf(cls.cluster.create("sheaf", MODEL))
        cls.provider = Provider(folder / "catmandu")
        cls.stack.callback(end, cls.provider.process)

    def add(self, name: str, *options: str) -> None:
        self.sheaf.run("add", name, self.provider.url, "--allow-private",
                       "--delay", "0", "--no-harvest", *options)

    def rows(self, name: str, columns: str) -> list[list[str]]:
        return self.cluster.query("sheaf", f"""
            SELECT {columns}
              FROM sheaf.record JOIN sheaf.repository USING (repository_id)
             WHERE name = '{name}' ORDER BY identifier""")

    def headers(self, name: str) -> dict[str, Header]:
        return {row[0]: (row[1], row[2], row[3]) for row in self.rows(
            name, "identifier, datestamp, status, set_specs[1]")}

    def settled(self, name: str) -> bool:
        return self.cluster.value("sheaf", f"""
            SELECT count(*)
              FROM sheaf.stale_item JOIN sheaf.repository
                   USING (repository_id)
             WHERE name = '{name}'""") == "0"

    def check(self, result: dict[str, object], **expected: object) -> None:
        self.assertEqual({name: result[name] for name in expected}, expected)

    def check_headers(self, name: str, numbers: list[int]) -> None:
        self.assertEqual(self.headers(name),
                         {identifier(n): header(n) for n in numbers})

    def test_everything_is_harvested_as_it_was_served(self) -> None:
        self.add("whole")
        self.check(self.sheaf.harvest("whole"), verdict="complete",
                   records=321, inserted=289, deleted=32, updated=0,
                   unchanged=0, quarantined=0, pages=7, requests=7,
                   retries=0)
        self.check_headers("whole", list(range(1, RECORDS + 1)))
        # One JSON text a row: titles and abstracts have line breaks.
        for row in self.cluster.query("sheaf", """
                SELECT right(identifier, 4)::integer, status,
                       coalesce(to_json(metadata), 'null')
                  FROM sheaf.record JOIN sheaf.repository
                       USING (repository_id)
                 WHERE name = 'whole'"""):
            self.check_metadata(int(row[0]), row[1], row[2])

    def check_metadata(self, number: int, status: str, text: str) -> None:
        metadata = json.loads(text)
        with self.subTest(record=number):
            if status == "deleted":
                self.assertIsNone(metadata)
            else:
                self.assertEqual(read_elements(metadata), elements(number))

    def test_unchanged_records_are_not_written(self) -> None:
        self.add("twice")
        self.sheaf.harvest("twice")
        before = self.rows("twice", "record.ctid, record.xmin")
        self.check(self.sheaf.harvest("twice", "--full"), verdict="complete",
                   records=321, inserted=0, deleted=0, updated=0,
                   unchanged=321, pages=7)
        self.assertEqual(
            self.rows("twice", "record.ctid, record.xmin"), before)

    def test_a_set_is_harvested_alone(self) -> None:
        self.add("maths", "--set", "maths")
        self.check(self.sheaf.harvest("maths"), verdict="complete",
                   records=107, inserted=97, deleted=10, pages=3)
        self.check_headers("maths", list(range(3, RECORDS + 1, 3)))

    def test_an_empty_set_is_a_success_with_nothing(self) -> None:
        self.add("empty", "--set", "empty")
        self.check(self.sheaf.harvest("empty"), verdict="complete",
                   proof="ended", records=0, inserted=0, deleted=0)
        self.assertEqual(self.headers("empty"), {})

    def test_days_bound_a_harvest(self) -> None:
        self.add("days")
        self.check(self.sheaf.harvest("days", "--from", "2020-01-10",
                                      "--until", "2020-01-12"),
                   verdict="complete", records=27, inserted=25, deleted=2)
        self.check_headers("days", [
            n for n in range(1, RECORDS + 1)
            if "2020-01-10" <= header(n)[0][:10] <= "2020-01-12"])

    def test_seconds_bound_a_harvest(self) -> None:
        self.add("seconds")
        since, until = "2020-01-10T00:00:00Z", "2020-01-12T12:00:00Z"
        self.check(self.sheaf.harvest("seconds", "--from", since,
                                      "--until", until),
                   verdict="complete", records=24)
        self.check_headers("seconds", [
            n for n in range(1, RECORDS + 1)
            if since <= header(n)[0] <= until])

    def test_a_bounded_harvest_leaves_the_regular_ones_alone(self) -> None:
        self.add("bounded")
        self.sheaf.harvest("bounded", "--from", "2020-01-10",
                           "--until", "2020-01-12")
        self.check(self.sheaf.harvest("bounded"), verdict="complete",
                   records=321, unchanged=27)

    def test_items_say_what_the_records_say(self) -> None:
        self.add("items")
        self.sheaf.harvest("items")
        wait_for("the items", lambda: self.settled("items"), pause=0.2)
        self.assertEqual(self.cluster.query("sheaf", """
            SELECT count(*) FILTER (WHERE deleted_at IS NULL),
                   count(*) FILTER (WHERE title LIKE 'Record %: a < b & c%'
                                    AND year = 1900 +
                                        right(identifier, 4)::integer % 120)
              FROM sheaf.item JOIN sheaf.repository USING (repository_id)
             WHERE name = 'items'"""), [["289", "289"]])

    def test_what_was_edited_meanwhile_comes_with_the_next(self) -> None:
        """Changed, new, deleted, come back: those four, and no others."""
        self.add("live")
        self.sheaf.harvest("live")
        expected = self.headers("live")
        for how, number, status, group in (
                ("change", "rec0001", "live", "physics"),
                ("change", "new0001", "live", ""),
                ("delete", "rec0004", "deleted", "physics"),
                ("undelete", "rec0020", "live", "")):
            stamp = self.provider.touch(how, number)
            expected[PREFIX + number] = (stamp, status, group)
        self.check(self.sheaf.harvest("live"), verdict="complete", records=4,
                   inserted=1, updated=2, deleted=1, unchanged=0)
        self.assertEqual(self.headers("live"), expected)
        self.assertIn("Record rec0001, changed at",
                      self.rows("live", "replace(metadata, E'\\n', ' ')")
                      [1][0])
        self.check(self.sheaf.harvest("live"), verdict="complete",
                   inserted=0, updated=0, deleted=0)
        self.check(self.sheaf.harvest("live", "--full"), verdict="complete",
                   records=322, inserted=0, updated=0, deleted=0)


if __name__ == "__main__":
    if not PROVIDER.is_dir():
        skip(f"{PROVIDER} is not there")
    if not is_installed():
        skip("the Debian packages of Catmandu's provider are not installed")
    unittest.main(verbosity=2)
