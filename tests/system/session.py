"""A psql that stays, for tests that ask often: a millisecond each."""

import json
import subprocess
from typing import Any

from cluster import programs

END = "\x02end"


class Session:
    def __init__(self, conninfo: str) -> None:
        self._psql = subprocess.Popen(
            [str(programs() / "psql"), "-XAtq", "-P", "pager=off", "-d", conninfo],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
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
