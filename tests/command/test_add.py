#!/usr/bin/python3
"""sheaf add, and repositories that answer otherwise than they should."""

import threading
import time
import unittest

from front import Answer, Front
from person import FAILED, Session

PROBE_SECONDS = 60


class AnswerTest(Session):
    def setUp(self) -> None:
        super().setUp()
        self.answers: dict[str, Answer] = {}
        self.silence = threading.Event()
        self.front = Front(self.sample.url("haplo"), self.rule)
        self.addCleanup(self.front.stop)

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        if path == "/silent":
            self.silence.wait(120)
        if path in ("/moved", "/now"):
            query = "&".join(f"{key}={value}"
                             for key, value in arguments.items())
            return (301 if path == "/moved" else 302,
                    {"Location": self.front.url() + "?" + query}, b"")
        return self.answers.get(path)

    def add_at(self, path: str, *words: str) -> list[str]:
        return ["add", "a", self.front.url(path), "--allow-private",
                "--delay", "0", *words]

    def test_a_permanent_redirect_is_stored_as_where_it_leads(self) -> None:
        said = self.sheaf(*self.add_at("/moved")).out
        self.assertIn(f"{self.front.url('/moved')} answers by redirect"
                      " (HTTP 301) to this, which is what is stored", said)
        self.assertEqual(self.value("SELECT base_url FROM sheaf.repository"),
                         self.front.url())
        self.sheaf("remove", "a")
        added = self.sheaf(*self.add_at("/moved", "--json")).object
        self.assertEqual((added["base_url"], added["redirected_from"]),
                         (self.front.url(), self.front.url("/moved")))

    def test_a_redirect_for_now_is_said(self) -> None:
        said = self.sheaf(*self.add_at("/now")).out
        self.assertIn(f"answers by redirect (HTTP 302) to {self.front.url()}",
                      said)
        self.assertEqual(self.value("SELECT base_url FROM sheaf.repository"),
                         self.front.url("/now"))

    def test_what_is_wrong_is_said_with_the_url_and_what_to_try(self) -> None:
        for status, next_try in ((404, "base URL"), (403, "let Sheaf"),
                                 (500, "try again later"),
                                 (503, "try again later")):
            self.answers["/x"] = (status, {}, b"no")
            with self.subTest(status=status):
                said = self.sheaf(*self.add_at("/x"), exits=FAILED).err
                self.assertIn(self.front.url("/x"), said)
                self.assertIn(f"HTTP {status}", said)
                self.assertIn(next_try, said)
        self.answers["/x"] = (200, {"Content-Type": "text/html"},
                              b"<!DOCTYPE html><html><body>Hello</body>")
        said = self.sheaf(*self.add_at("/x"), exits=FAILED).err
        self.assertIn(self.front.url("/x"), said)
        self.assertEqual(said.count("OAI-PMH"), 1, said)
        self.assertEqual(said.count("is this the base URL?"), 1, said)

    def test_a_wall_against_bots_is_called_so(self) -> None:
        for status, title in ((403, "Just a moment..."), (200, "not a bot!")):
            self.answers["/x"] = (
                status, {"Content-Type": "text/html"},
                f"<html><title>{title}</title></html>".encode())
            with self.subTest(status=status):
                said = self.sheaf(*self.add_at("/x"), exits=FAILED).err
                self.assertIn("a wall against bots answered instead of the"
                              f' repository (HTTP {status}, "{title}"); ask'
                              " whoever runs it to let Sheaf harvest", said)

    def test_the_same_base_url_again_is_said(self) -> None:
        self.add("first", "haplo")
        said = self.add("again", "haplo").out
        self.assertIn('"first" is at this base URL already', said)
        self.assertIn("twice", said)
        self.assertEqual(self.add("third", "haplo", "--json").object[
            "same_base_url"], ["again", "first"])
        self.assertNotIn("already", self.add("other", "ojs").out)

    def test_it_speaks_as_the_protocol_does(self) -> None:
        said = self.add("a", "haplo").out
        self.assertRegex(said, r"(?m)^  earliestDatestamp +\d{4}-")
        self.assertRegex(said, r"(?m)^  deletedRecord +transient: ")
        for shape in ("dspace", "eprints", "ojs"):
            said = self.add(shape, shape).out
            kept = self.value("SELECT deleted_record FROM sheaf.repository"
                              f" WHERE name = '{shape}'")
            self.assertIn(f"deletedRecord      {kept}: ", said)
            self.assertEqual("swept              every 30 d, for other" in said,
                             kept != "persistent", said)
        said = self.add("part", "dspace", "--set", "com_10")
        self.assertIn("swept              every 30 d, for what has left the",
                      said.out)
        self.configuration.write_text("sweep = never\n")
        self.assertIn('swept              never; "sheaf edit never sweep=30d"',
                      self.add("never", "ojs").out)

    def test_a_delay_on_a_shared_host_is_said(self) -> None:
        self.add("a", "haplo")
        self.assertIn("1 more of your repositories",
                      self.add("b", "ojs", "--delay", "0").err)

    def test_a_silent_server_is_not_waited_for_long(self) -> None:
        began = time.monotonic()
        terminal = self.terminal(*self.add_at("/silent"))
        terminal.read_until("Asking " + self.front.url("/silent"))
        self.assertLess(time.monotonic() - began, 30)
        while "Nothing was added" not in terminal.seen:
            self.assertLess(time.monotonic() - began, PROBE_SECONDS + 30)
            terminal._read()
        self.silence.set()
        self.assertEqual(terminal.end(), FAILED)
        self.assertIn("nothing was heard from", terminal.seen)


if __name__ == "__main__":
    unittest.main()
