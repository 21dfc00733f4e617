#!/usr/bin/python3
"""Which of libxml2's risky parts which of our files may call.

Its CVEs are mostly in what a harvest never needs: schemas, XInclude, XPath,
DTDs, catalogues, HTML, the reader. RELAX NG is for "sheaf check" alone.
"""

import re
import subprocess
import unittest
from pathlib import Path

from person import binary

FORBIDDEN = re.compile(
    r"xmlSchema|xmlXInclude|xmlXPath|xmlValid|xmlCatalog|xmlLoadCatalog|"
    r"xmlInitializeCatalog|html[A-Z]|xmlTextReader|xmlReaderFor|xmlC14N|"
    r"xmlPattern|xmlXPtr")
ROOMS = Path(binary()).parent / "harvester"


def imported(path: Path) -> dict[str, set[str]]:
    """By object file: the symbols that others have to bring."""
    found: dict[str, set[str]] = {}
    out = subprocess.run(
        ["nm", "-A", "--undefined-only", str(path)], capture_output=True,
        text=True, check=True).stdout
    for line in out.splitlines():
        where, _, symbol = line.rpartition(" ")
        name = where.split(":")[1] if path.suffix == ".a" else path.name
        found.setdefault(name, set()).add(symbol.split("@")[0])
    return found


class LinkTest(unittest.TestCase):
    def setUp(self) -> None:
        self.objects: dict[str, set[str]] = {}
        for room in ("base", "oai", "normalise", "store", "daemon",
                     "command"):
            path = ROOMS / f"libsheaf_{room}.a"
            self.assertTrue(path.exists(), path)
            self.objects |= {f"{room}/{name}": symbols for name, symbols
                             in imported(path).items()}

    def using(self, pattern: "re.Pattern[str]") -> list[str]:
        return sorted(name for name, symbols in self.objects.items()
                      if any(pattern.match(symbol) for symbol in symbols))

    def test_this_test_sees_what_is_linked(self) -> None:
        self.assertIn("oai/reader_sax.c.o",
                      self.using(re.compile("xmlParseChunk$")))

    def test_relax_ng_is_for_the_check_alone(self) -> None:
        self.assertEqual(self.using(re.compile("xmlRelaxNG")),
                         ["command/strict.c.o"])

    def test_whole_documents_are_for_the_check_alone(self) -> None:
        self.assertEqual(self.using(re.compile("xmlCtxtRead|xmlRead")),
                         ["command/strict.c.o"])

    def test_the_rest_is_called_by_nobody(self) -> None:
        self.assertEqual(self.using(FORBIDDEN), [])
        self.assertEqual([symbol for symbols in imported(
            Path(binary())).values() for symbol in symbols
            if FORBIDDEN.match(symbol)], [])


if __name__ == "__main__":
    unittest.main()
