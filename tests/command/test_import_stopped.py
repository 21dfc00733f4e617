#!/usr/bin/python3
"""sheaf import-pages: stopped, interrupted, and gone on with."""

import os
import signal
import subprocess
import unittest

from kept import LargeImport, write
from person import FAILED, PARTIAL
from product import end, wait_for


class StoppedTest(LargeImport):
    def test_it_goes_on_behind_what_was_committed(self) -> None:
        process = self.start_slowly()
        wait_for("some files", lambda: self.pages_stored() > 5)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.unlock()
        stored = self.pages_stored()
        said = self.sheaf("status", "a").out
        self.assertRegex(said, r"import     stopped after [0-9]+ records;"
                         r' "sheaf import-pages a /')
        answered = self.sheaf("import-pages", "a", str(self.files),
                              exits=PARTIAL)
        self.assertRegex(answered.err, rf"Going on behind the {stored + 1}"
                         rf" files|Going on behind the {stored} files")
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "1")

    def pages_stored(self) -> int:
        return int(self.value("SELECT coalesce(sum(pages), 0)"
                              " FROM sheaf.harvest"))

    def slow_down(self) -> None:
        """Each file waits a little for the database."""
        self.query("""
            CREATE FUNCTION sheaf.slow() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END';
            CREATE TRIGGER slow BEFORE UPDATE ON sheaf.list_request
               FOR EACH ROW EXECUTE FUNCTION sheaf.slow(); SELECT 1""")

    def start_slowly(self) -> "subprocess.Popen[bytes]":
        self.slow_down()
        return self.program.start("import-pages", "a", str(self.files))

    def unlock(self) -> None:
        self.query("DROP FUNCTION sheaf.slow CASCADE; SELECT 1")

    def test_ctrl_c_stops_and_the_same_command_goes_on(self) -> None:
        self.slow_down()
        terminal = self.terminal("import-pages", "a", str(self.files))
        terminal.read_until(", file ")
        wait_for("some files", lambda: self.pages_stored() > 5)
        self.assertIn("import  ", self.sheaf("status", "a").out)
        terminal.type("\x03")
        self.assertEqual(terminal.end(), PARTIAL)
        self.assertIn("Stopped. The same command goes on.", terminal.seen)
        self.assertIn("not finished", terminal.seen)
        self.unlock()
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.harvest WHERE verdict IS NULL"), "1")
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertEqual((said["verdict"], said["files_damaged"]),
                         ("partial", 1))

    def hold_up_who_is_there(self) -> None:
        """Who comes later need not hurry to be there before it is done."""
        pid = self.value("SELECT pid FROM pg_stat_activity"
                         " WHERE application_name = 'sheaf import-pages'")
        self.query(f"""
            CREATE OR REPLACE FUNCTION sheaf.slow() RETURNS trigger
                LANGUAGE plpgsql AS 'BEGIN
                    IF pg_backend_pid() = {pid} THEN PERFORM pg_sleep(1);
                    END IF; RETURN NEW; END'; SELECT 1""")

    def test_two_at_once_do_not_both_write(self) -> None:
        first = self.start_slowly()
        wait_for("some files", lambda: self.pages_stored() > 3)
        self.hold_up_who_is_there()
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertEqual(said["verdict"], "partial")
        self.assertEqual(end(first), FAILED)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "1")

    def test_other_files_are_not_gone_on_with(self) -> None:
        process = self.start_slowly()
        wait_for("some files", lambda: self.pages_stored() > 5)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.unlock()
        write(self.files, "page-000a.xml", self.kept[39])
        answered = self.sheaf("import-pages", "a", str(self.files), "--json",
                              exits=PARTIAL)
        self.assertIn("beginning again", answered.err)
        self.assertEqual(answered.object["files_read"], 42)
        (row,) = self.outcome()
        self.assertEqual(int(row[2]), answered.object["records"] + 1)

    def test_a_database_that_takes_nothing_is_told(self) -> None:
        """Its disk is full, say."""
        self.query("""
            CREATE FUNCTION sheaf.slow() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN RAISE disk_full; END';
            CREATE TRIGGER slow BEFORE UPDATE ON sheaf.list_request
               FOR EACH ROW WHEN (NEW.page_number > OLD.page_number)
               EXECUTE FUNCTION sheaf.slow(); SELECT 1""")
        told = self.sheaf("import-pages", "a", str(self.files),
                          exits=FAILED).err
        self.assertNotIn("is stored", told)
        self.assertIn("The file under way is not stored", told)
        self.assertIn("the same command goes on behind", told)
        self.assertEqual(self.records(), [])
        self.unlock()
        self.take(str(self.files), exits=PARTIAL)

    def test_a_database_that_goes_away_is_told(self) -> None:
        errors = (self.folder / "errors").open("wb")
        self.slow_down()
        process = self.program.start("import-pages", "a", str(self.files),
                                     errors=errors)
        errors.close()
        wait_for("some files", lambda: self.pages_stored() > 5)
        self.query("""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'sheaf import-pages'""")
        self.assertEqual(process.wait(30), FAILED)
        self.assertIn("the same command goes on",
                      (self.folder / "errors").read_text())
        self.unlock()
        self.take(str(self.files), exits=PARTIAL)


if __name__ == "__main__":
    unittest.main()
