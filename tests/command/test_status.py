#!/usr/bin/python3
"""What status, list and edit tell, and whether a person can act on it."""

import unittest

from odd import Odd
from person import DONE, FAILED, NOTHING, PARTIAL, USAGE, Session

LATER = "2026-02-02T00:00:00Z"


class OddSession(Session):
    """A repository whose records can be spoilt."""

    def setUp(self) -> None:
        super().setUp()
        self.odd = Odd()
        self.addCleanup(self.odd.stop)

    def add_odd(self, name: str = "odd", *words: str) -> None:
        self.sheaf("add", name, self.odd.url, "--allow-private", "--delay",
                   "0", *words)

    def of(self, name: str, *words: str) -> dict:
        (one,) = self.sheaf("status", name, "--json",
                            *words).object["repositories"]
        return one


class QuarantineTest(OddSession):
    """A record that cannot be read is a named exception."""

    def setUp(self) -> None:
        super().setUp()
        self.odd.bad["oai:odd:bad"] = "2026-01-01T00:00:00Z"
        self.add_odd()
        self.sheaf("harvest", "odd")

    def standing(self) -> list[list[str]]:
        return [line.split("|") for line in self.sheaf(
            "sql", "-Atc", "SELECT repository, identifier, metadata_prefix,"
            " reason, length > 0, at IS NOT NULL FROM api.quarantine"
            " ORDER BY identifier").out.splitlines()]

    def test_it_stands_until_it_is_read(self) -> None:
        row = ["odd", "oai:odd:bad", "oai_dc",
               "it has no metadata and is not deleted", "t", "t"]
        line = ("  quarantine 1 record could not be read: oai:odd:bad"
                " (it has no metadata and is not deleted)\n")
        self.odd.bad = {}
        for _ in range(2):  # a run that lists nothing forgets nothing
            self.assertEqual(self.standing(), [row])
            self.assertIn(line, self.sheaf("status").out)
            self.assertIn(line, self.sheaf("status", "odd").out)
            self.assertIn("1 in quarantine", self.sheaf("list").out)
            self.assertEqual(self.of("odd")["quarantine"]["records"], 1)
            self.sheaf("harvest", "odd")
        self.odd.good["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd")
        self.assertEqual(self.standing(), [])
        self.assertNotIn("  quarantine ", self.sheaf("status", "odd").out)
        self.assertNotIn("quarantine", self.sheaf("list").out)
        self.assertEqual(self.of("odd")["quarantine"],
                         {"records": 0, "first": []})

    def test_it_counts_once_however_often_it_came(self) -> None:
        for _ in range(3):
            self.sheaf("harvest", "odd", "--full")
        self.assertEqual(len(self.standing()), 1)

    def test_a_full_harvest_without_it_ends_it(self) -> None:
        self.odd.bad = {}
        self.sheaf("harvest", "odd", "--full")
        self.assertEqual(self.standing(), [])

    def test_one_that_was_good_before_and_is_again_is_read(self) -> None:
        self.odd.bad = {}
        self.odd.good["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd", "--full")
        self.assertEqual(self.standing(), [])
        del self.odd.good["oai:odd:bad"]
        self.odd.bad["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd")
        self.assertEqual(len(self.standing()), 1)

    def test_many_are_named_by_a_few(self) -> None:
        for n in range(1205):
            self.odd.bad[f"oai:odd:{n:04}"] = LATER
        self.sheaf("harvest", "odd")
        said = self.sheaf("status").out
        self.assertIn("quarantine 1,206 records could not be read: ", said)
        self.assertIn(", and 1,203 more; SELECT * FROM api.quarantine"
                      " WHERE repository = 'odd'\n", said)
        self.assertEqual(len(self.of("odd")["quarantine"]["first"]), 3)
        self.assertEqual(len(self.standing()), 1206)

    def test_what_has_no_identifier_stands_until_it_is_asked_again(
            self) -> None:
        self.odd.bad = {"": LATER}
        self.sheaf("harvest", "odd", exits=PARTIAL)
        self.assertEqual([row[1] for row in self.standing()],
                         ["oai:odd:bad", ""])
        self.assertIn("without identifier (", self.sheaf("status").out)
        self.sheaf("harvest", "odd", exits=PARTIAL)
        self.assertEqual(len(self.standing()), 2)
        self.odd.bad = {}
        self.sheaf("harvest", "odd")
        self.assertEqual([row[1] for row in self.standing()],
                         ["oai:odd:bad"])


class SearchTest(Session):
    def test_search_finds_all_unless_told_how_many(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        self.value(
            "WITH item AS (SELECT repository_id, identifier"
            " FROM sheaf.item WHERE deleted_at IS NULL LIMIT 1), more AS ("
            "INSERT INTO sheaf.item (repository_id, identifier, title,"
            " rule_version, hash, changed_at, changed_in)"
            " SELECT repository_id, 'x:' || n, 'x', 1, 1, now(),"
            " pg_current_xact_id() FROM item, generate_series(1, 12000) AS n"
            " RETURNING repository_id, identifier), texts AS ("
            "INSERT INTO sheaf.item_text SELECT repository_id, identifier,"
            " 'quokka:1'::tsvector FROM more RETURNING 1)"
            " SELECT count(*) FROM texts")
        for call, count in (("'quokka'", 12000), ("'quokka', NULL", 12000),
                            ("'quokka', 11000", 11000), ("'quokka', 3", 3),
                            ("'quokka', hit_limit => 0", 0),
                            ("'quokka', in_repository => 'mdx'", 12000),
                            ("'quokka', in_repository => 'x'", 0)):
            self.assertEqual(self.value(
                f"SELECT count(*) FROM api.search({call})"), str(count), call)


if __name__ == "__main__":
    unittest.main()
