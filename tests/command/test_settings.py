#!/usr/bin/python3
"""What edit, remove, config and search say, and what they refuse."""

import unittest

from odd_session import OddSession
from person import NOTHING, USAGE, Session


class SettingsTest(OddSession):
    """What a repository is set to, and what of it is harvested."""

    def selections(self) -> str:
        return self.value(
            "SELECT string_agg(concat_ws(' ', metadata_prefix,"
            " nullif(set_spec, ''), CASE WHEN next_from IS NULL THEN 'new'"
            " END), ', ' ORDER BY metadata_prefix, set_spec)"
            " FROM sheaf.selection")

    def test_settings_are_shown_as_they_are_typed(self) -> None:
        self.add_odd("odd", "--every", "12h")
        self.sheaf("edit", "odd", "delay=1500ms", "allow_private=no")
        lines = self.sheaf("edit", "odd").out.splitlines()
        self.assertEqual(lines, [
            "every=12h", "overlap=1d", "sweep=30d", "delay=1500ms",
            "connections=1", "allow_private=no", "http2=no", "compression=yes",
            "prefix=oai_dc", "set=", "credentials=",
            "insecure_credentials=no", "proxy=", "ca_file=",
            "verify_tls=yes", "user_agent=", "platform=auto", "state=active",
            "group=", "name=odd"])
        self.assertIn("  settings   every=12h overlap=1d sweep=30d "
                      "delay=1500ms ",
                      self.sheaf("status", "odd").out)
        one = self.sheaf("edit", "odd", "--json").object
        self.assertEqual(
            [one[key] for key in ("every_seconds", "overlap_seconds",
                                  "delay_seconds", "connections",
                                  "allow_private", "http2", "compression")],
            [43200, 86400, 1.5, 1, False, False, True])
        self.assertEqual(self.value(
            "SELECT every || ' ' || overlap || ' ' || delay || ' ' ||"
            " connections || ' ' || allow_private FROM api.repository"),
            "12:00:00 24:00:00 00:00:01.5 1 false")
        self.sheaf("edit", "odd", *lines)
        self.assertEqual(self.sheaf("edit", "odd").out.splitlines(), lines)

    def test_a_key_of_an_option_may_be_spelt_as_the_option(self) -> None:
        self.add_odd()
        self.sheaf("edit", "odd", "allow-private=no")
        self.assertIn("allow_private=no\n", self.sheaf("edit", "odd").out)

    def test_a_format_can_be_added_later_and_dropped(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.assertEqual(self.selections(), "oai_dc")
        self.odd.prefixes.append("rioxx")
        self.assertIn('"sheaf harvest odd" does it now', self.sheaf(
            "edit", "odd", "prefix=oai_dc,rioxx").err)
        self.assertEqual(self.selections(), "oai_dc, rioxx new")
        said = self.sheaf("harvest", "odd", "--json").object
        self.assertEqual([(one["metadata_prefix"], one["kind"])
                          for one in said["harvests"]],
                         [("oai_dc", "incremental"), ("rioxx", "full")])
        asked = list(self.odd.asked)  # what is known needs no answer
        edited = self.sheaf("edit", "odd", "prefix=rioxx", "every=1h",
                            "--json")
        self.assertIn("its records stay", edited.err)
        self.assertEqual(edited.object["metadata_prefixes"], ["rioxx"])
        self.assertEqual(self.odd.asked, asked)
        self.assertEqual(self.selections(), "rioxx")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.record"
            " WHERE metadata_prefix = 'oai_dc'"), "1")

    def test_sets_can_be_changed_by_pattern(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.sheaf("edit", "odd", "set=[ab]")
        self.assertEqual(self.selections(), "oai_dc a new, oai_dc b new")
        self.sheaf("harvest", "odd")
        self.sheaf("edit", "odd", "set=b,hidden")
        self.assertEqual(self.selections(), "oai_dc b, oai_dc hidden new")
        self.sheaf("edit", "odd", "set=")
        self.assertEqual(self.selections(), "oai_dc new")

    def test_what_is_dropped_is_asked_for_no_more(self) -> None:
        self.odd.prefixes.append("rioxx")
        self.add_odd("odd", "--prefix", "oai_dc", "--prefix", "rioxx")
        self.begin_harvests()
        self.sheaf("edit", "odd", "prefix=rioxx")
        self.assertEqual(self.value(
            "SELECT string_agg(concat_ws(' ', metadata_prefix, verdict), ', '"
            " ORDER BY harvest_id) FROM sheaf.harvest"),
            "oai_dc partial, rioxx")

    def test_what_cannot_be_is_refused_and_changes_nothing(self) -> None:
        self.add_odd()
        for word, exits, why in (
                ("prefix=mods", NOTHING, 'no format "mods"'),
                ("set=x*", NOTHING, 'matches "x*"'),
                ("prefix=", USAGE, "state=paused"),
                ("set=a,", USAGE, "whole repository"),
                ("base_url=http://x.example/", USAGE, '"sheaf move'),
                ("prefixes=x", USAGE, 'did you mean "prefix"')):
            with self.subTest(word=word):
                self.assertIn(why, self.sheaf(
                    "edit", "odd", "every=1h", word, exits=exits).err)
        self.assertEqual(self.selections(), "oai_dc new")
        self.assertIn("every=1d\n", self.sheaf("edit", "odd").out)


class RemoveTest(OddSession):
    def test_json_is_all_that_removing_says(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        terminal = self.terminal("remove", "odd", "--purge", "--json")
        terminal.end()
        self.assertEqual(terminal.seen.splitlines(),
                         ['{"repository":"odd","purged":1}'])


class ConfigTest(Session):
    """What config check understands."""

    def test_no_password_is_shown(self) -> None:
        for written, shown in (
                ("host=x password=s3cret dbname=y",
                 "database = password=*** dbname=y host=x\n"),
                ("host=x password = 's3cret \\' pw' dbname='y z'",
                 "database = "),
                ("postgresql://me:s3cret@x/y", "password=***"),
                ("host=x sslpassword=s3cret", "host=x sslpassword=***\n"),
                ("host=x password=***s3cret", "password=***"),
                ("host=x dbname=y", "database = host=x dbname=y\n"),
                ("postgresql://me@x/y",
                 "database = postgresql://me@x/y\n"),
                ("host=x s3cret", "database = ***\n"), ("", "database =\n")):
            with self.subTest(written=written):
                self.configuration.write_text(f"database = {written}\n")
                for words in ([], ["--json"]):
                    said = self.sheaf("config", "check", *words).out
                    self.assertNotIn("s3cret", said)
                    self.assertNotIn(" pw", said)
                self.assertIn(shown, self.sheaf("config", "check").out)

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        self.configuration.write_text(
            "evry = 1d\nevery = never\ndelay = 1s\ndelay = 2s\nx\n"
            "[s]\ncontact = 'a@b'\n")
        answer = self.sheaf("config", "check", "--json", exits=USAGE)
        lines = answer.err.splitlines()
        self.assertEqual([line.split(":")[2] for line in lines],
                         ["1", "2", "4", "5", "6", "7"])
        self.assertEqual(["sheaf config: " + mistake for mistake
                          in answer.object["mistakes"]], lines)
        self.assertEqual(answer.object["error"],
                         answer.object["mistakes"][0])
        self.assertEqual(
            len(self.sheaf("list", exits=USAGE).err.splitlines()), 1)
        self.assertEqual(self.program.run(
            "config", "check", "--database", "x y", exits=(USAGE,)), "")

    def test_a_default_that_is_empty_is_said(self) -> None:
        self.configuration.write_text("contact = a@example.org\n")
        self.assertIn("# default: none\ncontact = a@example.org\n",
                      self.sheaf("config", "check").out)

    def test_json_names_file_and_database_and_has_numbers(self) -> None:
        self.configuration.write_text("every = 2d\ndelay = 1500ms\n")
        said = self.sheaf("config", "check", "--json").object
        self.assertEqual(said["file"], str(self.configuration))
        self.assertEqual(said["database"],
                         self.sheaf("status", "--json").object["database"])
        self.assertEqual(
            [said["settings"][key] for key in
             ("contact", "every_seconds", "delay_seconds", "connections")],
            ["", 172800, 1.5, 1])


class SearchTest(Session):
    def test_search_finds_all_unless_told_how_many(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        self.value(
            "WITH item AS (SELECT repository_id, identifier"
            " FROM sheaf.item WHERE deleted_at IS NULL LIMIT 1), more AS ("
            "INSERT INTO sheaf.item (repository_id, identifier, title,"
            " rule_version, hash, changed_at, changed_in)"
            " SELECT repository_id, 'x:' || n, 'x', 1, 1, now(),"
            " pg_current_xact_id() FROM item, generate_series(1, 12000) AS n"
            " RETURNING repository_id, identifier), texts AS ("
            "INSERT INTO sheaf.item_text SELECT repository_id, identifier,"
            " 'quokka:1'::tsvector FROM more RETURNING 1)"
            " SELECT count(*) FROM texts")
        for call, count in (("'quokka'", 12000), ("'quokka', NULL", 12000),
                            ("'quokka', 11000", 11000), ("'quokka', 3", 3),
                            ("'quokka', hit_limit => 0", 0),
                            ("'quokka', in_repository => 'mdx'", 12000)):
            self.assertEqual(self.value(
                f"SELECT count(*) FROM api.search({call})"), str(count), call)


if __name__ == "__main__":
    unittest.main()
