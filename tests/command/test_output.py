#!/usr/bin/python3
"""What commands write, where to, and what happens when nobody reads it."""

import fcntl
import os
import signal
import struct
import subprocess
import termios
import unittest
import xml.etree.ElementTree as xml

from person import FAILED, USAGE, Session
from product import binary

OAI = "{http://www.openarchives.org/OAI/2.0/}"


class OutputTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def setUp(self) -> None:
        super().setUp()
        self.identifier = self.value(
            "SELECT identifier FROM sheaf.item WHERE deleted_at IS NULL"
            " ORDER BY length(abstract) DESC LIMIT 1")

    def test_raw_shows_every_record(self) -> None:
        read = xml.fromstring(
            self.sheaf("show", self.identifier, "--raw").out)
        (repository,) = read.findall("repository")
        self.assertEqual(repository.get("name"), "mdx")
        records = repository.findall(f"{OAI}record")
        self.assertEqual([one.get("metadataPrefix") for one in records],
                         ["oai_dc", "rioxx"])
        for one in records:
            self.assertEqual(
                one.findtext(f"{OAI}header/{OAI}identifier"),
                self.identifier)
            self.assertEqual(len(one.findall(f"{OAI}metadata/*")), 1)
        exported = self.sheaf("export", "mdx", "--format", "raw").out
        for line in self.sheaf("show", self.identifier,
                               "--raw").out.splitlines():
            self.assertIn(line, exported)

    def test_raw_of_several_repositories_is_one_document(self) -> None:
        self.add("again", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "again")
        read = xml.fromstring(
            self.sheaf("show", self.identifier, "--raw").out)
        self.assertEqual([one.get("name") for one in
                          read.findall("repository")], ["again", "mdx"])
        self.assertIn("say which", self.sheaf(
            "show", self.identifier, "--raw", "--prefix", "oai_dc",
            exits=USAGE).err)
        self.sheaf("show", "mdx", self.identifier, "--raw", "--prefix",
                   "oai_dc")

    def test_a_prefix_is_of_a_record(self) -> None:
        self.assertIn("--raw", self.sheaf(
            "show", self.identifier, "--prefix", "oai_dc", exits=USAGE).err)

    def test_a_reader_that_has_gone_is_told_nothing(self) -> None:
        for words in (["export", "mdx", "--format", "raw"],
                      ["show", self.identifier, "--raw"], ["list"],
                      ["help"], ["sql", "-c", "TABLE api.record"]):
            with self.subTest(words=words):
                reading, writing = os.pipe()
                os.close(reading)
                done = subprocess.run(
                    [*self.program._begin, *words],
                    env=self.program.environment, stdin=subprocess.DEVNULL,
                    stdout=writing, stderr=subprocess.PIPE, timeout=60)
                os.close(writing)
                self.assertEqual(done.stderr, b"")
                self.assertEqual(done.returncode, -signal.SIGPIPE)

    def test_a_shell_sees_141(self) -> None:
        done = subprocess.run(
            ["bash", "-c", '"$@" | head -1 >&2; exit ${PIPESTATUS[0]}', "x",
             *self.program._begin, "export", "mdx", "--format", "raw"],
            env=self.program.environment, capture_output=True, timeout=60)
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertEqual(done.returncode, 141)

    def test_a_full_disk_is_said_once(self) -> None:
        for words in (["export", "mdx", "--format", "raw"],
                      ["export", "mdx", "--format", "jsonl"], ["list"]):
            with self.subTest(words=words), open("/dev/full", "w") as full:
                done = subprocess.run(
                    [*self.program._begin, *words],
                    env=self.program.environment, stdin=subprocess.DEVNULL,
                    stdout=full, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(done.returncode, FAILED)
                self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
                self.assertIn(b"No space left", done.stderr)

    def test_a_terminal_gets_lines_that_fit(self) -> None:
        self.value("UPDATE sheaf.item SET abstract = repeat('many words ', 40)"
                   f" WHERE identifier = '{self.identifier}' RETURNING 1")
        done = self.on_terminal(60, "show", self.identifier)
        self.assertGreater(done.count("many words"), 30)
        for line in done.replace("\r", "").split("\n"):
            if "many words" in line:
                self.assertLess(len(line), 60)
        self.assertIn("many words " * 39, self.sheaf(
            "show", self.identifier).out)

    def test_progress_fits_the_terminal(self) -> None:
        for line in self.on_terminal(
                30, "harvest", "mdx", "--full").split("\r"):
            if "\033[K" in line:
                self.assertLess(len(line.split("\033[K")[0]), 30)

    def on_terminal(self, columns: int, *words: str) -> str:
        screen, line = os.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen(
            [binary(), "--config", str(self.configuration), *words],
            env=self.program.environment, stdin=line, stdout=line,
            stderr=line)
        os.close(line)
        seen = b""
        while True:
            try:
                more = os.read(screen, 65536)
            except OSError:
                break
            if not more:
                break
            seen += more
        os.close(screen)
        self.assertEqual(process.wait(60), 0)
        return seen.decode()


if __name__ == "__main__":
    unittest.main()
