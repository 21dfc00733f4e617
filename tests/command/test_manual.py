#!/usr/bin/python3
"""The manual, the help and the completions say what the program does."""

import re
import subprocess
import unittest

from person import USAGE, Session
from product import ROOT

MANUAL = ROOT / "harvester" / "sheaf.1"
BASH = ROOT / "config" / "completion" / "sheaf.bash"
OTHERS = [ROOT / "config" / "completion" / name
          for name in ("_sheaf", "sheaf.fish")]


class ManualTest(Session):
    def setUp(self) -> None:
        super().setUp()
        self.manual = subprocess.run(
            ["mandoc", "-T", "utf8", "-O", "width=1000", str(MANUAL)],
            capture_output=True, text=True, check=True).stdout
        self.manual = re.sub(".\b", "", self.manual)

    def commands(self) -> list[str]:
        return [line.split()[0] for line in
                self.sheaf("help").out.splitlines()
                if line.startswith("  ") and line[2] not in " -"]

    def options(self, command: str) -> list[str]:
        return re.findall(r"(?m)^  (--[a-z-]+)",
                          self.sheaf("help", command).out)

    def test_every_option_is_everywhere(self) -> None:
        for command in self.commands():
            for option in self.options(command):
                with self.subTest(command=command, option=option):
                    self.assertIn(option, self.manual)
                    self.assertIn(option, self.completed(command, "--"))
                    for path in OTHERS:
                        self.assertRegex(path.read_text(),
                                         rf"(--|-l ){option[2:]}\b")
        for word in ("-q, --quiet", "-h, --help", "--version", "--role",
                     "help [command]"):
            self.assertIn(word, self.manual)

    def test_every_key_is_everywhere(self) -> None:
        keys = re.findall(r"(?m)^  ([a-z0-9_]+)=",
                          self.sheaf("help", "edit").out)
        self.assertEqual(len(keys), 20)
        self.assertEqual(self.completed("edit", ""),
                         [key + "=" for key in keys[-1:] + keys[:-1]])
        changes = re.search(r"Changes (.*)\(", self.manual)
        assert changes is not None
        for key in keys:
            self.assertIn(key, changes[1])
            self.assertIn(key, self.sheaf("edit", "x", "zzzzzzzz=1",
                                          exits=USAGE).err)
            for path in OTHERS:
                self.assertIn(key + "=", path.read_text())

    def test_every_kind_of_event_is_listed(self) -> None:
        sql = ROOT / "sql"
        told = {kind for path in sql.glob("query/*.sql")
                for part in path.read_text().split("INTO sheaf.event")[1:]
                for kind in re.findall(
                    r"(?:harvest_id|clock\(\)\)|now|::bigint), '([a-z]+)'",
                    part)}
        self.assertLess({"quirk", "sweep", "moved", "identify"}, told)
        comment = (sql / "view/095_event.sql").read_text().partition(
            "one word: ")[2].partition("'")[0].split(", ")
        described = self.manual.partition("api.event")[2]
        self.assertLessEqual(told, set(comment))
        for kind in comment:
            self.assertIn(kind, described)

    def test_sets_by_pattern_are_told(self) -> None:
        self.assertIn("‘*’, ‘?’ and ‘[ ]’,", self.manual)

    def test_every_quirk_is_everywhere(self) -> None:
        words = self.sheaf("help", "edit").out.partition("; Q is ")[2]
        quirks = re.findall(r"[a-z-]+", words.partition("\n\n")[0])
        quirks = [quirk for quirk in quirks if quirk != "or"]
        self.assertEqual(len(quirks), 16)
        self.assertEqual(self.completed("edit", "quirk."),
                         [f"quirk.{quirk}=" for quirk in quirks])
        described = self.manual.partition("\n   Quirks")[2]
        for quirk in quirks:
            self.assertRegex(described, rf"(?m)^     .*\b{quirk}\b")
            self.assertIn("cannot be", self.sheaf(
                "edit", "x", f"quirk.{quirk}=yes", exits=USAGE).err)
            for path in OTHERS:
                self.assertIn(f"quirk.{quirk}=", path.read_text())

    def test_every_command_is_everywhere(self) -> None:
        for command in self.commands():
            self.assertIn(f" {command} ", self.manual)
            self.assertIn(command, self.completed("", ""))

    def completed(self, command: str, word: str) -> list[str]:
        done = subprocess.run(
            ["bash", "-c", 'source "$1"; COMP_WORDS=(sheaf $2 "$3");'
             ' COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sheaf'
             ' 2>/dev/null; echo "${COMPREPLY[@]}"', "x", str(BASH),
             command + (" init" if command == "db" else ""), word],
            capture_output=True, text=True)
        return done.stdout.split()


if __name__ == "__main__":
    unittest.main()
