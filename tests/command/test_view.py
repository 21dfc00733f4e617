#!/usr/bin/python3
"""The views of schema api: a contract with those who only read."""

import subprocess
import unittest

from person import Session
from product import ROOT

ELEMENTS = ["title", "creator", "subject", "description", "publisher",
            "contributor", "date", "type", "format", "dc_identifier",
            "source", "language", "relation", "coverage", "rights"]
PERSON = ["repository", "identifier", "position", "name", "family", "given",
          "suffix", "role", "orcid", "affiliation", "is_organisation",
          "is_guess"]
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
    "creator": PERSON,
    "contributor": PERSON,
    "identifier": ["repository", "identifier", "position", "scheme", "value"],
    "funding": ["repository", "identifier", "position", "funder", "funder_id",
                "programme", "grant", "title", "acronym", "jurisdiction"],
    "subject": ["repository", "identifier", "position", "label", "scheme",
                "uri"],
    "duplicate_group": ["rule", "key", "repository", "identifier", "title",
                        "year", "type", "doi", "score", "is_suggestion",
                        "members"],
    "quality": ["repository", "field", "items", "counted", "present",
                "normalised", "at"],
}
PEER = "oai:repository.mdx.ac.uk:864z5"
# Items as others would have them: of another repository, by the same people.
OTHERS = """
INSERT INTO sheaf.item (repository_id, identifier, title, title_key, creators,
       creator_keys, year, rule_version, hash, changed_at, changed_in)
SELECT (SELECT repository_id FROM sheaf.repository WHERE name = 'other'),
       identifier, title, title, creators::jsonb, keys::text[], 2000, 1, 0,
       sheaf.clock(), pg_current_xact_id()
  FROM (VALUES
       ('two', 'two names', '[]', '{gillard s,holley j}'),
       ('one', 'one name', '[]', '{gillard s,nobody n}'),
       ('orcid', 'an orcid', '[{"orcid": "0000-0002-9686-2232"}]', '{x y}'),
       ('copy', 'peerworkersinmentalhealthservicesliteratureoverview', '[]',
        '{gillard s,holley j}')) AS v(identifier, title, creators, keys)"""
# Very many items of one repository, and one that shares more than they do.
MANY = """
INSERT INTO sheaf.item (repository_id, identifier, title, title_key, {column},
       creator_keys, year, issued_from, issued_to, rule_version, hash,
       changed_at, changed_in)
SELECT (SELECT repository_id FROM sheaf.repository WHERE name = '{name}'),
       'many' || n, 'many', n, {value},
       CASE n WHEN 20000 THEN '{{gillard s,holley j}}'::text[]
              ELSE '{{gillard s}}' END,
       {year}, '{year}-01-01', '{year}-12-31', 1, 0, sheaf.clock(),
       pg_current_xact_id()
  FROM generate_series(1, 20000) AS n"""


class ViewTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def test_columns_are_where_they_were(self) -> None:
        for view, columns in COLUMNS.items():
            found = [row[0] for row in self.query(
                "SELECT column_name FROM"
                " information_schema.columns WHERE table_schema = 'api'"
                f" AND table_name = '{view}' ORDER BY ordinal_position")]
            self.assertEqual(found[:len(columns)], columns)

    def test_everything_is_explained(self) -> None:
        self.assertEqual(self.query(
            "SELECT attrelid::regclass, attname"
            " FROM pg_attribute JOIN pg_class ON oid = attrelid"
            " WHERE relnamespace = 'api'::regnamespace AND attnum > 0"
            " AND relkind = 'v' AND col_description(attrelid, attnum)"
            " IS NULL"), [])
        self.assertEqual(self.query(
            "SELECT oid::regclass FROM pg_class"
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
        self.value(
            "UPDATE sheaf.item SET contributors = creators,"
            " funding = '[{\"funder\": \"x\"}]' RETURNING 1")
        self.value((ROOT / "sql/query/quality_count.sql").read_text())
        self.value(
            "INSERT INTO sheaf.duplicate SELECT repository_id, identifier,"
            " 'doi', 'x', 1 FROM sheaf.item WHERE deleted_at IS NULL LIMIT 2"
            " RETURNING 1")
        for view in COLUMNS:
            self.assertGreater(
                int(self.read(f"SELECT count(*) FROM (SELECT * FROM"
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
        row = self.read(
            "SELECT d.title, d.creator, cardinality(d.coverage),"
            " i.title = d.title[1] FROM api.dublin_core AS d"
            " JOIN api.item AS i USING (repository, identifier)"
            " WHERE identifier = 'oai:repository.mdx.ac.uk:864z5'")
        self.assertEqual(row, [[
            '{"Peer workers in mental health services: literature'
            ' overview"}', '{"Gillard, S.","Holley, J."}', "0", "t"]])

    def test_what_is_deleted_is_no_item(self) -> None:
        (row,) = self.read(
            "SELECT count(*) FROM api.item JOIN api.record"
            " USING (repository, identifier) WHERE status = 'deleted'")
        self.assertEqual(row, ["0"])
        self.assertEqual(self.value(
            "SELECT count(*) > 0 FROM sheaf.item"
            " WHERE deleted_at IS NOT NULL"), "t")

    def test_search_finds_what_a_person_types(self) -> None:
        (row,) = self.read(
            "SELECT repository, identifier, title, year, score > 0"
            " FROM api.search('\"peer workers\" GILLARD')")
        self.assertEqual(row, [
            "mdx", "oai:repository.mdx.ac.uk:864z5",
            "Peer workers in mental health services: literature overview",
            "2014", "t"])
        for query in ("", "   ", "\"", "-", "(", "& | !", "xyzzyx"):
            self.assertEqual(self.read(
                f"SELECT * FROM api.search('{query}')"), [], query)

    def test_lists_come_one_value_a_row(self) -> None:
        self.assertEqual(self.read(
            "SELECT position, name, family, given FROM api.creator"
            f" WHERE identifier = '{PEER}' ORDER BY position"),
            [["1", "Gillard, S.", "Gillard", "S."],
             ["2", "Holley, J.", "Holley", "J."]])
        self.assertEqual(self.read(
            "SELECT value FROM api.identifier WHERE scheme = 'doi'"
            f" AND identifier = '{PEER}'"), [["10.1192/apt.bp.113.011940"]])
        for view, column in (("subject", "subjects"),
                             ("contributor", "contributors"),
                             ("funding", "funding")):
            with self.subTest(view=view):
                self.assertEqual(*self.read(
                    f"SELECT count(*) FROM api.{view} UNION ALL SELECT"
                    f" coalesce(sum(jsonb_array_length({column})), 0)"
                    " FROM api.item"))

    def related(self, arguments: str) -> list[list[str]]:
        return self.read("SELECT repository, identifier, reason"
                           f" FROM api.related({arguments})")

    def test_related_items_are_by_the_same_people(self) -> None:
        self.add("other", "eprints")
        self.query(OTHERS)
        here = self.related(f"'mdx', '{PEER}'")
        mine = {row[0] for row in self.read(
            "SELECT DISTINCT identifier FROM api.item, unnest(creator_keys)"
            " AS k(key) WHERE key IN ('gillard s', 'holley j')"
            f" AND repository = 'mdx' AND identifier <> '{PEER}'")}
        self.assertEqual({row[1] for row in here if row[0] == "mdx"}, mine)
        self.assertEqual([row[1:] for row in here if row[0] == "other"],
                         [["two", "2 names"]])
        self.query(
            "UPDATE sheaf.item SET creators = creators ||"
            " '[{\"orcid\": \"0000-0002-9686-2232\"}]'"
            f" WHERE identifier = '{PEER}'")
        self.assertEqual([row[1:] for row in self.related(
            f"'mdx', '{PEER}'") if row[0] == "other"],
            [["orcid", "same ORCID iD"], ["two", "2 names"]])
        self.assertEqual(len(self.related(f"'mdx', '{PEER}', 1")), 1)
        self.assertGreater(len(self.related(f"'mdx', '{PEER}', NULL")), 1)
        self.assertEqual(self.related("'mdx', 'nothing'"), [])

    def many(self, name: str, column: str = "type", value: str = "NULL",
             year: int = 1990) -> None:
        self.query(MANY.format(
            name=name, column=column, value=value, year=year)
            + "; ANALYZE sheaf.item")

    def fetched(self, statement: str) -> int:
        """How many items an answer reads by an index."""
        return int(self.query(
            f"SELECT count(*) FROM ({statement}) AS a;"
            " SELECT pg_stat_get_xact_tuples_fetched('sheaf.item'::regclass)"
            " + pg_stat_get_xact_tuples_returned('sheaf.item'::regclass)")
            [-1][0])

    def test_a_common_name_is_not_read_to_its_end(self) -> None:
        self.add("other", "eprints")
        related = f"SELECT * FROM api.related('mdx', '{PEER}', 99)"
        for name in ("other", "mdx"):
            self.many(name)
            self.assertLess(self.fetched(related), 3000, name)
            self.assertEqual(
                [row[1:] for row in self.related(f"'mdx', '{PEER}', 99")
                 if row[0] == name][:1], [["many20000", "2 names"]])

    def test_quality_is_counted_once_a_day(self) -> None:
        count = (ROOT / "sql/query/quality_count.sql").read_text()
        self.value("WITH gone AS (DELETE FROM sheaf.quality RETURNING 1)"
                   " SELECT count(*) FROM gone")
        self.assertEqual(self.query(count), [["1"]])
        self.assertEqual(self.query(count), [["0"]])
        items = self.read("SELECT count(*), count(title) FROM api.item")[0]
        self.assertEqual(self.read(
            "SELECT items, counted, present, normalised FROM api.quality"
            " WHERE field = 'title'"), [[items[0], items[0], items[1],
                                         items[1]]])
        self.assertEqual(self.read(
            "SELECT count(*) FROM api.quality WHERE normalised > counted"
            " OR present > counted OR counted > items"), [["0"]])
        self.assertEqual(self.read(
            "SELECT present, normalised FROM api.quality"
            " WHERE field = 'language'"), self.read(
                "SELECT (SELECT count(DISTINCT identifier) FROM api.statement"
                " WHERE element = 'language'), count(language)"
                " FROM api.item"))

    def test_quality_sorts_nothing_of_what_was_said(self) -> None:
        """It would be written to the disk twenty times."""
        count = (ROOT / "sql/query/quality_count.sql").read_text()
        self.assertEqual(self.query(f"""
            INSERT INTO sheaf.item (repository_id, identifier, title,
                   statements, rule_version, hash, changed_at, changed_in)
            SELECT (SELECT min(repository_id) FROM sheaf.repository),
                   'said' || n, 'x', jsonb_build_array(jsonb_build_object(
                       'statements', jsonb_build_object(
                           'title', repeat('x', 2000)))),
                   1, n, sheaf.clock(), pg_current_xact_id()
              FROM generate_series(1, 1000) AS s(n);
            DELETE FROM sheaf.quality;
            SET LOCAL temp_file_limit = '4MB';
            {count}""")[-1], ["1"])

    def test_what_may_be_of_a_field_is_served_for_it(self) -> None:
        """An address is no DOI, access no licence."""
        self.value(
            "UPDATE sheaf.item SET doi = NULL, license = NULL, statements ="
            " '[{\"prefix\": \"x\", \"format\": \"x\", \"statements\": {"
            " \"identifier\": [\"https://x.org/1\", \"3\"],"
            " \"rights\": [\"open access\"]}}]' WHERE deleted_at IS NULL"
            " RETURNING 1")
        self.value(
            "UPDATE sheaf.item SET landing_url = NULL, statements ="
            " '[{\"prefix\": \"x\", \"format\": \"x\", \"statements\": {"
            " \"identifier\": [\"doi:10.1000/1\"], \"rights.license\":"
            f" [\"free for all\"]}}}}]' WHERE identifier = '{PEER}' RETURNING 1")
        self.value("DELETE FROM sheaf.quality RETURNING 1")
        count = (ROOT / "sql/query/quality_count.sql").read_text()
        while self.value(count) != "0":
            pass
        items = self.read("SELECT count(*) FROM api.item")[0][0]
        self.assertEqual(dict(self.read(
            "SELECT field, sum(present) FROM api.quality WHERE field IN"
            " ('doi', 'license', 'identifiers', 'access', 'landing_url')"
            " GROUP BY 1")),
            {"doi": "1", "license": "1", "identifiers": items,
             "access": items, "landing_url": str(int(items) - 1)})

    def test_what_a_value_was_made_of_is_served_for_its_field(self) -> None:
        """A DOI may stand among relations, and be of another work."""
        said = ("'[{\"prefix\": \"x\", \"format\": \"x\", \"statements\":"
                " {\"relation\": [\"doi:10.1000/1\"], \"date\": [\"10.\"]}}]'")
        self.value("UPDATE sheaf.item SET doi = NULL, statements ="
                   " '[]' WHERE deleted_at IS NULL RETURNING 1")
        self.value(f"UPDATE sheaf.item SET doi = '10.1000/1', statements = {said},"
                   " why = '{\"doi\": {\"prefix\": \"x\", \"element\":"
                   " \"relation.isVersionOf\", \"position\": 1}}'"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        self.value(f"UPDATE sheaf.item SET statements = {said} WHERE identifier"
                   " = (SELECT max(identifier) FROM sheaf.item"
                   f" WHERE deleted_at IS NULL AND identifier <> '{PEER}')"
                   " RETURNING 1")
        self.value("DELETE FROM sheaf.quality RETURNING 1")
        count = (ROOT / "sql/query/quality_count.sql").read_text()
        while self.value(count) != "0":
            pass
        self.assertEqual(self.read(
            "SELECT present, normalised FROM api.quality WHERE field = 'doi'"),
            [["2", "1"]])

    def test_search_says_how_many_were_ranked(self) -> None:
        rows = self.read("SELECT ranked_of FROM api.search('a*', 3)")
        every = self.read("SELECT count(*) FROM api.search('a*')")
        self.assertEqual(rows, every * 3)

    def test_search_takes_what_items_are_to_be(self) -> None:
        for words, condition in (
                ("in_type => 'journal article'", "type = 'journal article'"),
                ("from_year => 2010, to_year => 2012",
                 "issued_from < '2013-01-01' AND i.issued_to >= '2010-01-01'"),
                ("in_access => 'open access'", "access = 'open access'"),
                ("in_language => 'eng'", "'eng' = ANY (language)")):
            with self.subTest(words=words):
                self.assertEqual(self.read(
                    f"SELECT identifier FROM api.search('a*', {words})"
                    " ORDER BY 1"), self.read(
                    "SELECT identifier FROM api.search('a*')"
                    " JOIN api.item AS i USING (repository, identifier)"
                    f" WHERE i.{condition}".replace("i.'", "'")
                    + " ORDER BY 1"))

    def test_newest_come_first_if_wanted(self) -> None:
        years = [row[0] for row in self.read(
            "SELECT year FROM api.search('a*', 50, newest_first => true)")]
        self.assertEqual(years, sorted(years, reverse=True))
        self.assertGreater(len(set(years)), 1)
        # The same ones where more match than are ranked, and years are walked.
        self.assertEqual(years[:20], [row[0] for row in self.read(
            "SELECT year FROM api.item"
            " WHERE identifier IN (SELECT identifier FROM api.search('a*'))"
            " ORDER BY year DESC NULLS LAST LIMIT 20")])
        query = "SELECT api.query('a*')"
        walk = self.query(
            "SELECT i.year FROM"
            f" sheaf.search_newest(({query}), 20, NULL, NULL, NULL, NULL,"
            " NULL, NULL) JOIN sheaf.item AS i USING (repository_id,"
            " identifier) ORDER BY 1 DESC")
        self.assertEqual([row[0] for row in walk], years[:20])

    def scans(self, index: str) -> int:
        self.query("SELECT pg_stat_force_next_flush()")
        return int(self.value("SELECT idx_scan FROM pg_stat_user_indexes"
                              f" WHERE indexrelname = '{index}'"))

    def test_the_newest_of_one_repository_have_an_index(self) -> None:
        before = self.scans("item_newest_of_one")
        walk = self.query("""
            SELECT i.year
              FROM sheaf.search_newest((SELECT api.query('a*')), 5,
                       (SELECT repository_id FROM sheaf.repository
                         WHERE name = 'mdx'), NULL, NULL, 2014, NULL, NULL)
              JOIN sheaf.item AS i USING (repository_id, identifier)
             ORDER BY 1 DESC""")
        self.assertEqual(walk, self.read("""
            SELECT year FROM api.search('a*', NULL, 'mdx', NULL, NULL, 2014)
             WHERE year IS NOT NULL
             ORDER BY year DESC LIMIT 5"""))
        self.assertEqual(self.scans("item_newest_of_one"), before + 1)

    def test_an_identifier_that_many_have_is_not_read_to_its_end(self) -> None:
        """Nor are those that have it asked for their words."""
        self.query(MANY.format(
            name="mdx", column="identifiers", value="'{pmid:77}'",
            year=2005) + " RETURNING 1")
        for newest in ("false", "true"):
            self.assertEqual(self.read(
                "SELECT year, ranked_of FROM api.search('pmid:77', 1,"
                f" newest_first => {newest})")[0][1], "10000")
        self.assertEqual(len(self.read(
            "SELECT identifier FROM api.search('pmid:77')")), 20000)

    def test_search_says_what_there_is_not(self) -> None:
        for words, said in (
                ("in_type => 'article'", "Perhaps 'journal article'"),
                ("in_type => 'articel'", "scheme = 'type'"),
                ("in_type => 'jurnal artikle'", "Perhaps 'journal article'"),
                ("in_type => 'boook'", "Perhaps 'book'. All"),
                ("in_language => 'German'", "Perhaps 'deu'"),
                ("in_language => 'Englisch'", "Perhaps 'eng'"),
                ("in_language => 'Inglés'", "Perhaps 'eng'"),
                ("in_language => 'DEU'", "Perhaps 'deu'. All"),
                ("in_language => 'Germann'", "Perhaps 'deu'"),
                ("in_language => 'de'", "known\nHINT:  Codes are those of"),
                ("in_language => 'ger'", "known\nHINT:  Codes are those of"),
                ("in_language => repeat('german ', 15)", "\nHINT:  All"),
                ("in_access => 'open'", "Perhaps 'open access'"),
                ("in_access => 'xyzzy'", "known\nHINT:  All"),
                ("in_repository => 'mddx'", "Perhaps 'mdx'"),
                ("in_repository => 'MDX.'", "Perhaps 'mdx'"),
                ("in_repository => repeat('mdx', 34)", "\nHINT:  Their"),
                ("in_repository => 'nowhere'", "api.repository")):
            with self.subTest(words=words):
                self.assertIn(said, self.sheaf(
                    "sql", "-c", f"SELECT * FROM api.search('a*', {words})",
                    exits=1).err)

    def compared(self, check: str) -> int:
        """How many texts were compared, to say what is meant."""
        return int(self.query(f"""
            SET LOCAL track_functions = 'all';
            DO $$ BEGIN
                PERFORM sheaf.{check};
                RAISE EXCEPTION 'it is known';
            EXCEPTION WHEN invalid_parameter_value THEN
            END $$;
            SELECT coalesce(sum(calls), 0)
              FROM pg_stat_xact_user_functions
             WHERE funcname = 'similarity'""")[-1][0])

    def test_a_value_that_is_not_known_costs_little(self) -> None:
        """Of thousands of terms those are compared that may be alike, where
        none is spelled so; and nothing as long as none is."""
        for check, least, most in (
                ("search_check('language', 'German')", 0, 0),
                ("search_check('language', 'Germann')", 1, 400),
                ("search_check('language', repeat('german ', 2000))", 0, 0),
                ("search_repository('mddx')", 1, 1),
                ("search_repository(repeat('mdx', 2000))", 0, 0)):
            with self.subTest(check=check):
                compared = self.compared(check)
                self.assertGreaterEqual(compared, least)
                self.assertLessEqual(compared, most)

    def test_search_finds_identifiers(self) -> None:
        self.value("UPDATE sheaf.item SET identifiers = identifiers ||"
                   " '{isbn:9780306406157,arxiv:1401.0001,pmcid:PMC292016,"
                   f"handle:1721.1/92511}}' WHERE identifier = '{PEER}'"
                   " RETURNING 1")
        for query in ("10.1192/apt.bp.113.011940", "doi:10.1192/apt.bp.113.011940",
                      "https://doi.org/10.1192/APT.bp.113.011940.",
                      " 978-0-306-40615-7", "ISBN 0-306-40615-2",
                      "arXiv:1401.0001v3", "https://arxiv.org/pdf/1401.0001",
                      "PMC292016", "hdl:1721.1/92511"):
            with self.subTest(query=query):
                self.assertEqual(self.read(
                    "SELECT identifier, ranked_of FROM"
                    f" api.search('{query}', 5, from_year => 2014)"),
                    [[PEER, "1"]])
                self.assertEqual(self.read(
                    "SELECT identifier FROM"
                    f" api.search('{query}', 5, to_year => 2013)"), [])
        journal = self.read("SELECT identifier FROM api.item WHERE"
                            " issn @> '[{\"issn\": \"1355-5146\"}]'"
                            " ORDER BY 1")
        self.assertIn([PEER], journal)
        for query in ("1355-5146", "ISSN 13555146"):
            self.assertEqual(self.read(
                f"SELECT identifier FROM api.search('{query}') ORDER BY 1"),
                journal, query)

    def test_search_finds_years_that_may_be(self) -> None:
        self.value("UPDATE sheaf.item SET issued = '1937/1941?', year = NULL,"
                   " issued_from = '1937-01-01', issued_to = '1941-12-31'"
                   f" WHERE identifier = '{PEER}' RETURNING 1")
        for years, is_found in (("1941, 1941", True), ("1930, 1937", True),
                                ("NULL, 1936", False), ("1942, 1960", False),
                                ("-5, 99999999", True)):
            with self.subTest(years=years):
                self.assertEqual([[PEER]] if is_found else [], self.read(
                    "SELECT identifier FROM api.search('\"peer workers\""
                    f" gillard', 9, NULL, NULL, {years})"))

    def test_forms_that_nobody_has_are_not_ranked(self) -> None:
        for words in ("workers", "worker -services", "worker \"peer workers\"",
                      "мир", "xyzzyx"):
            with self.subTest(words=words):
                query = f"(SELECT api.query('{words}'))"
                present = f"sheaf.search_present({query}, 100)"
                (row,) = self.query(f"""
                    SELECT numnode({present}) < numnode({query}),
                           count(*) FILTER (WHERE words @@ {query}
                               IS DISTINCT FROM (words @@ {present}))
                      FROM sheaf.item_text""")
                self.assertEqual(row, ["t", "0"])

    def test_search_is_limited(self) -> None:
        for call, count in (("'a*', 3", 3), ("'a*', 0", 0),
                            ("'a*', -1", 0), ("'a*', 5, 'mdx'", 5),
                            ("'a*', 5, NULL", 5)):
            self.assertEqual(len(self.read(
                f"SELECT * FROM api.search({call})")), count, call)
        scores = [float(row[0]) for row in self.read(
            "SELECT score FROM api.search('a*', 50)")]
        self.assertEqual(scores, sorted(scores, reverse=True))


if __name__ == "__main__":
    unittest.main()
