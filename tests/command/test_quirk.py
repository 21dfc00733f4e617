#!/usr/bin/python3
"""Quirks, as people see and set them."""

import unittest

from person import DONE, USAGE, Session


class QuirkTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")

    def learned(self, quirk: str, days: int) -> None:
        self.query(
            "INSERT INTO sheaf.quirk SELECT repository_id,"
            f" '{quirk}', 'learned', 'without it, it said no',"
            " '2026-03-01T12:00:00Z', sheaf.clock() + interval"
            f" '{days} days' FROM sheaf.repository")

    def line(self, quirk: str) -> str:
        (line,) = [line.strip() for line in
                   self.sheaf("status", "mdx").out.splitlines()
                   if f" {quirk}: " in line]
        return line.removeprefix("quirks").strip()

    def rows(self) -> list[list[str]]:
        return self.query(
            "SELECT quirk, setting, is_in_force FROM"
            " api.quirk ORDER BY quirk")

    def test_what_was_learned_is_told_with_its_reason(self) -> None:
        self.learned("raw-token", 3)
        self.learned("post", -3)
        self.assertRegex(
            self.line("raw-token"),
            r"^raw-token: resumptionTokens are percent-encoded only where a"
            r" URL allows nothing else; learned 2026-03-01 12:00 UTC \(without"
            r" it, it said no\); looked for again after \d{4}-")
        self.assertRegex(self.line("post"),
                         r"not used since \d{4}-.* UTC: it is looked whether")
        quirks = self.sheaf("status", "mdx", "--json").object[
            "repositories"][0]["quirks"]
        self.assertEqual([quirk["quirk"] for quirk in quirks],
                         ["post", "raw-token"])
        self.assertEqual(quirks[1]["setting"], "learned")
        self.assertTrue(quirks[1]["is_in_force"])
        self.assertFalse(quirks[0]["is_in_force"])

    def test_a_person_s_word_stands_until_it_is_taken_back(self) -> None:
        self.learned("raw-token", 3)
        self.sheaf("edit", "mdx", "quirk.raw-token=off", "quirk.no-dates=on")
        self.assertEqual(self.rows(), [["no-dates", "on", "t"],
                                       ["raw-token", "off", "f"]])
        self.assertIn("set to off by a person", self.line("raw-token"))
        out = self.sheaf("edit", "mdx").out.splitlines()
        self.assertEqual(out[-2:], ["quirk.no-dates=on",
                                    "quirk.raw-token=off"])
        self.sheaf("edit", "mdx", "quirk.raw-token=auto",
                   "quirk.no-dates=auto", "every=2d")
        self.assertEqual(self.rows(), [])
        self.assertEqual(self.query(
            "SELECT text FROM api.event WHERE kind = 'quirk'"
            " ORDER BY at, text")[:2],
            [["quirk no-dates was set to on by a person"],
             ["quirk raw-token was set to off by a person"]])

    def test_a_name_or_a_setting_that_is_not_one_changes_nothing(self) -> None:
        for word, phrase in (
                ("quirk.raw-toke=on", 'did you mean "raw-token"?'),
                ("quirk.zzzzzzzzzz=on", '"sheaf help edit" lists them'),
                ("quirk.raw-token=yes", "it is on, off or auto"),
                ("quirk.=on", "there is no quirk")):
            answer = self.sheaf("edit", "mdx", "quirk.post=on", word,
                                exits=USAGE)
            self.assertIn(phrase, answer.err)
        self.assertEqual(self.rows(), [])

    def test_no_dates_makes_the_next_harvest_a_full_one(self) -> None:
        self.sheaf("harvest", "mdx", exits=DONE)
        self.sheaf("edit", "mdx", "quirk.no-dates=on")
        self.sheaf("harvest", "mdx", exits=DONE)
        self.assertEqual(self.query(
            "SELECT DISTINCT kind, from_instant FROM"
            " sheaf.harvest"), [["full", ""]])


if __name__ == "__main__":
    unittest.main()
