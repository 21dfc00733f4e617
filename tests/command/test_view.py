#!/usr/bin/python3
"""The views of schema api: a contract with those who only read."""

import subprocess
import unittest

from person import Session

ELEMENTS = ["title", "creator", "subject", "description", "publisher",
            "contributor", "date", "type", "format", "dc_identifier",
            "source", "language", "relation", "coverage", "rights"]
# Columns may come behind these, none may go.
COLUMNS = {
    "record": ["repository", "identifier", "metadata_prefix", "datestamp",
               "status", "set_specs", "metadata", "about", "first_seen",
               "changed_at", "datestamp_at"],
    "dublin_core": ["repository", "identifier", *ELEMENTS],
    "repository": ["repository", "base_url", "repository_name", "state",
                   "every", "metadata_prefixes", "set_specs", "next_due",
                   "protocol_version", "granularity", "deleted_record",
                   "earliest_datestamp", "admin_emails", "descriptions",
                   "identified_at", "created_at", "overlap", "allow_private",
                   "http2", "compression", "host", "delay", "connections",
                   "not_before", "worker", "lease_until"],
    "harvest": ["repository", "harvest_id", "metadata_prefix", "set_spec",
                "kind"],
    "quarantine": ["repository", "identifier", "metadata_prefix", "reason",
                   "length", "at", "harvest_id", "quarantine_id", "rule",
                   "page_number"],
    "quirk": ["repository", "quirk", "setting", "is_in_force", "reason",
              "since", "until"],
    "event": ["repository", "at", "kind", "text", "harvest_id"],
    "sweep": ["repository", "harvest_id", "metadata_prefix", "set_spec",
              "asked_by", "started_at", "ended_at", "verdict", "outcome",
              "reason", "live", "missed", "missing", "gone", "back",
              "unknown", "changed", "behind"],
    "absence": ["repository", "identifier", "metadata_prefix", "set_spec",
                "state", "since", "strikes", "answer", "harvest_id",
                "spared_until"],
    "item": ["repository", "identifier", "title", "creators"],
}


class ViewTest(Session):
    def setUp(self) -> None:
        super().setUp()
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def reader(self, statement: str) -> list[list[str]]:
        out = self.sheaf("sql", "-AtF", "\x1f", "-c", statement).out
        return [line.split("\x1f") for line in out.splitlines()]

    def test_columns_are_where_they_were(self) -> None:
        for view, columns in COLUMNS.items():
            found = [row[0] for row in self.cluster.query(
                self.database, "SELECT column_name FROM"
                " information_schema.columns WHERE table_schema = 'api'"
                f" AND table_name = '{view}' ORDER BY ordinal_position")]
            self.assertEqual(found[:len(columns)], columns)

    def test_everything_is_explained(self) -> None:
        self.assertEqual(self.cluster.query(
            self.database, "SELECT attrelid::regclass, attname"
            " FROM pg_attribute JOIN pg_class ON oid = attrelid"
            " WHERE relnamespace = 'api'::regnamespace AND attnum > 0"
            " AND relkind = 'v' AND col_description(attrelid, attnum)"
            " IS NULL"), [])
        self.assertEqual(self.cluster.query(
            self.database, "SELECT oid::regclass FROM pg_class"
            " WHERE relnamespace = 'api'::regnamespace AND relkind = 'v'"
            " AND obj_description(oid, 'pg_class') IS NULL"
            " UNION ALL SELECT oid::regprocedure::oid FROM pg_proc"
            " WHERE pronamespace = 'api'::regnamespace"
            " AND obj_description(oid, 'pg_proc') IS NULL"), [])

    def test_the_reader_reads_the_views_and_nothing_else(self) -> None:
        self.value(
            "INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
            " page_number, metadata_prefix, identifier, bytes, length,"
            " reason, at) SELECT repository_id, harvest_id, 0, 'oai_dc',"
            " 'x', '', 0, 'why', sheaf.clock() FROM sheaf.harvest LIMIT 1"
            " RETURNING 1")
        self.sheaf("edit", "mdx", "quirk.post=off")
        self.value(
            "INSERT INTO sheaf.sweep (repository_id, harvest_id)"
            " SELECT repository_id, harvest_id FROM sheaf.harvest LIMIT 1"
            " RETURNING 1")
        self.value(
            "INSERT INTO sheaf.absence (repository_id, identifier,"
            " metadata_prefix, set_spec, since, missed_in)"
            " SELECT repository_id, 'x', 'oai_dc', '', sheaf.clock(),"
            " harvest_id FROM sheaf.sweep RETURNING 1")
        for view in COLUMNS:
            self.assertGreater(
                int(self.reader(f"SELECT count(*) FROM (SELECT * FROM"
                                f" api.{view} OFFSET 0) AS a")[0][0]),
                0, view)
        for statement in ("SELECT 1 FROM sheaf.record LIMIT 1",
                          "SELECT value FROM sheaf.setting",
                          "UPDATE api.repository SET state = 'held'",
                          "CREATE TABLE api.x ()"):
            done = subprocess.run(
                [*self.program._begin, "sql", "-qc", statement],
                env=self.program.environment, capture_output=True)
            self.assertEqual(done.returncode, 1, statement)

    def test_dublin_core_is_as_served_in_order(self) -> None:
        row = self.reader(
            "SELECT d.title, d.creator, cardinality(d.coverage),"
            " i.title = d.title[1] FROM api.dublin_core AS d"
            " JOIN api.item AS i USING (repository, identifier)"
            " WHERE identifier = 'oai:repository.mdx.ac.uk:864z5'")
        self.assertEqual(row, [[
            '{"Peer workers in mental health services: literature'
            ' overview"}', '{"Gillard, S.","Holley, J."}', "0", "t"]])

    def test_what_is_deleted_is_no_item(self) -> None:
        (row,) = self.reader(
            "SELECT count(*) FROM api.item JOIN api.record"
            " USING (repository, identifier) WHERE status = 'deleted'")
        self.assertEqual(row, ["0"])
        self.assertEqual(self.value(
            "SELECT count(*) > 0 FROM sheaf.item"
            " WHERE deleted_at IS NOT NULL"), "t")

    def test_search_finds_what_a_person_types(self) -> None:
        (row,) = self.reader(
            "SELECT repository, identifier, title, year, score > 0"
            " FROM api.search('\"peer workers\" GILLARD')")
        self.assertEqual(row, [
            "mdx", "oai:repository.mdx.ac.uk:864z5",
            "Peer workers in mental health services: literature overview",
            "2014", "t"])
        for query in ("", "   ", "\"", "-", "(", "& | !", "xyzzyx"):
            self.assertEqual(self.reader(
                f"SELECT * FROM api.search('{query}')"), [], query)

    def test_search_is_limited(self) -> None:
        for call, count in (("'a*', 3", 3), ("'a*', 0", 0),
                            ("'a*', -1", 0), ("'a*', 5, 'mdx'", 5),
                            ("'a*', 5, 'nowhere'", 0)):
            self.assertEqual(len(self.reader(
                f"SELECT * FROM api.search({call})")), count, call)
        scores = [float(row[0]) for row in self.reader(
            "SELECT score FROM api.search('a*', 50)")]
        self.assertEqual(scores, sorted(scores, reverse=True))


if __name__ == "__main__":
    unittest.main()
