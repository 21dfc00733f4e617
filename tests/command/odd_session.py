"""Somebody with a repository whose records can be spoilt."""

from typing import Any

from odd import Odd
from person import Session


class OddSession(Session):
    """A repository whose records can be spoilt."""

    def setUp(self) -> None:
        super().setUp()
        self.odd = Odd()
        self.addCleanup(self.odd.stop)

    def add_odd(self, name: str = "odd", *words: str) -> None:
        self.sheaf("add", name, self.odd.url, "--allow-private", "--delay",
                   "0", *words)

    def of(self, name: str, *words: str) -> dict[str, Any]:
        (one,) = self.sheaf("status", name, "--json",
                            *words).object["repositories"]
        return one
