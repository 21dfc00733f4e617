#!/usr/bin/python3
"""Where a value comes from: statement, rule, and why there is none."""

import unittest
from typing import Any

from person import NOTHING, USAGE, Session

PEER = "oai:repository.mdx.ac.uk:864z5"
DC = "http://purl.org/dc/elements/1.1/"


class ExplainTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def test_every_value_says_where_it_is_from(self) -> None:
        """What the text says is what stands in the statements."""
        fields = {one["field"]: one for one in self.sheaf(
            "explain", "mdx", PEER, "--json").objects}
        item = self.sheaf("show", "mdx", PEER, "--json").object["item"]
        for name, one in fields.items():
            with self.subTest(field=name):
                self.assertEqual(one["value"], item[name])
                self.assertEqual(one["value"] is None,
                                 one["absence"] is not None)
                if one["element"] is not None:
                    self.assertTrue(one["rule"])
                    self.assertEqual(one["statement"], self.value(
                        "SELECT value FROM api.statement WHERE identifier"
                        f" = '{PEER}' AND prefix = '{one['prefix']}'"
                        " AND concat_ws('.', element, qualifier)"
                        f" = '{one['element']}'"
                        f" AND position = {one['position']}"))
        self.assertIn("title", fields["title"]["element"])
        self.assertEqual(fields["title"]["statement"], item["title"])
        self.assertEqual(fields["year"]["rule"], "made of issued")
        self.assertEqual(fields["year"]["statement"],
                         fields["issued"]["statement"])
        self.assertEqual(fields["degree"]["absence"],
                         "not supplied by the source")

    def test_each_element_of_a_list_says_where_it_is_from(self) -> None:
        """Each is of a statement, and what that says is as it was served."""
        lists = 0
        for one in self.sheaf("explain", PEER, "--json").objects:
            with self.subTest(field=one["field"]):
                self.assertTrue(one["is_current"])
                self.assertIsNone(one["would_be"])
                if isinstance(one["value"], list):
                    lists += 1
                    self.assertEqual(
                        [element["value"] for element in one["elements"]],
                        one["value"])
                for element in one["elements"] or []:
                    self.assert_said(element["statements"])
        self.assertGreater(lists, 6)
        (creators,) = self.sheaf("explain", PEER, "creators",
                                 "--json").objects
        places = [element["statements"][0]["position"]
                  for element in creators["elements"]]
        self.assertEqual(places, list(range(1, len(places) + 1)))
        self.assertGreater(len(places), 1)

    def assert_said(self, statements: "list[dict[str, Any]]") -> None:
        self.assertTrue(statements)
        for one in statements:
            self.assertTrue(one["rule"])
            self.assertEqual(one["statement"], self.value(
                "SELECT value FROM api.statement WHERE identifier ="
                f" '{PEER}' AND prefix = '{one['prefix']}'"
                " AND concat_ws('.', element, qualifier)"
                f" = '{one['element']}'"
                f" AND position = {one['position']}"))

    def test_each_element_of_a_list_is_read_with_its_statement(self) -> None:
        told = self.sheaf("explain", PEER, "creators").out
        names = self.value(
            "SELECT string_agg(c ->> 'name', '|') FROM api.item,"
            " jsonb_array_elements(creators) AS c"
            f" WHERE identifier = '{PEER}'").split("|")
        for n, name in enumerate(names, 1):
            with self.subTest(name=name):
                self.assertRegex(
                    told, rf"(?m)^(  creators  |    ) +{name}\n"
                    rf" {{21}}\S.*; \w+ creator {n}\b")

    def test_of_a_long_list_the_first_are_told(self) -> None:
        words = "".join(f"<dc:subject>Word {n}</dc:subject>"
                        for n in range(1, 1201))
        self.change("(<dc:title)", words + "\\1")
        self.sheaf("normalise")
        told = self.sheaf("explain", PEER).out
        self.assertRegex(told, r"(?m)^ {19}Word 10\n +as served; "
                         r"oai_dc subject 10$")
        self.assertNotIn("Word 11\n", told)
        self.assertRegex(told, r"\.\.\. and 1,\d+ more: name the field\n")
        self.assertIn("oai_dc subject 1200\n",
                      self.sheaf("explain", PEER, "subjects").out)

    def test_a_long_statement_says_that_it_is_cut(self) -> None:
        words = "word " * 400
        self.change("(<dc:title)",
                    f"<dc:subject>{words}; fish</dc:subject>\\1")
        self.sheaf("normalise")
        told = self.sheaf("explain", PEER, "subjects").out
        self.assertRegex(" ".join(told.split()), r'"(word )+(w\w*)? \.\.\."')
        (one,) = self.sheaf("explain", PEER, "subjects", "--json").objects
        self.assertEqual(
            {"is_cut" in statement for element in one["elements"]
             for statement in element["statements"]
             if statement["statement"].startswith("word word")}, {True})
        self.assertNotIn("is_cut", self.sheaf(
            "explain", PEER, "creators", "--json").out)

    def change(self, old: str, new: str) -> None:
        self.value("UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
                   f" '{old}', '{new}')"
                   " WHERE metadata_prefix = 'oai_dc'"
                   f" AND identifier = '{PEER}' RETURNING 1")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   f" SELECT repository_id, '{PEER}' FROM sheaf.repository"
                   " RETURNING 1")

    def test_what_another_version_made_is_told(self) -> None:
        creators = self.value("SELECT creators #>> '{0,name}' FROM api.item"
                              f" WHERE identifier = '{PEER}'")
        self.assertNotIn("version of Sheaf", self.sheaf("explain", PEER).out)
        self.value("UPDATE sheaf.item SET rule_version = 1, creators ="
                   " '[{\"name\": \"Nobody\"}]', degree = NULL,"
                   " year = NULL"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        told = self.sheaf("explain", PEER).out
        said = " ".join(told.split())
        self.assertIn("It was made by another version of Sheaf, with rules 1;"
                      " this one has rules ", said)
        self.assertIn("What would be otherwise: creators, year. \"sheaf"
                      " normalise mdx\" makes it again.", said)
        self.assertRegex(told, r"(?m)^  creators +Nobody\n")
        self.assertRegex(told, rf"(?m)^ {{19}}made now: {creators}")
        self.assertLessEqual(max(map(len, told.splitlines())), 80)
        fields = {one["field"]: one for one in self.sheaf(
            "explain", PEER, "--json").objects}
        one = fields["creators"]
        self.assertEqual((one["is_current"], one["elements"]), (False, None))
        self.assertTrue(one["would_be"].startswith(creators))
        self.assertTrue(fields["title"]["is_current"])

    def test_what_waits_to_be_made_again_is_told(self) -> None:
        self.change("<dc:title>[^<]*<", "<dc:title>Quite another<")
        self.value("DELETE FROM sheaf.record WHERE identifier ="
                   f" '{PEER}' AND metadata_prefix <> 'oai_dc' RETURNING 1")
        told = self.sheaf("explain", PEER, "title").out
        self.assertIn("It waits to be made again. What would be", told)
        self.assertIn("made now: Quite another\n", told)

    def test_what_is_held_is_not_made(self) -> None:
        self.change("x", "x")
        self.value("UPDATE sheaf.stale_item SET is_held = true RETURNING 1")
        self.assertIn("It is held, so it is not made here either",
                      " ".join(self.sheaf("explain", PEER).out.split()))
        (one,) = self.sheaf("explain", PEER, "creators", "--json").objects
        self.assertEqual((one["elements"], one["is_current"]), (None, None))
        self.assertEqual(one["element"].partition(".")[0], "creator")

    def test_every_field_of_an_item_is_explained(self) -> None:
        self.assertEqual(
            self.value("SELECT string_agg(DISTINCT field, ' ' ORDER BY field)"
                       " FROM api.explain"),
            self.value("SELECT string_agg(column_name, ' ' ORDER BY"
                       " column_name COLLATE \"C\")"
                       " FROM information_schema.columns WHERE table_schema"
                       " = 'api' AND table_name = 'item' AND column_name NOT"
                       " IN ('repository', 'identifier', 'why', 'unmapped',"
                       " 'issues', 'changed_at', 'access_now')"))

    def test_it_is_read_in_80_columns(self) -> None:
        told = self.sheaf("explain", PEER).out
        self.assertTrue(told.startswith(f"{PEER}  (mdx)\n"))
        self.assertLessEqual(max(map(len, told.splitlines())), 80)
        self.assertRegex(told, r"(?m)^  title  +\S")
        self.assertNotRegex(told, r"(?m)^  year ")
        derived = told.partition("a field that is named is shown:\n")[2]
        self.assertRegex(derived.partition(":")[0], r"\byear\b")
        self.assertRegex(self.sheaf("explain", PEER, "year").out,
                         r"(?m)^  year +\d{4}\n +made of issued; ")
        absent = told.partition("not supplied by the source:\n")[2]
        self.assertIn("degree", absent)

    def test_one_field_is_told_alone_and_whole(self) -> None:
        abstract = self.value("SELECT abstract FROM api.item"
                              f" WHERE identifier = '{PEER}'")
        for words in (["mdx", PEER, "abstract"], [PEER, "abstract"]):
            told = self.sheaf("explain", *words).out
            self.assertIn(abstract.split()[-1], told)
            self.assertNotIn("title ", told)
        self.assertRegex(self.sheaf("explain", PEER, "degree").out,
                         r"(?m)^  degree +- not supplied by the source$")
        (one,) = self.sheaf("explain", PEER, "title", "--json").objects
        self.assertEqual(one["field"], "title")

    def test_a_refusal_is_told(self) -> None:
        self.value("UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
                   " '<dc:description>[^<]*<', '<dc:description>18 p.<')"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        self.value("DELETE FROM sheaf.record WHERE identifier ="
                   f" '{PEER}' AND metadata_prefix <> 'oai_dc' RETURNING 1")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   f" SELECT repository_id, '{PEER}' FROM sheaf.repository"
                   " RETURNING 1")
        self.sheaf("normalise")
        (one,) = self.sheaf("explain", PEER, "abstract", "--json").objects
        self.assertEqual((one["value"], one["absence"]),
                         (None, "a description of a few words is no abstract"))
        self.assertEqual(self.value(
            "SELECT value FROM api.statement WHERE element = 'description'"
            f" AND identifier = '{PEER}'"), "18 p.")

    def test_what_nobody_knows_says_so(self) -> None:
        self.value("UPDATE sheaf.item SET language = NULL, unmapped ="
                   " '{language=Klingon,language=x}',"
                   " statements = '[{\"prefix\": \"oai_dc\", \"format\":"
                   " \"oai_dc\", \"statements\": {\"date\": [\"soon\"],"
                   " \"relation\": [\"doi:10.1000/1\"]}}]',"
                   " issued = NULL, doi = NULL, type = NULL, issues = '{the type is odd}'"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        told = {one["field"]: one["absence"] for one in self.sheaf(
            "explain", PEER, "--json").objects}
        self.assertEqual(told["language"],
                         'no vocabulary knows "Klingon", "x"')
        self.assertEqual(told["type"], "the type is odd")
        self.assertEqual(told["issued"],
                         "nothing sure about it in what was served as date")
        self.assertEqual(told["doi"], "no rule is sure that the DOI in"
                         " relation is of this work")
        self.assertEqual(told["degree"], "not supplied by the source")
        self.assertIsNone(told["title"])
        self.assertIn('- no vocabulary knows "Klingon"', self.sheaf(
            "explain", PEER).out)

    def absence(self) -> str:
        (one,) = self.sheaf("explain", PEER, "degree", "--json").objects
        return one["absence"]

    def test_what_is_not_read_is_not_said_to_be_missing(self) -> None:
        self.change("(<dc:title)", "<dc:mystery>x</dc:mystery>\\1")
        self.sheaf("normalise")
        self.assertEqual(self.absence(), "not in what is read of it (no rule"
                         f" looks at {DC}mystery)")
        self.value("UPDATE sheaf.record SET metadata = '<x xmlns=\"urn:x\"/>'"
                   f" WHERE identifier = '{PEER}' AND metadata_prefix <>"
                   " 'oai_dc' RETURNING 1")
        self.change("mystery>x</dc:mystery", "riddle>x</dc:riddle")
        self.sheaf("normalise")
        why = ("not in what is read of it (format not read: urn:x; no rule"
               f" looks at {DC}riddle)")
        self.assertEqual(self.absence(), why)
        told = self.sheaf("explain", PEER).out
        self.assertLessEqual(max(map(len, told.splitlines())), 80)
        before, _, after = " ".join(told.split()).partition(why + ": ")
        self.assertNotIn(" degree", before)
        self.assertRegex(after, r"\bdegree\b")

    def test_of_a_format_that_is_read_in_part_something_may_be_missed(
            self) -> None:
        self.value("UPDATE sheaf.item SET statements = '[{\"prefix\": \"m\","
                   " \"format\": \"marcxml\", \"statements\": {\"title\":"
                   " [\"x\"]}}]', unmapped = NULL, issues = NULL"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        self.assertEqual(self.absence(), "not in what is read of it (marcxml"
                         " is read in part)")

    def test_what_is_not_there_is_not_explained(self) -> None:
        self.assertIn('"sheaf show oai:x" says', self.sheaf(
            "explain", "oai:x", exits=NOTHING).err)
        self.sheaf("explain", "nope", PEER, exits=NOTHING)
        self.assertIn('"sheaf explain mdx IDENTIFIER"', self.sheaf(
            "explain", "mdx", exits=NOTHING).err)
        self.assertIn('did you mean "issued"?', self.sheaf(
            "explain", PEER, "isued", exits=USAGE).err)
        self.sheaf("explain", exits=USAGE)
        self.sheaf("explain", "mdx", PEER, "title", "x", exits=USAGE)
        self.sheaf("suppress", "mdx", PEER)
        self.sheaf("explain", PEER, exits=NOTHING)


if __name__ == "__main__":
    unittest.main()
