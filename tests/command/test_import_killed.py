#!/usr/bin/python3
"""sheaf import-pages: killed anywhere, it goes on, and the end is the same."""

import os
import signal
import time
import unittest

from kept import LargeImport
from person import PARTIAL

START = 0.05  # seconds until the first file, or so


class KilledTest(LargeImport):
    def everything(self) -> list[list[str]]:
        return self.records() + self.outcome() + self.query("""
            SELECT page_number, identifier, length, reason
              FROM sheaf.quarantine ORDER BY 1, 2, 4""")

    def forget(self) -> None:
        self.query("""
            TRUNCATE sheaf.harvest, sheaf.list_request, sheaf.record,
                     sheaf.quarantine, sheaf.stale_item, sheaf.event,
                     sheaf.item, sheaf.item_text CASCADE; SELECT 1""")

    def is_over(self) -> bool:
        return self.value("SELECT count(*) FROM sheaf.harvest"
                          " WHERE verdict IS NOT NULL") == "1"

    def kill_after(self, seconds: float) -> None:
        """Not the first time alone: what goes on is killed as well."""
        for part in (1, 2, 3):
            process = self.program.start("import-pages", "a",
                                         str(self.files))
            time.sleep(seconds / part)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if self.is_over():
                return

    def test_killed_anywhere_the_end_is_the_same(self) -> None:
        whole = self.take(str(self.files), exits=PARTIAL)["seconds"]
        expected = self.everything()
        # The harvest; in quarantine a file and twice two records.
        self.assertEqual(len(expected), len(self.records()) + 1 + 5)
        for share in (1, 2, 3, 4, 6, 8, 10):
            self.forget()
            self.kill_after(START + whole * share / 10)
            if not self.is_over():
                self.take(str(self.files), exits=PARTIAL)
            self.assertEqual(self.everything(), expected)


if __name__ == "__main__":
    unittest.main()
