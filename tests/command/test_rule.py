"""sheaf test-rule: the vectors of the reference, each a case of its own."""

import collections
import json
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT.parent / "shared" / "vectors" / "normalise.tsv"
SHEAF = os.environ["SHEAF"]
JSON_FIELDS = {"lang", "name", "names", "source", "series", "citation",
               "relation", "subject", "extent"}

# Rules that are still to be written, and the cases of those that are.
LEFT = {
    # Stays: time stamps only are the deposit, never the publication.
    "dates": 1,
}


def rows() -> dict[str, list[tuple[str, str]]]:
    """The vectors by field: inputs and what is expected."""
    found = collections.defaultdict(list)
    for line in VECTORS.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            field, given, expected, _ = line.split("\t", 3)
            found[field].append((given, expected))
    return found


def run(field: str, lines: list[str]) -> subprocess.CompletedProcess:
    return subprocess.run([SHEAF, "test-rule", field], text=True,
                          input="".join(line + "\n" for line in lines),
                          capture_output=True, check=False)


def same(field: str, found: str, expected: str) -> bool:
    if (field.split("@")[0] in JSON_FIELDS and expected[:1] in ("{", "[")
            and found[:1] in ("{", "[")):
        return json.loads(found) == json.loads(expected)
    return found == expected


@unittest.skipUnless(VECTORS.exists(), f"SKIPPED: no {VECTORS}")
class TestVectors(unittest.TestCase):
    def test_each_vector(self) -> None:
        for field, cases in rows().items():
            done = run(field, [given for given, _ in cases])
            lines = done.stdout.split("\n")[:-1]
            wrong = 0
            for i, (given, expected) in enumerate(cases):
                found = lines[i] if i < len(lines) else "no such rule"
                if same(field, found, expected):
                    continue
                wrong += 1
                if wrong > LEFT.get(field, 0):
                    with self.subTest(field=field, input=given):
                        self.assertEqual(found, expected)
                else:
                    print(f"  left: {field} {given}: {found}, "
                          f"expected {expected}", file=sys.stderr)
            with self.subTest(field=field):
                self.assertEqual(wrong, LEFT.get(field, 0),
                                 "LEFT says otherwise")


class TestRule(unittest.TestCase):
    def test_lists_its_rules(self) -> None:
        done = subprocess.run([SHEAF, "test-rule"], text=True,
                              capture_output=True, check=True)
        names = [line.split("\t")[0] for line in done.stdout.splitlines()]
        self.assertIn("date", names)
        self.assertEqual(len(names), len(set(names)))

    def test_answers_line_by_line(self) -> None:
        with subprocess.Popen([SHEAF, "test-rule", "date"], text=True,
                              stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            for given, expected in (("May 2013", "2013-05"), ("", "NULL")):
                process.stdin.write(given + "\n")
                process.stdin.flush()
                self.assertEqual(process.stdout.readline(), expected + "\n")
            process.stdin.close()
            self.assertEqual(process.wait(timeout=10), 0)

    def test_a_platform_has_rules_of_its_own(self) -> None:
        stamp = '["1998-05-29T16:09:59Z"]'
        self.assertEqual(run("dates", [stamp]).stdout, "NULL\n")
        self.assertEqual(run("dates@digital_commons", [stamp]).stdout,
                         "1998-05-29\n")
        done = run("dates@dspacex", [stamp])
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn('there is no platform "dspacex"; there are ',
                      done.stderr)

    def test_arxiv_writes_tex(self) -> None:
        for field, given, found in (
                ("title", r'Schr\"odinger', "Schrödinger"),
                ("text", r'Schr\"odinger', "Schrödinger"),
                ("title_key", r"On \v Cech", "oncech"),
                ("name", r"L\'evy, P.", "Lévy"),
                ("names", r"L\'evy, P.; It\^o, K.", "Itô"),
                ("name_key", r"\v Cech, E.", "cech e\n"),
                ("source", r"Bull. Poincar\'e 45 (2009), 23-41",
                 "Bull. Poincaré")):
            with self.subTest(field=field):
                self.assertIn(found, run(f"{field}@arxiv", [given]).stdout)
                self.assertNotEqual(run(f"{field}@arxiv", [given]).stdout,
                                    run(field, [given]).stdout)
        self.assertEqual(run("text", [r"Erd{\H o}s"]).stdout, "Erdős\n")

    def test_what_is_no_array_is_told(self) -> None:
        done = run("dates", ['["2014"]', "2014"])
        self.assertEqual(done.stdout, "2014\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 2 is not what dates takes", done.stderr)

    def test_an_unknown_rule_is_a_mistake(self) -> None:
        self.assertEqual(run("colour", []).returncode, 2)
        self.assertEqual(run("date x", []).returncode, 2)


if __name__ == "__main__":
    unittest.main()
