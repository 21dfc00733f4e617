#!/usr/bin/python3
"""sheaf export: items for spreadsheets and reference managers."""

import csv
import io
import json
import re
import unittest

from person import USAGE, Session

try:
    import bibtexparser
except ImportError:
    bibtexparser = None

REAL = "oai:repository.mdx.ac.uk:864z5"
TITLE = "Peer workers in mental health services: literature overview"
DOI = "10.1192/apt.bp.113.011940"
ODD = r"""=1+1 "quoted", 50% & {more} \ $5 #1 a_b ^~ <b>"""
ITEMS = 71 - 6

Entry = dict[str, str]


def read_field(text: str, at: int) -> tuple[str, int]:
    """Of braces that balance, or a bare word; and where it ends."""
    if text[at] != "{":
        word = re.compile(r"[a-z0-9]+").match(text, at)
        assert word, text[at:at + 40]
        return word[0], word.end()
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[at + 1:end], end + 1
    raise AssertionError("braces do not balance")


def read_bibtex(text: str) -> dict[str, Entry]:
    """Strict: what we write and nothing else."""
    entries: dict[str, Entry] = {}
    at = 0
    while at < len(text):
        head = re.compile(r"@([a-z]+)\{([a-z0-9-]+)").match(text, at)
        assert head, text[at:at + 40]
        assert head[2] not in entries, head[2]
        entry = {"ENTRYTYPE": head[1]}
        at = head.end()
        while field := re.compile(r",\n\t([a-z]+) = ").match(text, at):
            assert field[1] not in entry, field[1]
            entry[field[1]], at = read_field(text, field.end())
        assert text[at:at + 4] == "\n}\n\n", text[at:at + 40]
        at += 4
        entries[head[2]] = entry
    return entries


def begun(entries: dict[str, Entry], start: str) -> Entry:
    """The entry whose key begins so; the rest the identifier decides."""
    (key,) = [key for key in entries if key.startswith(start + "-")]
    return entries[key]


def read_ris(text: str) -> list[dict[str, list[str]]]:
    records: list[dict[str, list[str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found and "\n" not in line and "\r" not in line, line
        tag, value = found.groups()
        if tag == "TY":
            records.append({})
        records[-1].setdefault(tag, []).append(value)
    for record in records:
        assert record.pop("ER") == [""]
    return records


class ExportTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def export(self, kind: str, *words: str) -> str:
        out = self.folder / "exported"
        self.sheaf("export", "mdx", *words, "--format", kind, "--out",
                   str(out))
        return out.read_bytes().decode()

    def spoil(self) -> None:
        """An item with all that has to be escaped."""
        self.value(
            "UPDATE sheaf.item SET title = $q$" + ODD + "$q$, type = 'report',"
            " creators = $q$[{\"name\": \"Smith & Sons {Ltd}\","
            " \"organisation\": true}, {\"name\": \"-King, M., Jr.\","
            " \"family\": \"-King\", \"given\": \"M.\","
            " \"suffix\": \"Jr.\"}]$q$, landing_url ="
            " 'https://example.org/a_b%20c?x={1}&y=2', issued = '1940/1949',"
            " year = NULL, container = '@home', container_year = NULL"
            f" WHERE identifier = '{REAL}' RETURNING 1")

    def test_csv_is_read_back(self) -> None:
        self.spoil()
        out = self.export("csv")
        rows = list(csv.DictReader(io.StringIO(out), strict=True))
        self.assertEqual(len(rows), ITEMS)
        self.assertEqual(len(out.splitlines()), ITEMS + 1)
        (row,) = [row for row in rows if row["identifier"] == REAL]
        self.assertNotIn(None, row)
        self.assertEqual(row["title"], "'" + ODD)
        self.assertEqual(row["container"], "'@home")
        self.assertEqual(row["creators"], "Smith & Sons {Ltd}; -King, M., Jr.")
        self.assertEqual(row["doi"], DOI)
        self.assertEqual(row["issn"].split("; ")[0], "1355-5146")
        for one in rows:
            for cell in one.values():
                self.assertNotRegex(cell, r"\A[=+\-@\t\r]")

    def test_the_names_of_csv_are_those_of_its_columns(self) -> None:
        out = self.export("csv")
        row = next(row for row in csv.DictReader(io.StringIO(out))
                   if row["identifier"] == REAL)
        for name in ("title", "year", "issued", "type", "volume", "issue",
                     "page_start", "page_end", "container_year", "doi",
                     "landing_url", "date_quality", "abstract", "changed_at"):
            self.assertEqual(row[name], self.value(
                f"SELECT coalesce({name}::text, '') FROM api.item"
                f" WHERE identifier = '{REAL}'"), name)

    def check_bibtex(self, entries: dict[str, Entry]) -> None:
        self.assertEqual(len(entries), ITEMS)
        entry = begun(entries, "gillard2014peer")
        for name, value in {
                "ENTRYTYPE": "article", "title": "{" + TITLE + "}",
                "author": "Gillard, S. and Holley, J.", "year": "2014",
                "journal": "Advances in Psychiatric Treatment",
                "volume": "20", "number": "4", "pages": "286--292",
                "month": "jul", "doi": DOI}.items():
            self.assertEqual(entry[name], value, name)

    def test_bibtex_is_read_back(self) -> None:
        self.check_bibtex(read_bibtex(self.export("bibtex")))

    @unittest.skipIf(bibtexparser is None,
                     "SKIPPED: no python3-bibtexparser")
    def test_bibtex_is_read_by_a_parser(self) -> None:
        parser = bibtexparser.bparser.BibTexParser(
            common_strings=True, ignore_nonstandard_types=False)
        read = bibtexparser.loads(self.export("bibtex"), parser)
        self.assertEqual(len(read.entries), ITEMS)
        entry = begun(read.entries_dict, "gillard2014peer")
        self.assertEqual(entry["journal"], "Advances in Psychiatric Treatment")
        self.assertEqual(entry["month"], "July")

    def test_bibtex_escapes_what_means_something(self) -> None:
        self.spoil()
        entries = read_bibtex(self.export("bibtex"))
        self.assertEqual(len(entries), ITEMS)
        entry = begun(entries, "smith1940quoted")
        self.assertEqual(
            entry["title"],
            r'{=1+1 "quoted", 50\% \& \textbraceleft{}more\textbraceright{}'
            r" \textbackslash{} \$5 \#1 a\_b"
            r" \textasciicircum{}\textasciitilde{} <b>}")
        self.assertEqual(
            entry["author"],
            r"{Smith \& Sons \textbraceleft{}Ltd\textbraceright{}}"
            " and -King, Jr., M.")
        self.assertEqual(entry["ENTRYTYPE"], "techreport")
        self.assertEqual(entry["url"],
                         "https://example.org/a_b%20c?x=%7B1%7D&y=2")

    def kinds(self, kind: str, volume: str, issue: str) -> tuple[str, ...]:
        """What BibTeX, RIS and CSL call an item in a container, and the field
        of BibTeX that has the container."""
        self.value(f"UPDATE sheaf.item SET type = nullif('{kind}', ''),"
                   f" volume = nullif('{volume}', ''),"
                   f" issue = nullif('{issue}', '')"
                   f" WHERE identifier = '{REAL}' RETURNING 1")
        entry = begun(read_bibtex(self.export("bibtex")), "gillard2014peer")
        (record,) = [one for one in read_ris(self.export("ris"))
                     if one["ID"] == [REAL]]
        csl = {one["id"]: one for one in json.loads(self.export("csl"))}
        field = [name for name, value in entry.items()
                 if value == "Advances in Psychiatric Treatment"]
        return (entry["ENTRYTYPE"], record["TY"][0],
                csl[f"mdx/{REAL}"]["type"], *field)

    def test_what_a_journal_has_is_an_article(self) -> None:
        article = ("article", "JOUR", "article-journal", "journal")
        for kind in ("text", "preprint", "other", "", "letter"):
            with self.subTest(kind=kind):
                self.assertEqual(self.kinds(kind, "20", "4"), article)
        self.assertEqual(self.kinds("preprint", "", ""),
                         ("misc", "UNPB", "article", "howpublished"))

    def test_a_journal_is_no_book(self) -> None:
        for kind, volume, issue, entry, field in (
                ("conference paper", "20", "4", "article", "journal"),
                ("conference paper", "20", "", "inproceedings", "booktitle"),
                ("book part", "", "", "incollection", "booktitle"),
                ("dataset", "20", "4", "dataset", "note"),
                ("report", "20", "4", "techreport", "note"),
                ("lecture", "20", "4", "misc", "howpublished")):
            with self.subTest(kind=kind, issue=issue):
                kinds = self.kinds(kind, volume, issue)
                self.assertEqual((kinds[0], kinds[3]), (entry, field))

    def change(self, columns: str) -> None:
        self.value(f"UPDATE sheaf.item SET {columns}"
                   f" WHERE identifier = '{REAL}' RETURNING 1")

    def test_keys_of_items_that_are_alike_differ(self) -> None:
        self.value("UPDATE sheaf.item SET title = 'Same', year = 2001,"
                   " issued = '2001', container_year = NULL,"
                   " creators = '[{\"name\": \"Same, A.\"}]'"
                   " WHERE deleted_at IS NULL RETURNING 1")
        keys = list(read_bibtex(self.export("bibtex")))
        self.assertEqual(len(keys), ITEMS)
        for key in keys:
            self.assertRegex(key, "^same2001same-[0-9a-hjkmnp-tv-z]{8}$")

    def test_a_key_stays_whatever_else_is_exported(self) -> None:
        keys = set(read_bibtex(self.export("bibtex")))
        self.assertIn("gillard2014peer-16rg9kyp", keys)
        self.add("ojs", "ojs")
        self.sheaf("harvest", "ojs")
        self.assertLess(keys, set(read_bibtex(self.export("bibtex", "ojs"))))

    def test_a_key_is_made_of_what_is_known(self) -> None:
        named = '[{"name": "%s"}]'
        guessed = ('[{"name": "Anna Sá Ø", "family": "Sá Ø", "guess": true}]')
        body = '[{"name": "The Royal Society", "organisation": true}]'
        for creators, title, start in (
                (named % "Толстой, Л.", "О войне и мире", "tolstoi2014voine"),
                (named % "Müller, A.", "Die Axt", "muller2014die"),
                (guessed, "On the DNA of it", "sao2014on"),
                (body, "Annual report", "royal2014annual"),
                ("[]", "The peer workers of it", "peerworkers2014"),
                ("[]", "1990年の概論", "mdx2014")):
            with self.subTest(title=title):
                self.change(f"creators = '{creators}', title = '{title}'")
                begun(read_bibtex(self.export("bibtex")), start)

    def test_what_nobody_can_cite_is_left_out(self) -> None:
        self.change("title = NULL, creators = NULL, contributors = NULL,"
                    " container = NULL, doi = NULL, identifiers = NULL,"
                    " landing_url = NULL")
        # Whom no entry names does not make one.
        advisor = '[{"name": "Adv, A.", "family": "Adv", "role": "advisor"}]'
        composer = advisor.replace("advisor", "composer")
        self.change(f"contributors = '{composer}'")
        self.assertEqual(len(read_ris(self.export("ris"))), ITEMS)
        for kind, read, people in (
                ("bibtex", read_bibtex, f"'{composer}'"),
                ("csl", json.loads, "NULL"), ("ris", read_ris, "NULL"),
                ("bibtex", read_bibtex, "NULL"),
                ("ris", read_ris, f"'{advisor}'")):
            with self.subTest(kind=kind, people=people):
                self.change(f"contributors = {people}")
                self.assertEqual(len(read(self.export(kind))), ITEMS - 1)
                said = self.sheaf("export", "mdx", "--format", kind, "--out",
                                  str(self.folder / "o")).err
                self.assertIn(f"{ITEMS - 1} items written.\n1 left out", said)
        self.assertEqual(len(self.export("csv").splitlines()), ITEMS + 1)

    def test_what_arxiv_serves_is_tex(self) -> None:
        self.change(r"""title = $q$L\'evy on $\alpha_1$$q$, creators = $q$[
                    {"name": "Ho\\v{r}ava, E."}]$q$, landing_url =
                    'http://arxiv.org/abs/1401.0001'""")
        entry = begun(read_bibtex(self.export("bibtex")), "horava2014levy")
        self.assertEqual(entry["title"], r"{L{\'{e}}vy on $\alpha_1$}")
        self.change("landing_url = 'https://example.org/'")
        entry = begun(read_bibtex(self.export("bibtex")), "horava2014levy")
        self.assertEqual(entry["title"],
                         r"{L\textbackslash{}'evy on $\alpha_1$}")

    def links(self) -> tuple[str, ...]:
        """Of BibTeX, RIS, CSL, and the citation."""
        entry = begun(read_bibtex(self.export("bibtex")), "gillard2014peer")
        (record,) = [one for one in read_ris(self.export("ris"))
                     if one["ID"] == [REAL]]
        csl = {one["id"]: one for one in json.loads(self.export("csl"))}
        return (entry["url"], record["UR"][0], csl[f"mdx/{REAL}"]["URL"],
                self.value(f"SELECT api.cite('mdx', '{REAL}')").split()[-1])

    def test_without_a_page_the_identifier_is_the_link(self) -> None:
        for identifiers, link in (
                ("pmid:12345678 arxiv:math/0309136",
                 "https://arxiv.org/abs/math/0309136"),
                ("handle:1721.1/1209", "https://hdl.handle.net/1721.1/1209"),
                ("pmid:12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678"),
                ("isbn:9780306406157 doi:10.1002/(sici)1:2<3::a>3.0;2-#",
                 "https://doi.org/10.1002/(sici)1:2%3C3::a%3E3.0;2-%23")):
            with self.subTest(identifiers=identifiers):
                self.change("landing_url = NULL, doi = NULL, identifiers ="
                            f" string_to_array('{identifiers}', ' ')")
                self.assertEqual(self.links(), (link,) * 4)
        self.change("landing_url = 'https://example.org/1'")
        self.assertEqual(self.links(), ("https://example.org/1",) * 4)

    def years(self, issued: str, key: str) -> tuple[object, ...]:
        self.change(f"issued = '{issued}', year = NULL, container_year = NULL")
        return self.exported_years(key)

    def exported_years(self, key: str) -> tuple[object, ...]:
        entry = begun(read_bibtex(self.export("bibtex")),
                      f"gillard{key}peer")
        (record,) = [one for one in read_ris(self.export("ris"))
                     if one["ID"] == [REAL]]
        csl = {one["id"]: one for one in json.loads(self.export("csl"))}
        return (entry["year"], entry.get("month"), record["PY"][0],
                csl[f"mdx/{REAL}"]["issued"])

    def test_a_year_is_read_by_people(self) -> None:
        for issued, key, year, csl in (
                ("1650?", "1650", "1650?", {"literal": "1650?"}),
                ("19XX", "", "1900-1999", {"literal": "1900-1999"}),
                ("1940/1949", "1940", "1940-1949",
                 {"date-parts": [[1940], [1949]]}),
                ("2013-12/2014-01", "2013", "2013-2014",
                 {"date-parts": [[2013, 12], [2014, 1]]})):
            with self.subTest(issued=issued):
                self.assertEqual(self.years(issued, key),
                                 (year, None, year, csl))

    def test_a_container_is_cited_with_its_own_year(self) -> None:
        self.change("container_year = 2016")
        self.assertEqual(self.exported_years("2016"), (
            "2016", None, "2016", {"date-parts": [[2016]]}))
        self.change("volume = NULL, issue = NULL, page_start = NULL")
        self.assertEqual(self.exported_years("2014"), (
            "2014", "jul", "2014", {"date-parts": [[2014, 7]]}))

    def test_a_keyword_with_a_comma_is_one(self) -> None:
        self.change("""subjects = '[{"label": "Indians, North American"},
                                    {"label": "Child"}]'""")
        entry = begun(read_bibtex(self.export("bibtex")), "gillard2014peer")
        self.assertEqual(entry["keywords"], "{Indians, North American}, Child")

    def test_what_arxiv_has_is_an_eprint(self) -> None:
        self.change("identifiers = '{doi:10.1/x,arxiv:1605.06120}'")
        entry = begun(read_bibtex(self.export("bibtex")), "gillard2014peer")
        self.assertEqual((entry["eprint"], entry["archiveprefix"]),
                         ("1605.06120", "arXiv"))

    def test_who_made_it_too_is_told(self) -> None:
        people = ((role, f"{role[:3].title()}, A.") for role in (
            "translator", "advisor", "singer", "editor; illustrator",
            "conductor", "composer"))
        made = json.dumps([{"name": name, "role": role}
                           for role, name in people])
        self.change(f"contributors = '{made}'")
        entry = begun(read_bibtex(self.export("bibtex")), "gillard2014peer")
        self.assertEqual((entry["editor"], entry["translator"]),
                         ("Edi, A.", "Tra, A."))
        (record,) = [one for one in read_ris(self.export("ris"))
                     if one["ID"] == [REAL]]
        self.assertEqual(record["AU"], ["Gillard, S.", "Holley, J."])
        self.assertEqual(record["ED"], ["Edi, A."])
        self.assertEqual(sorted(record["A4"]),
                         ["Com, A.", "Con, A.", "Edi, A.", "Sin, A.",
                          "Tra, A."])
        csl = {one["id"]: one for one in json.loads(self.export("csl"))}
        item = csl[f"mdx/{REAL}"]
        for key, names in (("editor", ["Edi"]), ("translator", ["Tra"]),
                           ("performer", ["Sin", "Con"]),
                           ("illustrator", ["Edi"]), ("composer", ["Com"])):
            self.assertEqual(item[key], [{"family": name, "given": "A."}
                                         for name in names], key)
        self.assertNotIn('"Adv"', json.dumps(item))

    def test_a_name_is_one_name(self) -> None:
        self.change("creators = '[{\"name\": \"x\", \"family\": \"Mosley\","
                    " \"given\": \"L. J., M.Ed., OTR/L\"}, {\"name\": \"x\","
                    " \"family\": \"Smith and Sons\"}]'")
        self.assertEqual(
            begun(read_bibtex(self.export("bibtex")),
                  "mosley2014peer")["author"],
            "Mosley, {L. J., M.Ed., OTR/L} and {Smith and Sons}")

    def test_ris_is_read_back(self) -> None:
        self.spoil()
        records = read_ris(self.export("ris"))
        self.assertEqual(len(records), ITEMS)
        (record,) = [one for one in records if one["ID"] == [REAL]]
        self.assertEqual(record["TY"], ["RPRT"])
        self.assertEqual(record["TI"], [ODD])
        self.assertEqual(record["AU"],
                         ["Smith & Sons {Ltd}", "-King, M., Jr."])
        self.assertEqual(record["SP"] + record["EP"], ["286", "292"])
        self.assertEqual(record["SN"][0], "1355-5146")
        self.assertEqual(record["DO"], [DOI])
        self.assertLessEqual({one["TY"][0] for one in records},
                             {"JOUR", "THES", "CHAP", "CPAPER", "RPRT",
                              "DATA", "GEN", "CONF"})

    def test_csl_is_an_array(self) -> None:
        items = {one["id"]: one for one in json.loads(self.export("csl"))}
        self.assertEqual(len(items), ITEMS)
        item = items[f"mdx/{REAL}"]
        self.assertEqual(item["type"], "article-journal")
        self.assertEqual(item["author"], [
            {"family": "Gillard", "given": "S."},
            {"family": "Holley", "given": "J."}])
        self.assertEqual(item["issued"], {"date-parts": [[2014, 7]]})
        self.assertEqual(item["container-title"],
                         "Advances in Psychiatric Treatment")
        self.assertEqual((item["volume"], item["issue"], item["page"]),
                         ("20", "4", "286-292"))
        self.spoil()
        items = {one["id"]: one for one in json.loads(self.export("csl"))}
        item = items[f"mdx/{REAL}"]
        self.assertEqual(item["title"], ODD)
        self.assertEqual(item["issued"], {"date-parts": [[1940], [1949]]})
        self.assertEqual(item["author"][0], {"literal": "Smith & Sons {Ltd}"})

    def test_nothing_is_an_empty_list(self) -> None:
        self.add("empty", "ojs")
        for kind, text in (("csl", "[]\n"), ("bibtex", ""), ("ris", "")):
            self.assertEqual(self.sheaf("export", "empty", "--format",
                                        kind).out.replace("\n]", "]"), text)
        out = self.sheaf("export", "empty", "--format", "csv").out
        self.assertEqual(len(out.splitlines()), 1)

    def test_csl_says_language_circa_and_all_issns(self) -> None:
        self.value(
            "UPDATE sheaf.item SET issued = '1800~', year = 1800,"
            " container_year = NULL, language = '{deu}', issn = '[{\"issn\": \"0028-0836\"},"
            f" {{\"issn\": \"1476-4687\"}}]' WHERE identifier = '{REAL}'"
            " RETURNING 1")
        found = {one["id"]: one for one in json.loads(self.export("csl"))}
        entry = found[f"mdx/{REAL}"]
        self.assertEqual(entry["issued"],
                         {"date-parts": [[1800]], "circa": True})
        self.assertEqual((entry["language"], entry["ISSN"]),
                         ("de", "0028-0836, 1476-4687"))
        self.assertEqual({one["language"] for one in found.values()
                          if "language" in one} & {"eng"}, set())

    def test_several_repositories_are_one_file(self) -> None:
        self.add("ojs", "ojs")
        self.sheaf("harvest", "ojs")
        for kind, read in (("csl", json.loads), ("ris", read_ris),
                           ("bibtex", read_bibtex)):
            self.assertEqual(len(read(self.export(kind, "ojs"))), ITEMS + 55)
        out = self.export("csv", "ojs")
        self.assertEqual(len(list(csv.reader(io.StringIO(out)))),
                         ITEMS + 55 + 1)

    def test_a_piece_is_bounded_in_bytes_too(self) -> None:
        """One item at least; those behind it come with the next."""
        def piece(count: int, size: int) -> list[list[str]]:
            return self.query(
                "SELECT identifier FROM sheaf.items_after((SELECT"
                " repository_id FROM sheaf.repository WHERE name = 'mdx'), '',"
                f" {count}, {size})")

        five = piece(5, 10 ** 9)
        size = int(self.value(
            "SELECT octet_length(statements) FROM sheaf.item"
            f" WHERE identifier = '{five[0][0]}'"))
        self.assertEqual(len(five), 5)
        self.assertEqual(piece(5, 0), five[:1])
        self.assertEqual(piece(5, size), five[:1])
        self.assertEqual(piece(5, size + 1), five[:2])

    def test_other_formats_are_a_mistake(self) -> None:
        said = self.sheaf("export", "mdx", "--format", "marc", exits=USAGE)
        self.assertIn("jsonl, csv, bibtex, ris, csl", said.err)

    def test_json_is_not_promised_of_what_is_none(self) -> None:
        for kind in ("raw", "csv", "bibtex", "ris"):
            self.sheaf("export", "mdx", "--format", kind, "--json",
                       exits=USAGE)
        self.assertEqual(len(json.loads(self.sheaf(
            "export", "mdx", "--format", "csl", "--json").out)), ITEMS)


if __name__ == "__main__":
    unittest.main()
