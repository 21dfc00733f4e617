#!/usr/bin/python3
"""The record page that items are measured by, made of what its repository
serves as oai_dc and rioxx."""

import json
import unittest
from pathlib import Path
from typing import Any

from person import Session

IDENTIFIER = "oai:repository.mdx.ac.uk:864z5"
SEED = Path(__file__).resolve().parents[1] / "repository/data/seed.json"


class SeedTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        # Its real address would tell.
        self.query("UPDATE sheaf.repository SET platform_set = 'haplo'")
        self.sheaf("harvest", "mdx")

    def setUp(self) -> None:
        super().setUp()
        self.seed = json.loads(SEED.read_text(encoding="utf-8"))

    maxDiff = None

    def item(self) -> dict[str, Any]:
        return json.loads(self.read(
            "SELECT to_jsonb(item) FROM api.item"
            f" WHERE identifier = '{IDENTIFIER}'")[0][0])

    def test_the_page_comes_back(self) -> None:
        item = self.item()
        expected = {
            "title": self.seed["title"],
            "abstract": self.seed["abstract"],
            "type": "journal article",
            "publisher": self.seed["publishers"],
            "issued": "2014-07",
            "issued_from": "2014-07-01",
            "issued_to": "2014-07-31",
            "year": 2014,
            "date_quality": "typed",
            "accepted": "2014-07-01",
            "doi": self.seed["doi"],
            "landing_url": self.seed["page"],
            "version": "NA",
            "rights_statement": "rioxx-ARR",
            "container": self.seed["journal"],
            "volume": str(self.seed["volume"]),
            "issue": str(self.seed["issue"]),
            "page_start": str(self.seed["pages"][0]),
            "page_end": str(self.seed["pages"][1]),
            "creators": [{"name": f"{family}, {given}", "family": family,
                          "given": given}
                         for family, given in self.seed["creators"]],
        }
        self.assertEqual({name: item[name] for name in expected}, expected)
        self.assertIn("doi:" + self.seed["doi"], item["identifiers"])
        self.assertEqual([one["issn"] for one in item["issn"]],
                         self.seed["issns"])

    def test_each_value_comes_from_the_format_that_says_it_best(self) -> None:
        why = self.item()["why"]
        for name, element in (("issued", "date.issued"),
                              ("accepted", "date.dateAccepted"),
                              ("title", "title"), ("doi", "identifier"),
                              ("creators", "creator"),
                              ("container", "identifier")):
            self.assertEqual((why[name]["prefix"], why[name]["element"]),
                             ("rioxx", element))

    def test_what_neither_format_says_is_not_made_up(self) -> None:
        item = self.item()
        for name in ("online", "deposited", "license", "embargo_end",
                     "access", "full_text_url", "peer_reviewed"):
            self.assertIsNone(item[name], name)
        self.assertEqual(item["language"] or [], [])


if __name__ == "__main__":
    unittest.main()
