"""What a harvest has left behind, in two databases."""

import subprocess
from itertools import zip_longest

from cluster import Cluster

# Times and transactions are those of the run.
OWN = {
    "record": ("repository_id", "harvest_id", "first_seen", "changed_at",
               "changed_in"),
    "item": ("repository_id", "deleted_at", "changed_at", "changed_in"),
    "item_text": ("repository_id",),
}
EMPTY = ("stale_item", "quarantine")
SHOWN = 3


def rows(cluster: Cluster, database: str, table: str) -> list[bytes]:
    columns = cluster.value(database, f"""
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
          FROM pg_attribute
         WHERE attrelid = 'sheaf.{table}'::regclass AND attnum > 0
           AND NOT attisdropped
           AND attname <> ALL ('{{{",".join(OWN[table])}}}'::text[])""")
    if "deleted_at" in OWN[table]:
        columns += ", deleted_at IS NOT NULL"
    order = "identifier, metadata_prefix" if table == "record" \
        else "identifier"
    return subprocess.run(
        ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d",
         cluster.conninfo(database), "-c",
         f"COPY (SELECT {columns} FROM sheaf.{table} ORDER BY {order})"
         " TO STDOUT"], check=True, capture_output=True).stdout.splitlines()


def compare(cluster: Cluster, table: str) -> list[str]:
    calm = rows(cluster, "calm", table)
    wild = rows(cluster, "wild", table)
    if not calm:
        return [f"nothing in {table}"]
    if calm == wild:
        return []
    found = [f"{table}: {len(wild)} rows, not {len(calm)}, or others:"]
    for expected, got in zip_longest(calm, wild, fillvalue=b"(none)"):
        if expected != got and len(found) <= SHOWN:
            found.append(f"  calm {expected[:300]!r}\n  wild {got[:300]!r}")
    return found


def difference(cluster: Cluster) -> list[str]:
    """Sentences; none when the wild database holds what the calm one does,
    with nothing left to do and nothing in quarantine."""
    found = [line for table in OWN for line in compare(cluster, table)]
    for table in EMPTY:
        left = cluster.value("wild", f"SELECT count(*) FROM sheaf.{table}")
        if left != "0":
            found.append(f"{table} has {left} rows")
    for verdict, reason in cluster.query("wild", """
            SELECT coalesce(verdict, 'none'), coalesce(reason, '')
              FROM sheaf.harvest
             WHERE verdict IS DISTINCT FROM 'complete'"""):
        found.append(f"a harvest has the verdict {verdict}: {reason}")
    return found
