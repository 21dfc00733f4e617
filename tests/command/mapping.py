"""A repository whose items say some languages that nobody knows."""

from person import Session

NAMES = ("deu", "Klingonoid", "klingonoid!", "KLINGONOID", "Quixote?", None)


class MapSession(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "mdx")
        for identifier, name in zip(self.list_identifiers(), NAMES):
            if name is not None:
                self.say(identifier, "language", name)
        self.sheaf("harvest", "mdx")

    def setUp(self) -> None:
        super().setUp()
        self.identifiers = self.list_identifiers()

    def list_identifiers(self) -> list[str]:
        return self.value(
            "SELECT string_agg(identifier, ' ' ORDER BY identifier)"
            " FROM sheaf.item WHERE deleted_at IS NULL").split()

    def say(self, identifier: str, element: str, value: str,
            attributes: str = "") -> None:
        self.value(
            "UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
            f" '(<dc:title)',"
            f" '<dc:{element}{attributes}>{value}</dc:{element}>\\1')"
            f" WHERE identifier = '{identifier}' RETURNING 1")
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   " SELECT repository_id, identifier FROM sheaf.item"
                   f" WHERE identifier = '{identifier}'"
                   " ON CONFLICT DO NOTHING RETURNING 1")

    def language(self, n: int) -> str:
        return self.value("SELECT coalesce(language[1], '-') FROM sheaf.item"
                          f" WHERE identifier = '{self.identifiers[n]}'")

    def check_found(self, spelling: str, n: int) -> None:
        """As a type it is said by the nth item, and those before mean it."""
        self.sheaf("map", "type", spelling, "musical notation")
        self.assertEqual(
            self.value("SELECT string_agg(identifier, ' ')"
                       " FROM sheaf.stale_item"), self.identifiers[n])
        self.sheaf("harvest", "mdx")
        self.assertEqual(
            self.value("SELECT count(*) FROM sheaf.item WHERE"
                       " 'musical notation' = ANY (types)"), str(n + 1))

    def marked(self) -> str:
        return self.value("SELECT count(*) FROM sheaf.stale_item")
