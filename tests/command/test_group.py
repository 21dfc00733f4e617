#!/usr/bin/python3
"""Groups: many repositories in one command, all of them or none."""

import unittest

from odd import Odd
from person import FAILED, NOTHING, USAGE, Session


class GroupTest(Session):
    def begin(self) -> None:
        self.add("a", "haplo", "--group", "g")
        self.add("b", "ojs")
        self.add("c", "eprints")
        self.sheaf("edit", "b", "group=g")

    def every(self) -> str:
        return self.value(
            "SELECT string_agg(concat_ws(' ', name, every, group_name), ', '"
            " ORDER BY name) FROM sheaf.repository")

    def names(self, *words: str) -> list[str]:
        return [one["repository"] for one in self.sheaf(
            *words, "--group", "g", "--json").object["repositories"]]

    def test_a_repository_is_in_one_or_in_none(self) -> None:
        self.assertEqual(self.names("list"), ["a", "b"])
        self.assertEqual(self.names("status"), ["a", "b"])
        self.sheaf("edit", "b", "group=h")
        self.assertEqual(self.names("list"), ["a"])
        self.sheaf("edit", "a", "group=")
        self.sheaf("list", "--group", "g", exits=NOTHING)
        self.assertEqual(self.read(
            "SELECT repository, group_name FROM api.repository ORDER BY 1"),
            [["a", ""], ["b", "h"], ["c", ""]])
        self.assertIn("\ngroup=h\n", self.sheaf("edit", "b").out)
        self.assertIn(" group=h\n", self.sheaf("status", "b").out)

    def test_the_list_has_a_column_where_there_are_groups(self) -> None:
        self.assertEqual(
            [line.split()[:2] for line in
             self.sheaf("list").out.splitlines()],
            [["name", "group"], ["a", "g"], ["b", "g"], ["c", "-"]])
        for name in ("a", "b"):
            self.sheaf("edit", name, "group=")
        self.assertNotIn("group", self.sheaf("list").out)

    def test_what_cannot_be_a_group_is_refused(self) -> None:
        for words in (["edit", "a", "group=A b"],
                      ["add", "x", self.sample.url("haplo"), "--group", "-"],
                      ["edit", "--group", "g", "name=x"],
                      ["status", "a", "--group", "g"],
                      ["export", "a", "--group", "g", "--format", "raw"],
                      ["harvest", "a", "--group", "g"]):
            with self.subTest(words=words):
                self.sheaf(*words, exits=USAGE)

    def test_a_group_that_nobody_is_in_is_nothing_found(self) -> None:
        self.sheaf("edit", "c", "group=dspace")
        for words in (["edit"], ["edit", "every=1h"], ["pause"], ["list"],
                      ["status"], ["harvest"], ["resume"], ["retire"],
                      ["export", "--format", "raw"]):
            with self.subTest(words=words):
                said = self.sheaf(*words, "--group", "dspaec",
                                  exits=NOTHING)
                self.assertIn('did you mean "dspace"?', said.err)
                self.assertEqual(said.out, "")

    def test_an_edit_changes_all_of_it_and_says_how_many(self) -> None:
        said = self.sheaf("edit", "--group", "g", "every=7d", "delay=1ms",
                          "state=paused")
        self.assertIn("2 repositories of the group g are changed.", said.err)
        self.assertIn("they hold for 1 more of your repositories.", said.err)
        self.assertEqual(self.every(),
                         "a 168:00:00 g, b 168:00:00 g, c 24:00:00")
        self.assertEqual(self.value(
            "SELECT string_agg(state, ' ' ORDER BY name)"
            " FROM sheaf.repository"), "paused paused active")
        said = self.sheaf("edit", "--group", "g", "group=h", "--json")
        self.assertEqual([(one["repository"], one["group_name"])
                          for one in said.objects], [("a", "h"), ("b", "h")])

    def test_an_edit_shows_all_of_it(self) -> None:
        self.assertEqual(
            [line for line in self.sheaf("edit", "--group", "g").out.
             splitlines() if line.startswith(("name=", "prefix="))],
            ["prefix=oai_dc,rioxx", "name=a", "prefix=oai_dc", "name=b"])

    def test_where_one_cannot_be_changed_none_is(self) -> None:
        before = self.every()
        said = self.sheaf("edit", "--group", "g", "every=7d", "prefix=rioxx",
                          exits=NOTHING)
        self.assertIn('b: the repository has no format "rioxx"', said.err)
        self.assertIn("Nothing was changed.", said.err)
        self.value("CREATE FUNCTION sheaf.fail() RETURNS trigger LANGUAGE"
                   " plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';"
                   " CREATE TRIGGER fail BEFORE UPDATE ON sheaf.repository"
                   " FOR EACH ROW WHEN (new.name = 'b')"
                   " EXECUTE FUNCTION sheaf.fail(); SELECT 1")
        said = self.sheaf("edit", "--group", "g", "every=7d", exits=FAILED)
        self.assertIn("sheaf edit: b: ", said.err)
        self.assertEqual(self.every(), before)

    def test_it_is_harvested_paused_and_exported(self) -> None:
        self.sheaf("pause", "--group", "g")
        self.sheaf("retire", "b")
        said = self.sheaf("harvest", "--group", "g", "--json")
        self.assertEqual([one["repository"] for one in said.objects], ["a"])
        self.assertIn("b is retired, and left out.", said.err)
        out = self.sheaf("export", "--group", "g", "--format", "raw").out
        self.assertIn('<repository name="a"', out)
        self.assertIn('<repository name="b"', out)
        self.assertNotIn('<repository name="c"', out)
        self.sheaf("retire", "--group", "g")
        self.assertIn("nothing of the group g", self.sheaf(
            "harvest", "--group", "g", exits=NOTHING).err)
        self.sheaf("resume", "--group", "g")
        self.sheaf("harvest", "--group", "g")

    def test_a_harvest_that_has_to_wait_names_the_group(self) -> None:
        odd = Odd()
        self.addCleanup(odd.stop)
        self.sheaf("add", "odd", odd.url, "--allow-private", "--group", "o")
        odd.refusal = 503
        odd.retry_after = 3600
        said = self.sheaf("harvest", "--group", "o", exits=3)
        self.assertIn('"sheaf harvest --group o --config ', said.err)


if __name__ == "__main__":
    unittest.main()
