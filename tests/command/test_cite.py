#!/usr/bin/python3
"""api.cite: items as people cite them; SQL and C write the same."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from person import Session

SEED = ("Gillard, S. and Holley, J. 2014. Peer workers in mental health "
        "services: literature overview. Advances in Psychiatric Treatment. "
        "20 (4), pp. 286-292. https://doi.org/10.1192/apt.bp.113.011940")
REAL = "oai:repository.mdx.ac.uk:864z5"
VECTORS = pathlib.Path(__file__).resolve().parents[2].parent \
    / "shared" / "vectors" / "normalise.tsv"

# A record, and how it is cited: in Harvard, in APA.
RECORDS: list[tuple[dict, str, str]] = [
    ({"title": "Only a title"},
     "Only a title. n.d.", "Only a title. (n.d.)."),
    ({"authors": ["Kevles, Daniel J."], "title": "Why not?", "year": "1980",
      "container": "Science", "volume": "209", "page_start": "26"},
     "Kevles, D.J. 1980. Why not? Science. 209, p. 26.",
     "Kevles, D. J. (1980). Why not? Science, 209, 26."),
    ({"authors": [{"literal": "World Health, Organization"},
                  "Manjunath, KV", "Smit, Julia de", "Sartre, Jean-Paul"],
      "title": "A report", "publisher": "WHO", "url": "https://x.org/1"},
     "World Health, Organization, Manjunath, K.V., Smit, J. de and Sartre,"
     " J.-P. n.d. A report. WHO. https://x.org/1",
     "World Health, Organization, Manjunath, K. V., Smit, J. de, & Sartre,"
     " J.-P. (n.d.). A report. WHO. https://x.org/1"),
    ({"authors": ["King, Martin, Jr."], "title": "Of it", "year": "1955",
      "thesis": "Doctoral thesis", "publisher": "Boston University"},
     "King, M., Jr. 1955. Of it. Doctoral thesis. Boston University.",
     "King, M., Jr. (1955). Of it [Doctoral thesis, Boston University]."),
    ({"authors": ["Dias, Lucas da C. M.", "Silva, de Ana", "Roy, da-Ana von"],
      "title": "Blanks", "year": "2001"},
     "Dias, L. da C.M., Silva, de A. and Roy, da-A. von 2001. Blanks.",
     "Dias, L. da C. M., Silva, de A., & Roy, da-A. von. (2001). Blanks."),
    ({"authors": ["Ørsted, Åse", "Чехов, Антон Павлович"], "year": "1996/1997",
      "title": "Names", "container": "Acta", "issue": "4",
      "article_number": "e12"},
     "Ørsted, Å. and Чехов, А.П. 1996/1997. Names. Acta. (4), e12.",
     "Ørsted, Å., & Чехов, А. П. (1996/1997). Names. Acta, (4), Article e12."),
    ({"authors": ["Odd,", "-, .", "Plato"], "title": "Empty parts",
      "container": "Acta", "page_end": "3"},
     "Odd, - and Plato n.d. Empty parts. Acta.",
     "Odd, -, & Plato. (n.d.). Empty parts. Acta."),
    ({"authors": [f"N{n:02}, A." for n in range(22)], "title": "Many",
      "year": "2001"},
     ", ".join(f"N{n:02}, A." for n in range(21)) + " and N21, A. 2001. Many.",
     ", ".join(f"N{n:02}, A." for n in range(19))
     + ", . . . N21, A. (2001). Many."),
]


def in_c(records: list[dict]) -> list[str]:
    done = subprocess.run(
        [os.environ["SHEAF"], "test-rule", "cite_harvard"], text=True,
        input="".join(json.dumps(r, ensure_ascii=False) + "\n"
                      for r in records), capture_output=True, check=True)
    return done.stdout.splitlines()


class CiteTest(Session):
    def ask(self, statement: str) -> str:
        return self.query(statement)[0][0]

    def in_sql(self, style: str, record: dict) -> str:
        text = json.dumps(record, ensure_ascii=False)
        return self.ask(f"SELECT sheaf.cite_{style}($q${text}$q$::jsonb)")

    def test_records_of_every_kind(self) -> None:
        cited = in_c([record for record, _, _ in RECORDS])
        for (record, harvard, apa), ours in zip(RECORDS, cited):
            with self.subTest(record=record):
                self.assertEqual(ours, harvard)
                self.assertEqual(self.in_sql("harvard", record), harvard)
                self.assertEqual(self.in_sql("apa", record), apa)

    @unittest.skipUnless(VECTORS.exists(), f"SKIPPED: no {VECTORS}")
    def test_the_vectors_in_sql(self) -> None:
        rows = [line.split("\t") for line
                in VECTORS.read_text(encoding="utf-8").split("\n")
                if line.startswith("cite_harvard\t")]
        self.assertGreater(len(rows), 0)
        for row in rows:
            self.assertEqual(self.in_sql("harvard", json.loads(row[1])),
                             row[2])

    def test_c_and_sql_cite_all_items_alike(self) -> None:
        for name in ("dspace", "eprints", "ojs", "haplo"):
            self.add(name, name)
            self.sheaf("harvest", name)
        rows = self.query(
            "SELECT c.record,"
            " api.cite(i.repository, i.identifier) FROM api.item AS i,"
            " sheaf.cite_record(i.repository, i.identifier) AS c(record)")
        self.assertGreater(len(rows), 300)
        records = [json.loads(row[0]) for row in rows]
        self.assertEqual(in_c(records), [row[1] for row in rows])

    def test_the_real_record_to_the_letter(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        cited = f"api.cite('mdx', '{REAL}'"
        self.assertEqual(self.read(f"SELECT {cited})"), [[SEED]])
        self.assertEqual(self.read(f"SELECT {cited}, 'apa')"), [[
            "Gillard, S., & Holley, J. (2014). Peer workers in mental health "
            "services: literature overview. Advances in Psychiatric "
            "Treatment, 20(4), 286–292. "
            "https://doi.org/10.1192/apt.bp.113.011940"]])

    def test_a_year_is_read_by_people(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        for issued, harvard, apa in (
                ("2014-07", "2014.", "(2014)."),
                ("2013-12/2014-01", "2013-2014.", "(2013–2014)."),
                ("2014-07/2014-09", "2014.", "(2014)."),
                ("1650?", "1650?", "(1650?)."),
                ("1800~", "c. 1800.", "(c. 1800)."),
                ("1800~/1850~", "c. 1800-1850.", "(c. 1800–1850)."),
                ("1945?/1950", "1945?-1950.", "(1945?–1950)."),
                ("1940/1949", "1940-1949.", "(1940–1949)."),
                ("196X", "1960s.", "(1960s)."),
                ("19XX", "1900-1999.", "(1900–1999).")):
            with self.subTest(issued=issued):
                year = "NULL" if re.search("[/X]", issued) else issued[:4]
                self.value(f"UPDATE sheaf.item SET issued = '{issued}', year ="
                           f" {year}, container_year = NULL WHERE identifier ="
                           f" '{REAL}' RETURNING 1")
                for style, cited in (("harvard", harvard), ("apa", apa)):
                    self.assertIn(f"olley, J. {cited} Peer", self.ask(
                        f"SELECT api.cite('mdx', '{REAL}', '{style}')"))

    def test_a_container_is_cited_with_its_own_year(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.ask("SELECT container_year FROM api.item WHERE"
                                  f" identifier = '{REAL}'"), "2014")
        for columns, year in (
                ("container_year = 2016", "2016"),
                ("issued = '2013-12/2014-01', year = NULL", "2016"),
                ("container_year = NULL", "2013-2014"),
                ("issued = '2014~', year = 2014, container_year = 2014",
                 "c. 2014"),
                ("container_year = 2015, volume = NULL", "2015"),
                ("issue = NULL, page_start = NULL", "c. 2014"),
                ("volume = '20', container_year = 2013", "2013"),
                ("container_year = 2012", "2012"),
                ("volume = NULL, container_year = 2015", "c. 2014"),
                ("article_number = '7'", "2015"),
                ("container = NULL", "c. 2014")):
            with self.subTest(columns=columns):
                self.value(f"UPDATE sheaf.item SET {columns} WHERE identifier"
                           f" = '{REAL}' RETURNING 1")
                cited = self.ask(f"SELECT api.cite('mdx', '{REAL}')")
                self.assertIn(f"olley, J. {year}. Peer", cited)
                self.assertEqual(in_c([json.loads(self.ask(
                    f"SELECT sheaf.cite_record('mdx', '{REAL}')"))]), [cited])

    def test_of_what_nothing_is_known_there_is_no_citation(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")
        self.value("UPDATE sheaf.item SET title = NULL, creators = NULL,"
                   f" container = NULL WHERE identifier = '{REAL}' RETURNING 1")
        for style in ("harvard", "APA"):
            self.assertEqual(self.ask(
                f"SELECT api.cite('mdx', '{REAL}', '{style}') IS NULL"), "t")

    def test_what_is_not_there_or_no_style(self) -> None:
        self.add("mdx", "haplo")
        self.assertEqual(self.query(
            "SELECT api.cite('mdx', 'oai:none') IS NULL"),
            [["t"]])
        done = self.sheaf("sql", "-Atc",
                          "SELECT api.cite('mdx', 'x', 'chicago')",
                          exits=None)
        self.assertNotEqual(done.exits, 0)
        self.assertIn("no such style: chicago", done.err)


if __name__ == "__main__":
    unittest.main()
