#!/usr/bin/python3
"""The private database: who makes it, and who says that there is none."""

import json
import os
import signal
import subprocess
import unittest
from pathlib import Path
from typing import Any

from person import DONE, FAILED, NOTHING, PARTIAL, RUN_SECONDS, Answer
from product import Sample, binary, end, scratch, wait_for

NOBODY = 65534  # root's own database would be the system's
SYSTEM = Path("/var/lib/sheaf")  # whoever runs the tests may have one
# The command, by nobody, where no system's database is to be seen.
UNSEEN = ["unshare", "--mount", "sh", "-c",
          f"mount -t tmpfs none {SYSTEM.parent} && exec setpriv"
          f" --reuid={NOBODY} --regid={NOBODY} --clear-groups \"$@\"", "sh"]


def is_unseen() -> bool:
    """Whether this machine lets its tests hide a directory."""
    return os.geteuid() == 0 and subprocess.run(
        [*UNSEEN, "true"], capture_output=True).returncode == 0


class StateTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = scratch()
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__, None, None, None)
        self.folder.chmod(0o777)
        self.state = self.folder / "state"
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in ("SHEAF_STATE", "SHEAF_DATABASE")
        } | {"HOME": str(self.folder)}
        self.addCleanup(self.sheaf, "db", "stop", exits=None)

    def sheaf(self, *words: str, exits: int | None = DONE) -> Answer:
        done = subprocess.run(
            [binary(), "--state", str(self.state), *words],
            env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=RUN_SECONDS)
        if exits is not None:
            self.assertEqual(done.returncode, exits, (words, done.stderr))
        return Answer(done.returncode, done.stdout, done.stderr)

    def test_commands_that_only_read_make_none(self) -> None:
        for words in (["list"], ["status"], ["status", "a"], ["show", "x"],
                      ["export", "a", "--format", "raw"], ["harvest", "a"],
                      ["sets", "a"], ["formats", "a"], ["remove", "a"],
                      ["edit", "a", "every=1d"], ["sql", "-c", "SELECT 1"],
                      ["db", "migrate"]):
            with self.subTest(words=words):
                answer = self.sheaf(*words, exits=FAILED)
                self.assertIn(
                    f"there is no private database in {self.state}; \"sheaf"
                    f" db init --state {self.state}\" makes one", answer.err)
                self.assertFalse(self.state.exists())

    def test_a_first_command_says_how_to_begin(self) -> None:
        around = UNSEEN if is_unseen() else []
        if SYSTEM.exists() and not around:
            self.skipTest(f"there is a private database in {SYSTEM}, and only"
                          " root can hide it")
        for word in ("list", "status"):
            done = subprocess.run(
                [*around, binary(), word], env=self.environment, text=True,
                user=NOBODY if os.geteuid() == 0 and not around else None,
                capture_output=True, timeout=RUN_SECONDS)
            self.assertEqual(done.returncode, FAILED)
            self.assertIn("sheaf add NAME BASE_URL", done.stderr)

    def test_another_user_is_told_who_may_start_it(self) -> None:
        if os.geteuid() != 0:
            self.skipTest("only root can become another user")
        self.sheaf("db", "init")
        self.sheaf("db", "stop")
        for words in (["list"], ["db", "start"]):
            done = subprocess.run(
                [binary(), "--state", str(self.state), *words], text=True,
                env=self.environment, user=NOBODY, capture_output=True,
                timeout=RUN_SECONDS)
            self.assertEqual(done.returncode, FAILED)
            self.assertIn(f"may start the private database in {self.state};"
                          " as one of them: sheaf db start --state"
                          f" {self.state}", done.stderr)

    def test_who_makes_one_says_so(self) -> None:
        said = self.sheaf("db", "init").err
        self.assertIn(f"Made the private database in {self.state}", said)
        self.assertNotIn("Made", self.sheaf("db", "init").err)
        self.assertIn("no repositories yet", self.sheaf("list").err)
        for verb, server in (("stop", "stopped"), ("start", "running")):
            self.assertEqual(json.loads(
                self.sheaf("db", verb, "--json").out)["server"], server)

    def test_who_starts_one_says_so(self) -> None:
        self.sheaf("db", "init")
        said = f"Started the PostgreSQL of the private database in" \
            f" {self.state} (--state), which was stopped; \"sheaf db stop\"" \
            " stops it.\n"
        for words in (["status"], ["sql", "-c", "SELECT 1"],
                      ["db", "init"]):
            with self.subTest(words=words):
                self.sheaf("db", "stop")
                self.assertIn(said, self.sheaf(*words).err)
                self.assertNotIn("Started", self.sheaf(*words).err)
        for words in (["db", "stop"], ["db", "status"], ["db", "start"]):
            self.assertNotIn("Started", self.sheaf(*words, exits=None).err)

    def test_exit_codes_tell_what_is_there(self) -> None:
        for verb in ("status", "start", "stop"):
            with self.subTest(verb=verb):
                self.sheaf("db", verb, exits=NOTHING)
                self.sheaf("db", verb, "--json", exits=NOTHING)
        self.sheaf("db", "init")
        for verb, exits in (("status", DONE), ("start", DONE),
                            ("stop", DONE), ("status", PARTIAL),
                            ("stop", DONE), ("start", DONE)):
            for words in ([], ["--json"]):
                self.sheaf("db", verb, *words, exits=exits)

    def test_adding_makes_one(self) -> None:
        sample = Sample(self.folder)
        self.addCleanup(sample.stop)
        said = self.sheaf("add", "a", sample.url("haplo"),
                          "--allow-private").err
        self.assertIn(f"Made the private database in {self.state}", said)
        self.sheaf("status", "a")

    def test_a_daemon_makes_one(self) -> None:
        errors = self.folder / "errors"
        with errors.open("w") as file:
            daemon: "subprocess.Popen[Any]" = subprocess.Popen(
                [binary(), "--state", str(self.state), "daemon"],
                env=self.environment, stdin=subprocess.DEVNULL, stderr=file)
        try:
            wait_for("the database", lambda: "made the private database in"
                     in Path(errors).read_text())
        finally:
            end(daemon, signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
