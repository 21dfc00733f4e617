#!/usr/bin/python3
"""Sets: patterns, and sets that are none."""

import unittest

from person import NOTHING, PARTIAL, Session


class SetTest(Session):
    def sets(self) -> list[str]:
        return self.value("SELECT string_agg(DISTINCT set_spec, ' '"
                          " ORDER BY set_spec) FROM sheaf.harvest").split()

    def test_adding_by_pattern_says_what_it_leaves_out(self) -> None:
        said = self.add("a", "haplo", "--set", "*-item", "--set", "d*").out
        self.assertIn("sets made later are not included", said)
        self.assertNotIn("sets made later", self.add(
            "b", "haplo", "--set", "dataset").out)
        self.assertIn("sets made later", self.sheaf("help", "add").out)

    def test_a_pattern_is_looked_up(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        answer = self.sheaf("harvest", "a", "--set", "*-item", "--set",
                            "dataset", "--json")
        self.assertEqual(self.sets(), ["conference-item", "dataset"])
        self.assertGreater(answer.object["records"], 0)

    def test_a_pattern_that_matches_nothing_is_nothing_found(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        answer = self.sheaf("harvest", "a", "--set", "zzz*", exits=NOTHING)
        self.assertIn('matches "zzz*"', answer.err)
        self.assertIn("sheaf sets a", answer.err)
        self.sheaf("add", "b", self.sample.url("haplo"), "--allow-private",
                   "--delay", "0", "--set", "zzz*", exits=NOTHING)
        self.assertEqual(
            self.value("SELECT count(*) FROM sheaf.harvest"), "0")

    def test_a_set_that_is_none_is_said_to_be_none(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        answer = self.sheaf("harvest", "a", "--set", "datasets",
                            exits=NOTHING)
        self.assertIn('does not list a set "datasets"', answer.out)
        self.assertIn("sheaf sets a", answer.out)
        self.assertIn("does not list", self.sheaf(
            "harvest", "a", "--set", "datasets", "--json",
            exits=NOTHING).object["reason"])
        self.sheaf("harvest", "a", "--set", "datasets", "--set", "dataset",
                   exits=PARTIAL)
        # One that is listed may be empty.
        self.sheaf("harvest", "a", "--set", "dataset", "--until",
                   "1999-01-01")

    def test_a_regular_one_says_it_on_each_run(self) -> None:
        said = self.add("a", "haplo", "--set", "datasets").out
        self.assertIn("not listed", said)
        for words in ([], [], ["--full"]):
            self.assertIn('the set "datasets" has never brought anything',
                          self.sheaf("harvest", "a", *words).out)
        self.sheaf("harvest", "a", "--set", "no blanks", exits=NOTHING)


if __name__ == "__main__":
    unittest.main()
