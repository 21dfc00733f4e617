"""A psql that stays, for tests that ask often: a millisecond each."""

import json
import subprocess
from typing import Any, Mapping, Sequence

from cluster import SEPARATOR, Cluster, rows_of

END = "\x02end"


class Session:
    def __init__(self, psql: Sequence[str],
                 environment: Mapping[str, str] | None = None) -> None:
        """psql: the command, and what says to which database."""
        self._psql = subprocess.Popen(
            [*psql, "-XAtq", "-F", SEPARATOR, "-P", "pager=off"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8")

    def do(self, statement: str) -> str:
        """What psql writes; statement ends without semicolon."""
        assert self._psql.stdin is not None
        assert self._psql.stdout is not None
        self._psql.stdin.write(f"{statement}\n;\n\\echo '{END}' :ERROR\n")
        self._psql.stdin.flush()
        lines: list[str] = []
        for line in self._psql.stdout:
            before, mark, error = line.partition(END)
            lines.append(before)
            if mark:
                break
        else:
            raise RuntimeError("psql ended: " + "".join(lines))
        written = "".join(lines)
        if error.strip() != "false":
            raise RuntimeError(written)
        return written

    def rows(self, query: str) -> list[dict[str, Any]]:
        written = self.do(f"SELECT coalesce(json_agg(row_to_json(x)), '[]')"
                          f" FROM ({query}) AS x")
        read = json.loads(written)
        assert isinstance(read, list)
        return read

    def row(self, query: str) -> dict[str, Any]:
        found = self.rows(query)
        assert len(found) == 1, (query, found)
        return found[0]

    def close(self) -> None:
        self._psql.communicate("")


class Asked:
    """A database that a test asks again and again, as its superuser or through
    a command of its own. The psql that stays is another after an error, and
    after the server was started again."""

    def __init__(self, cluster: Cluster, database: str,
                 command: Sequence[str] = (),
                 environment: Mapping[str, str] | None = None) -> None:
        self._cluster = cluster
        self._database = database
        self._is_superuser = not command
        self._command = command or cluster.psql(database)
        self._environment = environment
        self._session: Session | None = None
        self._server = 0

    def query(self, statement: str) -> list[list[str]]:
        """Rows of texts; NULL is the empty text. Several statements are one
        transaction, in a session of their own."""
        if self._is_superuser and ";" in statement:
            return self._cluster.query(self._database, statement)
        if self._session is None or self._server != self._cluster.pid:
            self.close()
            self._session = Session(self._command, self._environment)
            self._server = self._cluster.pid
            self._session.do("SET client_min_messages = error")
        try:
            return rows_of(self._session.do(statement))
        except (RuntimeError, OSError):
            self.close()
            raise

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
