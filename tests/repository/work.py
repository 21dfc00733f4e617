"""Works: what the sample repositories describe, before any format.

A work is made from its number alone, by word lists that run in parallel over
eight languages: the same number gives the same work for ever, and a work can
be said in any of the languages.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "de", "en", "fr", "pl", "en", "es", "ru", "zh", "en", "ar")
KINDS = ("article", "article", "thesis", "article", "chapter", "article",
         "paper", "report", "article", "dataset")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
          "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Work:
    """One publication. Fields that a work does not have are empty."""

    number: int
    kind: str
    language: str
    locale: str
    title: str
    abstract: str
    subjects: tuple[str, ...]
    creators: tuple[tuple[str, str], ...]  # family, given
    publishers: tuple[str, ...]
    year: int
    month: int = 0
    day: int = 0
    accepted: str = ""
    journal: str = ""
    volume: int = 0
    issue: int = 0
    pages: tuple[int, int] = (0, 0)
    issns: tuple[str, ...] = ()
    doi: str = ""
    licence: str = ""
    topic: int = 0
    page: str = ""  # address of its landing page, where not by rule
    translation: "Work | None" = None

    @property
    def date(self) -> str:
        """As precise as it is known: 2014, 2014-07 or 2014-07-01."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.month and self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def date_in_words(self) -> str:
        """2014, Jul 2014 or 01 Jul 2014."""
        text = str(self.year)
        if self.month:
            text = f"{MONTHS[self.month - 1]} {text}"
        if self.month and self.day:
            text = f"{self.day:02} {text}"
        return text

    @property
    def landing_number(self) -> int:
        return 1000 + self.number

    def revised(self, revision: int) -> "Work":
        """The work after so many changes by its editors."""
        if revision == 0:
            return self
        return replace(self, title=f"{self.title} (revision {revision})")


def issn(number: int) -> str:
    """A well-formed ISSN of seven digits and the check digit (ISO 3297)."""
    digits = f"{number:07}"
    total = sum(int(d) * w for d, w in zip(digits, range(8, 1, -1)))
    check = "0123456789X"[-total % 11]
    return f"{digits[:4]}-{digits[4:]}{check}"


class Library:
    """All works, by number."""

    def __init__(self, data: Path) -> None:
        words = (data / "words.json").read_text(encoding="utf-8")
        self._words: dict[str, Any] = json.loads(words)

    def work(self, number: int) -> Work:
        language = LANGUAGES[number % len(LANGUAGES)]
        work = self._say(number, language)
        if language != "en":
            work = replace(work, translation=self._say(number, "en"))
        return work

    def _say(self, number: int, language: str) -> Work:
        words = self._words[language]
        kind = KINDS[number % len(KINDS)]
        topic = number % len(words["topics"])
        name, *subjects = words["topics"][topic]
        journal = words["journals"][number % 2]
        work = Work(
            number=number, kind=kind, language=language, topic=topic,
            locale=words["locale"],
            title=words["title"].format(
                topic=name,
                setting=words["settings"][number // 12 % 6],
                form=words["forms"][(number // 72 + number) % 6]),
            abstract=self._abstract(number, words),
            subjects=tuple(subjects),
            creators=self._creators(number, words),
            publishers=("Böhm & Daughters",) if number % 3 else (),
            year=1996 + number * 7 % 29,
            month=number % 13, day=number % 5 * 6,
            licence="" if number % 4 == 3 else "by/4.0",
            doi=f"10.5555/sample.{number}" if number % 3 else "",
        )
        return work if kind != "article" else replace(
            work, journal=journal, volume=1 + number % 40,
            issue=1 + number % 4, issns=(issn(1230000 + number % 2),),
            pages=(1 + number % 300, 12 + number % 300))

    @staticmethod
    def _abstract(number: int, words: dict[str, Any]) -> str:
        parts = (words["aims"][number % 3],
                 words["methods"][number // 3 % 3],
                 words["results"][number // 9 % 3])
        between = "" if words["locale"] == "zh_CN" else " "
        return between.join(parts).format(number=40 + number * 13 % 900)

    @staticmethod
    def _creators(number: int, words: dict[str, Any]) \
            -> tuple[tuple[str, str], ...]:
        return tuple(
            (words["family"][(number + 5 * i) % 6],
             words["given"][(number // 2 + i) % 6])
            for i in range(1 + number % 3))


def seed(data: Path) -> tuple[str, str, Work]:
    """Identifier, datestamp and work of the one record that is real."""
    held = json.loads((data / "seed.json").read_text(encoding="utf-8"))
    identifier, datestamp = held.pop("identifier"), held.pop("datestamp")
    held["creators"] = tuple(tuple(name) for name in held["creators"])
    for name in ("publishers", "issns", "pages"):
        held[name] = tuple(held[name])
    return identifier, datestamp, Work(
        number=-1, locale="en_GB", subjects=(), **held)
