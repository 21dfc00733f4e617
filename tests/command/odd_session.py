"""Somebody with a repository whose records can be spoilt."""

from typing import Any

from odd import Odd
from person import Session


class OddSession(Session):
    """A repository whose records can be spoilt."""

    odd: Odd

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.odd = Odd()
        cls.addClassCleanup(cls.odd.stop)

    def setUp(self) -> None:
        self.odd.reset()
        super().setUp()

    def add_odd(self, name: str = "odd", *words: str) -> None:
        self.sheaf("add", name, self.odd.url, "--allow-private", "--delay",
                   "0", *words)

    def of(self, name: str, *words: str) -> dict[str, Any]:
        (one,) = self.sheaf("status", name, "--json",
                            *words).object["repositories"]
        return one
