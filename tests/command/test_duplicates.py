#!/usr/bin/python3
"""The same work in several repositories: found, told, and let go again."""

import random
import unittest
from string import ascii_lowercase

from person import DONE, NOTHING, USAGE, Session
from product import ROOT
from session import Session as Psql

LOCK = (ROOT / "sql" / "query" / "duplicate_lock.sql").read_text()
FIND = (ROOT / "sql" / "query" / "duplicate_find.sql").read_text()
TITLE = "peerworkersinmentalhealthservices"
ADD = """
INSERT INTO sheaf.item (repository_id, identifier, title, title_key,
       other_titles, creators, creator_keys, year, type, doi, identifiers,
       rule_version, hash, changed_at, changed_in)
SELECT (SELECT repository_id FROM sheaf.repository WHERE name = '{name}'),
       '{identifier}', '{title}', '{title}', {others},
       jsonb_build_array('a'::text), ARRAY['{creator}'], {year}, '{type}',
       {doi}, {identifiers}, 1, 0, sheaf.clock(), pg_current_xact_id()
ON CONFLICT (repository_id, identifier) DO UPDATE
   SET doi = excluded.doi, changed_in = excluded.changed_in"""


class DuplicatesTest(Session):
    def begin(self) -> None:
        self.add("one", "haplo")
        self.add("two", "eprints")
        self.add("three", "dspace")

    def item(self, name: str, identifier: str, title: str = TITLE,
             doi: str = "", others: str = "", identifiers: str = "",
             year: int = 2014, type: str = "journal article",
             creator: str = "gillard s") -> None:
        self.query(ADD.format(
            name=name, identifier=identifier, title=title, year=year,
            type=type, creator=creator,
            doi=f"'{doi}'" if doi else "NULL",
            others=f"""'[{{"title": "{others}"}}]'""" if others else "NULL",
            identifiers=f"ARRAY['{identifiers}']" if identifiers
            else "NULL"))

    def find(self) -> None:
        while self.query(FIND) != [["0"]]:
            pass

    def groups(self, *words: str, exits: int = DONE) -> list[
            tuple[str, str, list[str]]]:
        self.find()
        return [(group["rule"], group["key"],
                 [item["identifier"] for item in group["items"]])
                for group in self.sheaf("duplicates", "--json", *words,
                                        exits=exits).objects]

    def test_no_key_is_looked_for_in_all_items(self) -> None:
        """Not even where the planner would like to: an index has each."""
        plan = "\n".join(row[0] for row in self.query(
            "SET enable_seqscan = off; EXPLAIN " + FIND))
        self.assertIn("Index Scan on item_identifiers", plan)
        self.assertIn("Index Scan using item_doi", plan)
        self.assertRegex(
            plan, r"item_title_key on .*\n +Index Cond: .*creator_keys\[1\]")
        self.assertNotIn("Seq Scan on item ", plan)

    def test_the_groups_of_one_item_are_not_looked_for_in_all(self) -> None:
        of_item = "repository = 'one' AND identifier = 'a'"
        plan = "\n".join(row[0] for row in self.query(
            "SET enable_seqscan = off; EXPLAIN SELECT * FROM"
            f" api.duplicate_group WHERE {of_item}"))
        self.assertRegex(plan, r"Scan using duplicate_pkey on .*\n"
                               r" +Index Cond: .*identifier = 'a'")
        self.assertRegex(plan, r"duplicate_key on .*\n +Index Cond: "
                               r"\(\(rule = d\.rule\) AND \(key = d\.key\)\)")
        told = (ROOT / "sql" / "query" / "duplicates.sql").read_text()
        plan = "\n".join(row[0] for row in self.query(
            "SET enable_seqscan = off; EXPLAIN "
            + told.replace("$1", "NULL").replace("$2", "'one'")
            .replace("$3", "'a'")))
        self.assertRegex(plan, r"duplicate_pkey on .*\n"
                               r" +Index Cond: .*identifier = 'a'")
        self.assertNotIn("Scan using duplicate_pkey on duplicate d_1", plan)

    def test_the_groups_of_one_doi_are_not_looked_for_in_all(self) -> None:
        """As the statement is prepared: for whatever is asked."""
        told = (ROOT / "sql" / "query" / "duplicates.sql").read_text()
        plan = "\n".join(row[0] for row in self.query(
            "SET enable_seqscan = off;"
            " SET plan_cache_mode = force_generic_plan;"
            f" PREPARE told(text, text, text) AS {told};"
            " EXPLAIN EXECUTE told('10.1/x', NULL, NULL)"))
        self.assertRegex(plan, r"duplicate_key on .*\n +Index Cond: \(\(rule ="
                               r" 'doi'::text\) AND \(key = lower\(\$1\)\)\)")

    def test_whoever_has_not_looked_says_so(self) -> None:
        self.item("one", "a", doi="10.1/x", title="abc")
        self.item("two", "b", doi="10.1/x", title="abc")
        told = self.sheaf("duplicates", exits=NOTHING)
        self.assertIn("Nobody has looked for duplicates yet: a daemon does",
                      told.err)
        self.find()
        self.assertEqual(self.sheaf("duplicates").err, "")
        self.item("three", "c", doi="10.1/x", title="abc")
        told = self.sheaf("duplicates")
        self.assertIn("not looked at yet: a daemon does", told.err)
        self.assertEqual(len(told.out.splitlines()), 3)
        self.assertIn('there is no repository "nope"', self.sheaf(
            "duplicates", "nope", "a", exits=NOTHING).err)

    def test_a_harvest_without_a_daemon_looks(self) -> None:
        count = ("SELECT max(items) FROM api.quality"
                 " WHERE repository = 'again'")
        self.sheaf("harvest", "one")
        self.assertIn("No duplicates", self.sheaf(
            "duplicates", exits=NOTHING).err)
        self.add("again", "haplo")
        self.sheaf("normalise")
        self.assertEqual(self.value(count), "0")
        self.sheaf("harvest", "again")
        (group,) = self.sheaf("duplicates", "10.1192/apt.bp.113.011940",
                              "--json").objects
        self.assertEqual([one["repository"] for one in group["items"]],
                         ["again", "one"])
        self.assertGreater(int(self.value(count)), 0)
        self.assertGreater(self.value(
            "SELECT count(*) FROM api.quality WHERE repository = 'one'"
            " AND normalised > 0"), "1")

    def test_a_common_identifier_makes_a_group(self) -> None:
        self.item("one", "a", doi="10.1/x", title="abc")
        self.item("two", "b", doi="10.1/x", title="abc")
        self.item("three", "c", doi="10.1/y", title="abc")
        self.assertEqual(self.groups(), [("doi", "10.1/x", ["a", "b"])])
        self.assertEqual(self.groups("10.1/X"), self.groups())
        self.assertEqual(self.groups("one", "a"), self.groups())
        self.assertEqual(self.groups("three", "c", exits=NOTHING), [])
        self.assertEqual(self.groups("10.1/y", exits=NOTHING), [])
        self.assertIn("No duplicates of this are known.", self.sheaf(
            "duplicates", "10.1/y", exits=NOTHING).err)
        lines = self.sheaf("duplicates").out.splitlines()
        self.assertEqual(lines, ["doi 10.1/x", "  one  a  abc",
                                 "  two  b  abc"])
        self.sheaf("duplicates", "a", "b", "c", exits=USAGE)
        # What changes leaves, or comes.
        self.item("two", "b", doi="10.1/y")
        self.assertEqual(self.groups(), [("doi", "10.1/y", ["c", "b"])])
        # What is taken down is shown in no group.
        self.sheaf("suppress", "three", "c")
        self.assertEqual(self.groups("10.1/y", exits=NOTHING), [])

    def test_long_keys_end_nothing(self) -> None:
        """An index has room for some: of letters that nothing packs."""
        long = "".join(random.Random(1).choices(ascii_lowercase, k=4000))
        for name, identifier in (("one", long[:2000]), ("two", long[2000:])):
            self.item(name, identifier, title=long[:1000])
        for name in ("one", "two"):
            self.item(name, "a", title="a" * 500)
        self.assertEqual([group[2] for group in self.groups()], [["a", "a"]])

    def test_a_list_of_works_is_none_of_them(self) -> None:
        for many, is_group in ((20, True), (21, False)):
            self.value("WITH gone AS (DELETE FROM sheaf.item RETURNING 1)"
                       " SELECT count(*) FROM gone")
            identifiers = "','".join(f"pmid:{n}" for n in range(many))
            for name in ("one", "two"):
                self.item(name, f"a{many}", title="abc",
                          identifiers=identifiers)
            self.find()
            self.assertEqual(self.value(
                "SELECT count(*) FROM api.duplicate_group"),
                str(2 * many * is_group))

    def test_others_than_dois_do(self) -> None:
        for number, value in enumerate(("arxiv:1409.1234", "pmid:123",
                                        "pmcid:PMC1", "urn:nbn:de:1-2")):
            self.item("one", f"a{number}", title="abc", identifiers=value)
            self.item("two", f"b{number}", title="abc", identifiers=value)
        self.item("one", "h", title="abc", identifiers="isbn:1")
        self.item("two", "i", title="abc", identifiers="isbn:1")
        self.assertEqual([(rule, key) for rule, key, _ in self.groups()],
                         [("arxiv", "1409.1234"), ("pmcid", "PMC1"),
                          ("pmid", "123"), ("urn", "nbn:de:1-2")])

    def test_an_identifier_that_titles_contradict_is_not_believed(
            self) -> None:
        self.item("one", "a", doi="10.1/x", title="thehistoryofbridges")
        self.item("two", "b", doi="10.1/x", title="cookingwithgas")
        self.groups(exits=NOTHING)
        # In another language they agree.
        self.item("three", "c", doi="10.1/x", title="geschichtederbruecken",
                  others="The History of Bridges")
        self.assertEqual(self.groups(), [("doi", "10.1/x", ["a", "c"])])

    def test_a_book_is_no_part_of_one(self) -> None:
        self.item("one", "a", doi="10.1/x", title="abc", type="book")
        self.item("two", "b", doi="10.1/x", title="abc", type="book part")
        self.groups(exits=NOTHING)

    def test_one_repository_has_no_duplicates(self) -> None:
        self.item("one", "a", doi="10.1/x", title="abc")
        self.item("one", "b", doi="10.1/x", title="abc")
        self.groups(exits=NOTHING)

    def test_the_same_title_and_creator_are_a_guess(self) -> None:
        self.item("one", "a", doi="10.1/x")
        self.item("two", "b", year=2015)
        self.item("three", "thesis", type="doctoral thesis")
        self.item("three", "year", year=2019)
        self.item("three", "doi", doi="10.1/other")
        self.item("three", "other", creator="holley j")
        (group,) = self.groups()
        self.assertEqual(group, ("title", f"{TITLE}/gillard s", ["a", "b"]))
        (told,) = self.sheaf("duplicates", "--json").objects
        self.assertTrue(told["is_suggestion"])
        self.assertEqual({item["score"] for item in told["items"]}, {1, 0.9})
        self.item("one", "short", title="introduction")
        self.item("two", "short", title="introduction")
        self.assertEqual(self.groups(), [group])

    def test_what_too_many_have_is_flagged_only(self) -> None:
        for number in range(51):
            self.item(("one", "two", "three")[number % 3], f"i{number}",
                      doi="10.1/x", title="abc")
        self.groups(exits=NOTHING)
        self.assertEqual(self.query(
            "SELECT rule, key, is_flagged"
            " FROM sheaf.duplicate_group"), [["doi", "10.1/x", "t"]])

    def test_one_looks_at_a_time(self) -> None:
        """And sees what the one before made: it has locked by then. Where
        nothing has changed, nobody does."""
        self.assertNotIn("FOR UPDATE", FIND)
        self.assertEqual(self.value(LOCK), "0")
        self.item("one", "a")
        other = Psql(self.cluster.psql(self.database))
        self.addCleanup(other.close)
        other.do("BEGIN")
        self.assertEqual(other.do(LOCK), "1\n")
        self.assertEqual(self.value(LOCK), "0")
        other.do("COMMIT")
        self.assertEqual(self.value(LOCK), "1")


if __name__ == "__main__":
    unittest.main()
