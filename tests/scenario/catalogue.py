"""Whether every case of the catalogue has its scenario, or a reason."""

import re
from pathlib import Path


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in
            path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]


def missing(folder: Path) -> list[str]:
    """Sentences; none where all is well."""
    told = {path.name.split("-")[0] for path in folder.glob("*/*.scenario")}
    cases = {row[0] for row in rows(folder / "catalogue.tsv")}
    excused = {row[0] for table in ("not-applicable.tsv", "not-yet.tsv")
               for row in rows(folder / table)}
    found = [f"{case} has neither a scenario nor a reason for having none"
             for case in sorted(cases - told - excused)]
    found += [f"{case} has a scenario, and a reason for having none"
              for case in sorted(told & excused)]
    found += [f"{case} is not in the catalogue" for case in
              sorted((told | excused) - cases) if not case.startswith("F")]
    for peer, case in rows(folder / "peers.tsv"):
        if re.fullmatch(r"[A-Z]\d\d\w?", case) and case not in told:
            found.append(f"{peer}: {case} has no scenario")
    return found
