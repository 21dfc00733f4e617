"""A scenario file: an id and a sentence, then steps."""

import re
from dataclasses import dataclass
from pathlib import Path

import asked  # noqa: F401: their words
import borne_out  # noqa: F401
import truth  # noqa: F401
from step import STEPS
from vocabulary import Mistake, Said, read_lines


@dataclass
class Scenario:
    id: str
    sentence: str
    steps: list[Said]


def read(path: Path) -> Scenario:
    lines = read_lines(path)
    match = re.fullmatch(r"([A-Z]\d\d\w?) (.+)", lines[0].text) \
        if lines else None
    if match is None:
        raise Mistake(f"{path.name}:1: an id and a sentence come first")
    if path.name.split("-")[0] != match.group(1):
        raise lines[0].mistake("the file is named by another id")
    sentence = " ".join([match.group(2)]
                        + [line.text for line in lines[0].children])
    return Scenario(path.stem, sentence,
                    [STEPS.read(line) for line in lines[1:]])


def find(folder: Path, names: list[str]) -> list[Path]:
    """Of sections and ids, or all."""
    every = sorted(folder.glob("*/*.scenario"))
    chosen = [path for path in every if not names or any(
        one in (path.parent.name, path.stem)
        or path.name.startswith(one + "-") for one in names)]
    if not chosen:
        raise Mistake("no such scenario: " + " ".join(names))
    return chosen
