#!/usr/bin/python3
"""Vocabularies: what ships can be asked for, what is unknown is counted, and
what a person adds holds at once."""

import unittest

from person import Session


class VocabularyTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def count(self, table: str, where: str = "true") -> int:
        return int(self.value(f"SELECT count(*) FROM {table} WHERE {where}"))

    def test_what_ships_can_be_asked_for(self) -> None:
        self.assertEqual(self.value(
            "SELECT label FROM api.vocabulary"
            " WHERE scheme = 'language' AND code = 'deu'"), "German")
        self.assertIn("coar/resource_type/", self.value(
            "SELECT uri FROM api.vocabulary"
            " WHERE scheme = 'type' AND code = 'doctoral thesis'"))
        self.assertEqual(self.value(
            "SELECT code FROM api.synonym WHERE scheme = 'type'"
            " AND spelling = 'masterThesis' AND platform IS NULL"),
            "master thesis")
        self.assertEqual(self.count("api.synonym", "is_own"), 0)
        self.assertEqual(self.count(
            "api.synonym AS s", "code IS NOT NULL AND NOT EXISTS (SELECT FROM"
            " api.vocabulary AS v WHERE v.scheme = s.scheme"
            " AND v.code = s.code)"), 0)

    def test_licences_of_creative_commons_are_terms(self) -> None:
        for code, uri in (
                ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
                ("CC-BY-NC-ND-3.0",
                 "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
                ("CC-BY-SA", "none"), ("MIT", "https://spdx.org/licenses/MIT")):
            self.assertEqual(self.value(
                "SELECT coalesce(uri, 'none') FROM api.vocabulary"
                f" WHERE scheme = 'license' AND code = '{code}'"), uri)
        self.assertEqual(self.count(
            "api.item AS i", "license IS NOT NULL AND NOT EXISTS (SELECT FROM"
            " api.vocabulary AS v WHERE v.scheme = 'license'"
            " AND v.code = i.license)"), 0)

    def test_other_schemas_take_the_place_of_these(self) -> None:
        """What a person added stays; the same ones are not written again."""
        terms = self.count("sheaf.vocabulary")
        xmin = "SELECT max(xmin::text::bigint) FROM sheaf.vocabulary"
        before = self.value(xmin)
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.value(xmin), before)
        self.value("INSERT INTO sheaf.synonym VALUES ('type', '', 'foo',"
                   " 'foo', 'book', 'me', true), ('type', '', 'bar', 'bar',"
                   " 'book', 'old', false) RETURNING 1")
        self.value("INSERT INTO sheaf.vocabulary VALUES ('type', 'bar', NULL,"
                   " NULL, NULL, 'old') RETURNING 1")
        self.value("UPDATE sheaf.setting SET value = 'x'"
                   " WHERE name = 'schemas' RETURNING 1")
        self.sheaf("harvest", "mdx", "--full")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   " SELECT repository_id, identifier FROM sheaf.item LIMIT 1"
                   " RETURNING 1")
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.count("sheaf.vocabulary"), terms)
        self.assertEqual(self.value(
            "SELECT string_agg(key, ' ') FROM sheaf.synonym"
            " WHERE key IN ('foo', 'bar')"), "foo")


if __name__ == "__main__":
    unittest.main()
