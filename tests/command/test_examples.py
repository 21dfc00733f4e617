#!/usr/bin/python3
"""sql/examples.sql: each query runs as the reader on a harvested repository."""

import re
import unittest

from person import Session
from product import ROOT

# On the sample repository, which serves nothing of the kind.
EMPTY = {15: "no grants", 18: "nothing wrong", 22: "no embargo",
         23: "no supervisor", 24: "no work in both", 25: "all is known"}


class ExamplesTest(Session):
    def test_each_query_runs_and_finds_something(self) -> None:
        self.add("mdx", "haplo")
        self.add("journal", "ojs")
        self.sheaf("harvest", "mdx", "journal")
        self.query((
            ROOT / "sql" / "query" / "quality_count.sql").read_text())
        told = self.sheaf("sql", "--examples").out
        self.assertEqual(told, (ROOT / "sql" / "examples.sql").read_text())
        queries = re.split(r"^-- (\d+)\. .*\n(?:--.*\n)*", told,
                           flags=re.MULTILINE)[1:]
        self.assertEqual([int(number) for number in queries[::2]],
                         list(range(1, 27)))
        for number, query in zip(queries[::2], queries[1::2]):
            with self.subTest(number=number, query=query):
                out = self.sheaf("sql", "-At", "-v", "ON_ERROR_STOP=1",
                                 "-c", query).out
                if int(number) not in EMPTY:
                    self.assertNotEqual(out.strip(), "")


if __name__ == "__main__":
    unittest.main()
