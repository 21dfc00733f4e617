#!/usr/bin/python3
"""A database of an older release, with what people have built on its views."""

import re
import unittest
from contextlib import ExitStack
from pathlib import Path

from person import FAILED, Session, prepared_cluster
from product import ROOT, scratch

OLDER = Path(__file__).resolve().parent / "older" / "0023.sql"
OLD = 23
NEWEST = max(int(path.name[:4])
             for path in (ROOT / "sql" / "migration").iterdir())
TITLE = "Urban air quality in small towns: a literature review"
HARMLESS = """
    CREATE ROLE analyst;
    GRANT sheaf_reader TO analyst;
    CREATE SCHEMA own AUTHORIZATION analyst;
    CREATE ROLE board;
    GRANT USAGE ON SCHEMA api TO board;
    GRANT SELECT ON api.item TO board;
    SET ROLE analyst;
    CREATE VIEW own.recent AS SELECT identifier, title FROM api.item;
    COMMENT ON VIEW own.recent IS 'ours';
    CREATE MATERIALIZED VIEW own.many AS
        SELECT repository, count(*) AS items FROM api.record GROUP BY 1;
    CREATE FUNCTION own.titles(text) RETURNS bigint LANGUAGE sql
        AS 'SELECT count(*) FROM api.search($1, 10, NULL)';
    GRANT USAGE ON SCHEMA own TO board;
    GRANT SELECT ON own.recent TO board;
"""
IN_THE_WAY = """
    SET ROLE analyst;
    CREATE VIEW own.dc AS SELECT identifier, title FROM api.dublin_core;
    CREATE VIEW own.dc_short AS SELECT left(title[1], 9) AS title FROM own.dc;
    CREATE MATERIALIZED VIEW own.by_title AS
        SELECT title, count(*) AS n FROM api.dublin_core GROUP BY 1;
    CREATE UNIQUE INDEX ON own.by_title (title);
    CREATE FUNCTION own.hits() RETURNS bigint
        BEGIN ATOMIC SELECT count(*) FROM api.search('air', 10, NULL); END;
    CREATE FUNCTION own.rows() RETURNS SETOF api.dublin_core LANGUAGE sql
        AS 'SELECT * FROM api.dublin_core';
    CREATE TABLE own.kept (n integer, was api.dublin_core);
    RESET ROLE;
    GRANT SELECT ON api.dublin_core TO board;
"""
NAMED = ["column was of table own.kept",
         "function own.rows()",
         "function own.hits()",
         "materialized view own.by_title",
         "view own.dc_short",
         "view own.dc",
         "the grant of SELECT on view api.dublin_core to board"]
OUT_OF_THE_WAY = """
    ALTER TABLE own.kept DROP COLUMN was;
    DROP FUNCTION own.rows(), own.hits();
    DROP MATERIALIZED VIEW own.by_title;
    DROP VIEW own.dc_short, own.dc;
    REVOKE SELECT ON api.dublin_core FROM board;
"""


class MigrateTest(Session):
    @classmethod
    def setUpClass(cls) -> None:
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = stack.enter_context(scratch())
        cls.cluster = prepared_cluster()
        cls.cluster.create("older")
        cls.cluster.load("older", OLDER)
        cls.cluster.query("older", HARMLESS)

    def setUp(self) -> None:
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("")
        self.use(self._testMethodName[:60], "older")
        self.run_sql(f"GRANT CREATE ON DATABASE {self.database}"
                     " TO sheaf_owner")

    def run_sql(self, script: str) -> None:
        self.query(script)

    def state(self) -> list[list[str]]:
        """All that there is: objects and their columns, rights, versions of
        rows."""
        return self.query("""
            SELECT c.oid::regclass, c.relacl, a.attname, a.atttypid
              FROM pg_class AS c
              LEFT JOIN pg_attribute AS a ON attrelid = c.oid AND attnum > 0
             WHERE relnamespace::regnamespace::text IN ('api', 'sheaf', 'own')
             ORDER BY c.oid::regclass::text COLLATE "C", attnum""") + [
            [table, *self.query(
                f"SELECT md5(string_agg(t::text || xmin, '|'"
                f" ORDER BY t::text)) FROM sheaf.{table} AS t")]
            for table in ("migration", "record", "item", "stale_item",
                          "repository", "harvest", "setting")]

    def migrate(self) -> None:
        self.assertEqual(self.sheaf("db", "migrate", "--json").object | {
            "database": ""}, {"database": "", "from": OLD, "to": NEWEST})

    def test_all_that_was_there_is_there(self) -> None:
        records = self.value("SELECT md5(string_agg(t::text, '|' ORDER BY"
                             " t::text)) FROM sheaf.record AS t")
        many = "SELECT string_agg(m::text, ' ') FROM own.many AS m"
        before = self.value(many)
        self.migrate()
        self.assertEqual(records, self.value(
            "SELECT md5(string_agg(t::text, '|' ORDER BY t::text))"
            " FROM sheaf.record AS t"))
        self.assertEqual(self.value(many), before)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.stale_item"), "4")
        self.assertEqual(self.value("SELECT count(*) FROM api.item"), "3")
        self.assertEqual(self.value(
            "SELECT count(*) FROM api.harvest WHERE verdict = 'complete'"),
            "2")

    def test_items_are_not_written_for_it(self) -> None:
        rows = ("SELECT string_agg(identifier || ctid || xmin, ' ' ORDER BY"
                " identifier) FROM sheaf.item")
        why = ("SELECT string_agg(why::text, ' ' ORDER BY identifier)"
               " FROM api.item")
        before = self.value(rows), self.value(why)
        self.assertIn("first title", before[1])
        self.migrate()
        self.assertEqual((self.value(rows), self.value(why)), before)
        self.sheaf("normalise", "--quiet")
        self.assertEqual(self.value("SELECT count(why_before) FROM sheaf.item"),
                         "0")

    def test_items_are_made_again(self) -> None:
        self.migrate()
        self.sheaf("normalise", "--quiet")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.stale_item"), "0")
        self.assertEqual(self.query(
            "SELECT title, abstract IS NOT NULL, title_key"
            " IS NOT NULL, statements IS NOT NULL FROM sheaf.item"
            " WHERE identifier LIKE '%:83e8'"), [[TITLE, "t", "t", "t"]])
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item WHERE deleted_at IS NOT NULL"),
            "1")
        self.assertEqual(self.sheaf("show", "oai:research.example.org:83e8")
                         .out.count(TITLE), 1)

    def test_what_people_built_stays(self) -> None:
        self.migrate()
        self.assertEqual(self.value(
            "SET ROLE board; SELECT title FROM own.recent"
            " WHERE identifier LIKE '%:83e8'"), TITLE)
        self.assertEqual(self.value(
            "SET ROLE board; SELECT count(*) FROM api.item"), "3")
        self.assertEqual(self.value(
            "SET ROLE analyst; SELECT own.titles('quality')"), "1")
        self.assertEqual(self.value(
            "SET ROLE analyst; SELECT count(*) FROM api.dublin_core"), "3")
        self.assertEqual(self.value(
            "SELECT obj_description('own.recent'::regclass)"), "ours")

    def test_a_second_time_nothing_is_done(self) -> None:
        self.migrate()
        before = self.state()
        self.assertIn("nothing to do", self.sheaf("db", "migrate").out)
        self.assertEqual(self.state(), before)

    def test_new_views_alone_keep_what_is_built_on_them(self) -> None:
        self.migrate()
        self.run_sql("SET ROLE analyst; CREATE VIEW own.dc AS"
                     " SELECT identifier, title FROM api.dublin_core")
        self.run_sql("UPDATE sheaf.migration SET checksum = 1"
                     " WHERE number = 0")
        self.sheaf("db", "migrate")
        self.assertNotEqual(self.value("SELECT checksum FROM sheaf.migration"
                                       " WHERE number = 0"), "1")
        self.assertEqual(self.value(
            "SET ROLE analyst; SELECT count(*) FROM own.dc"), "3")

    def test_what_would_be_lost_is_named_and_nothing_changed(self) -> None:
        self.run_sql(IN_THE_WAY)
        before = self.state()
        said = self.sheaf("db", "migrate", "--json", exits=FAILED)
        self.assertEqual(said.object["dependents"], NAMED)
        self.assertEqual([line[2:] for line in said.err.splitlines()
                          if line.startswith("  ")], NAMED)
        self.assertIn("pg_get_viewdef", said.err)
        self.assertIn(f"{NAMED[0]} is built on what this Sheaf has to drop,"
                      " and it is not the only one; \"sheaf db migrate\"",
                      self.sheaf("db", "init", exits=FAILED).err)
        self.assertEqual(self.state(), before)
        # In that order, nothing is in the way of another.
        for step in OUT_OF_THE_WAY.strip().splitlines():
            self.run_sql(step)
        self.migrate()

    def test_all_that_migrations_drop_is_asked_for(self) -> None:
        asked = (ROOT / "sql/query/migration_dependents.sql").read_text()
        dropped = 0
        for path in sorted((ROOT / "sql" / "migration").iterdir()):
            text = re.sub(r"--.*", "", path.read_text())
            for kind, name in re.findall(
                    r"\b(?:DROP|ALTER)\s+(\w+)(?:\s+IF\s+EXISTS)?"
                    r"\s+(api\.[^;]*);", text):
                dropped += 1
                self.assertIn(
                    f"({int(path.name[:4])}, '{kind.lower()}', '{name}')",
                    asked)
        self.assertGreater(dropped, 1)
        # What is applied without a migration replaces, and drops nothing.
        for folder in ("view", "setup"):
            for path in (ROOT / "sql" / folder).iterdir():
                self.assertNotRegex(path.read_text(), r"\bDROP\b", path)


if __name__ == "__main__":
    unittest.main()
