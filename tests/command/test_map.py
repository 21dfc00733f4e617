#!/usr/bin/python3
"""What no vocabulary knows is counted, and a person says what it means."""

import unittest

from mapping import MapSession
from person import NOTHING, USAGE


class MapTest(MapSession):
    def test_what_is_not_known_is_counted(self) -> None:
        told = self.sheaf("unmapped", "language", "--json").objects
        self.assertEqual(
            {(one["value"], one["items"]) for one in told},
            {("Klingonoid", 1), ("klingonoid!", 1), ("KLINGONOID", 1),
             ("Quixote?", 1)})
        self.assertEqual(told[0]["repositories"], ["mdx"])
        self.assertEqual(self.sheaf("unmapped", "language", "--limit", "1",
                                    "--repository", "mdx").out,
                         "          1  KLINGONOID  (mdx)\n")
        self.assertIn("There are 3 more", self.sheaf(
            "unmapped", "language", "--limit", "1").err)
        self.assertRegex(self.sheaf("unmapped").out,
                         r'(?m)^language +4 values in 4, most often "KL')
        (one,) = [row for row in self.sheaf("unmapped", "--json").objects
                  if row["scheme"] == "language"]
        self.assertEqual((one["values"], one["items"]), (4, 4))
        self.add("other", "haplo")
        self.sheaf("unmapped", "--repository", "other", exits=NOTHING)
        self.sheaf("unmapped", "format", exits=NOTHING)
        self.sheaf("unmapped", "role", exits=NOTHING)
        self.sheaf("unmapped", "element", exits=NOTHING)
        self.assertIn('not of "element"',
                      self.sheaf("unmapped", "--help").out)
        for words in (["nope"], ["month"], ["type", "x"],
                      ["--limit", "0"], ["--limit", "x"]):
            self.sheaf("unmapped", *words, exits=USAGE)
        self.sheaf("unmapped", "--repository", "nope", exits=NOTHING)

    def test_what_a_person_says_holds_for_all_spellings(self) -> None:
        said = self.sheaf("map", "language", "Klingonoid", "Klingon")
        self.assertIn('"Klingonoid" is "tlh" from now on.\n', said.err)
        self.assertIn("3 items are made again", said.err)
        self.assertEqual(self.marked(), "3")
        self.sheaf("harvest", "mdx")
        self.assertEqual([self.language(n) for n in range(5)],
                         ["deu", "tlh", "tlh", "tlh", "-"])
        (left,) = self.sheaf("unmapped", "language", "--json").objects
        self.assertEqual(left["value"], "Quixote?")
        self.assertEqual(self.sheaf("map", "--list").out,
                         'language          "Klingonoid" is "tlh"\n')
        (listed,) = self.sheaf("map", "--list", "language", "--json").objects
        self.assertEqual((listed["spelling"], listed["code"],
                          listed["is_own"]), ("Klingonoid", "tlh", True))

    def test_it_may_say_nothing(self) -> None:
        said = self.sheaf("map", "language", "quixote", "-", "--json").object
        self.assertEqual((said["code"], said["was_known"], said["items"]),
                         (None, False, 1))
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.language(4), "-")
        self.assertNotIn("Quixote", self.sheaf("unmapped", "language").out)
        self.assertIn("says nothing", self.sheaf("map", "--list").out)

    def test_what_ships_can_be_overruled_and_taken_back(self) -> None:
        said = self.sheaf("map", "language", "DEU", "nld")
        self.assertIn("statements of all items are read", said.err)
        self.assertIn('"DEU" is "nld" from now on; it was deu.', said.err)
        self.assertIn("1 item is made again", said.err)
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.language(0), "nld")
        undone = self.sheaf("map", "language", "deu", "--undo", "--json")
        self.assertEqual(undone.object["items"], 1)
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.language(0), "deu")
        self.sheaf("map", "language", "deu", "--undo", exits=NOTHING)
        self.sheaf("map", "--list", exits=NOTHING)

    def test_it_may_hold_on_one_platform_only(self) -> None:
        one = self.identifiers[5]
        kind = f"SELECT type FROM sheaf.item WHERE identifier = '{one}'"
        self.say(one, "type", "Quixotry")
        self.value("UPDATE sheaf.repository SET platform_set = 'haplo'"
                   " RETURNING 1")
        self.sheaf("harvest", "mdx")
        before = self.value(kind)
        self.assertIn("No item is made again", self.sheaf(
            "map", "type", "Quixotry", "Musical Notation", "--platform",
            "eprints").err)
        self.assertIn("1 item is", self.sheaf(
            "map", "type", "Quixotry", "bachelor thesis", "--platform",
            "haplo").err)
        self.sheaf("harvest", "mdx")
        self.assertIn("bachelor thesis", self.value(
            "SELECT array_to_string(types, ' ') FROM sheaf.item"
            f" WHERE identifier = '{one}'"))
        self.assertIn(", on haplo\n", self.sheaf("map", "--list").out)
        self.sheaf("map", "type", "Quixotry", "--undo", exits=NOTHING)
        self.sheaf("map", "type", "Quixotry", "--undo", "--platform", "haplo")
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.value(kind), before)

    def test_a_licence_of_creative_commons_can_be_meant(self) -> None:
        self.say(self.identifiers[0], "rights", "Our usual licence")
        self.sheaf("map", "license", "our usual licence", "CC-BY-NC-3.0")
        self.sheaf("normalise")
        self.assertIn("CC-BY-NC-3.0", self.value(
            "SELECT license FROM sheaf.item WHERE license LIKE '%NC-3.0'"))

    def test_the_fragment_of_a_url_is_a_name(self) -> None:
        for n, name in enumerate(("Quixotry", "Zarzuela")):
            self.say(self.identifiers[n], "type", f"http://example.org/t#{name}")
        self.sheaf("harvest", "mdx")
        for spelling, n in (("Quixotry", 0), ("http://example.org/t#Zarzuela", 1)):
            self.check_found(spelling, n)

    def test_any_mime_type_can_be_meant(self) -> None:
        said = self.sheaf("map", "format", "mods", "Application/MODS+xml",
                          "--json")
        self.assertEqual(said.objects[0]["code"], "application/mods+xml")
        for code in ("mods", "application/", "application/x y", "foo/bar",
                     "text/html; charset=utf-8"):
            self.sheaf("map", "format", "mods", code, exits=NOTHING)

    def test_it_overrules_what_ships_for_a_platform(self) -> None:
        one = self.identifiers[5]
        self.value("UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
                   " '<dc:type>[^<]*</dc:type>', '', 'g')"
                   f" WHERE identifier = '{one}' RETURNING 1")
        self.say(one, "type", "composition")
        self.sheaf("edit", "mdx", "platform=eprints")
        means = '"sheaf map" says what it means'
        for words, kind, rule in (
                ((), "musical composition",
                 "it means that on eprints"),
                (("dataset",), "dataset", means),
                (("software", "--platform", "eprints"), "software",
                 means + " on eprints")):
            with self.subTest(kind=kind):
                if words:
                    self.sheaf("map", "type", "composition", *words)
                self.sheaf("harvest", "mdx")
                (told,) = self.sheaf("explain", one, "type",
                                     "--json").objects
                self.assertEqual((told["value"], told["rule"]),
                                 (kind, "the type that is said; " + rule))

    def roles(self) -> str:
        return self.value(
            "SELECT string_agg(author ->> 'name' || ':' ||"
            " coalesce(author ->> 'role', '-'), ' ' ORDER BY identifier)"
            " FROM sheaf.item, jsonb_array_elements(contributors) AS author"
            " WHERE author ->> 'family' LIKE 'Xyzzy%'")

    def test_what_somebody_did_can_be_said(self) -> None:
        self.say(self.identifiers[0], "contributor", "Xyzzy1, J.",
                 ' role="Quixotrist"')
        self.say(self.identifiers[1], "contributor",
                 "Xyzzy2, J. (Quixotic editor)")
        self.sheaf("harvest", "mdx")
        self.assertEqual(
            {one["value"] for one in
             self.sheaf("unmapped", "role", "--json").objects},
            {"Quixotrist", "Quixotic editor"})
        people = self.value("SELECT count(*) FROM sheaf.item WHERE creators"
                            " IS NOT NULL OR contributors IS NOT NULL")
        first, second = "Xyzzy1, J.:%s", "Xyzzy2, J.:%s"
        served = "Quixotrist", "Quixotic editor"
        for words, items, roles in (
                (("quixotrist", "translator"), "1", ("translator", served[1])),
                (("Quixotrist", "author"), "1", ("author", served[1])),
                (("Quixotrist", "performer"), people, ("performer", served[1])),
                (("Quixotrist", "-"), "1", ("-", served[1])),
                (("Quixotrist", "--undo"), people, served),
                (("quixotic editor", "editor"), "1", (served[0], "editor")),
                (("quixotic editor", "--undo"), "1", served)):
            with self.subTest(words=words):
                told = self.sheaf("map", "role", *words, "--json").object
                self.assertEqual(str(told["items"]), items)
                self.assertEqual(self.marked(), items)
                self.sheaf("harvest", "mdx")
                self.assertEqual(self.roles(), f"{first} {second}" % roles)
        self.sheaf("map", "role", "ths", "Quixotrist", exits=NOTHING)

    def test_what_no_field_would_read_is_refused(self) -> None:
        for scheme, code, longest in (
                ("language", "deu", 256), ("type", "book", 256),
                ("version", "AM", 160), ("peer_reviewed", "yes", 160),
                ("access", "open access", 512), ("license", "CC-BY-4.0", 512),
                ("rights_statement", "InC-1.0", 512),
                ("format", "text/plain", 128)):
            with self.subTest(scheme=scheme):
                self.sheaf("map", scheme, "x" * longest, code)
                refused = self.sheaf("map", scheme, "x" * (longest + 1), code,
                                     exits=USAGE)
                self.assertIn(f"as far as they have {longest},", refused.err)

    def test_what_is_no_term_is_refused(self) -> None:
        self.assertIn('did you mean "german"?', self.sheaf(
            "map", "language", "x", "Germann", exits=NOTHING).err)
        self.assertIn("api.vocabulary", self.sheaf(
            "map", "type", "x", "zzzzzzzzzzzzzzzzzzzz", exits=NOTHING).err)
        for words in (["nope", "x", "y"], ["month", "x", "1"],
                      ["type", "x"], ["type", "x", "book", "z"],
                      ["type", "!?", "book"], ["type", "x", "--list"],
                      ["type", "x", "book", "--undo"],
                      ["type", "x", "book", "--platform", "nope"],
                      ["language", "x", "deu", "--platform", "haplo"]):
            with self.subTest(words=words):
                self.sheaf("map", *words, exits=USAGE)
        self.assertEqual(self.marked(), "0")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.synonym WHERE is_own"), "0")


if __name__ == "__main__":
    unittest.main()
