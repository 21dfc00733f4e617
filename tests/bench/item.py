"""Items: how fast they are made and stored, and how fast they are found."""

import re
import subprocess
import time
from pathlib import Path

from measure import Bench
from meter import Meter
from product import binary, end
from report import Report
from session import Session

STORED_BAR = 7000.0
INDEXED_BAR = 4000.0
AGAIN_BAR = 8000.0
WORKERS = 2  # as a daemon starts them
ALONE_BAR = 15000.0
MILLION = 1_000_000
LOOK_SECONDS = 0.1
SEARCHES = 60
SEARCH_BAR = 0.1
PAGE_BAR = 0.005
MARK = """
    INSERT INTO sheaf.stale_item (repository_id, identifier)
    SELECT repository_id, identifier FROM sheaf.record
        ON CONFLICT (repository_id, identifier) DO NOTHING"""


def measure_items(bench: Bench, report: Report) -> None:
    report.head()
    alone(report)
    database = "items"
    sheaf = bench.prepare(database)
    sheaf.run("add", "bench", bench.url(1000), "--allow-private",
              "--delay", "0")
    bench.work(database)
    bench.sql(database, "DROP INDEX sheaf.item_text_words",
              "VACUUM ANALYZE")
    make(bench, report, database, "items made and stored, no search index",
         STORED_BAR)
    bench.sql(database, "TRUNCATE sheaf.item, sheaf.item_text",
              "CREATE INDEX item_text_words ON sheaf.item_text"
              " USING gin (words)", MARK)
    make(bench, report, database, "items made and stored, all indexes",
         INDEXED_BAR)
    bench.sql(database, MARK)
    before = written(bench, database)
    make(bench, report, database, "items made again, nothing changed",
         AGAIN_BAR)
    report.equal("items made again: row versions written",
                 written(bench, database) - before, 0)
    search(bench, report, database)
    bench.drop(database)


def alone(report: Report) -> None:
    """No database: the records of the corpus, on one core."""
    tool = Path(binary()).parent / "tests" / "corpus" / "corpus_items"
    said = subprocess.run([tool, "--speed"], capture_output=True, text=True,
                          check=True).stdout if tool.exists() else ""
    found = re.fullmatch(r"(\d+) items, (\d+) a second\n", said)
    if not found or found[1] == "0":
        report.note(f"normalising alone: not measured, no {tool} or corpus")
        return
    count, rate = map(int, found.groups())
    report.run("normalising alone (corpus, oai_dc)", count, count / rate)
    report.least("normalising alone, items/s of one core", rate, ALONE_BAR)


def make(bench: Bench, report: Report, database: str, name: str,
         bar: float) -> None:
    """All that is marked, by workers as the daemon starts them."""
    bench.settle()
    # New sessions would take from what is measured.
    session = Session(["psql", "-d", bench.conninfo(database)])
    begun = time.monotonic()
    workers = [bench.sheaf(database).start("worker", "normalise")
               for _ in range(WORKERS)]
    with Meter(lambda: bench.find(None)
               | {worker.pid: "client" for worker in workers}) as meter:
        while session.do("SELECT 1 FROM sheaf.stale_item LIMIT 1") != "":
            if any(worker.poll() is not None for worker in workers):
                raise RuntimeError("a normalise worker ended")
            time.sleep(LOOK_SECONDS)
    seconds = time.monotonic() - begun
    session.close()
    for worker in workers:
        end(worker)
    report.run(name, bench.records, seconds, meter)
    report.least(f"{name}, items/s", bench.records / seconds, bar)


def written(bench: Bench, database: str) -> int:
    time.sleep(1.5)
    return int(bench.sql(database, """
        SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)
          FROM pg_stat_user_tables
         WHERE relid IN ('sheaf.item'::regclass,
                         'sheaf.item_text'::regclass)"""))


def search(bench: Bench, report: Report, database: str) -> None:
    """Over a million items: the same ones, under other repositories."""
    copy_all(bench, database, max(1, MILLION // bench.records))
    count = bench.sql(database, "SELECT count(*) FROM sheaf.item")
    word = bench.sql(database, """
        SELECT word FROM ts_stat('SELECT words FROM sheaf.item_text LIMIT 2000')
         WHERE length(word) > 3 AND word ~ '^[a-z]+$'
         ORDER BY ndoc DESC LIMIT 1""")
    taken = timed(bench, database, "SELECT count(*) FROM"
                  f" api.search('{word}', 20)", SEARCHES)
    report.note(f"api.search('{word}', 20) over {count} items:"
                f" median {taken[len(taken) // 2] * 1000:.1f} ms")
    report.most(f"api.search for a common word over {count} items, p95 in ms",
                p95(taken) * 1000, SEARCH_BAR * 1000)
    identifier = bench.sql(database, "SELECT identifier FROM sheaf.item"
                           " OFFSET 1000 LIMIT 1")
    taken = timed(bench, database, "SELECT count(*) FROM (SELECT * FROM"
                  f" api.item WHERE repository = 'bench' AND identifier ="
                  f" '{identifier}') AS i", SEARCHES)
    report.most("a record page's query, p95 in ms", p95(taken) * 1000,
                PAGE_BAR * 1000)


def copy_all(bench: Bench, database: str, copies: int) -> None:
    """Without the indexes that are not keys: they are made afterwards, which
    takes a tenth of the time."""
    def columns(table: str) -> str:
        return bench.sql(database, f"""
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
              FROM pg_attribute
             WHERE attrelid = '{table}'::regclass AND attnum > 0
               AND NOT attisdropped AND attname <> 'repository_id'""")

    def insert(table: str) -> str:
        return (f"INSERT INTO {table} (repository_id, {columns(table)})"
                f" SELECT n, {columns(table)}"
                f" FROM generate_series(2, {copies}) AS n,"
                f" (SELECT * FROM {table} WHERE repository_id = 1 OFFSET 0)"
                " AS i")

    def indexes(column: str) -> list[str]:
        return bench.sql(database, f"""
            SELECT {column} FROM pg_indexes
             WHERE schemaname = 'sheaf' AND tablename IN ('item', 'item_text')
               AND indexname !~ 'pkey$'""").split("\n")

    made = indexes("indexdef")
    bench.sql(database,
              *(f"DROP INDEX sheaf.{name}" for name in indexes("indexname")),
              f"""
        INSERT INTO sheaf.repository (repository_id, name, base_url, host,
               every, overlap, created_at)
        OVERRIDING SYSTEM VALUE
        SELECT n, 'copy' || n, base_url, host, every, overlap, created_at
          FROM sheaf.repository, generate_series(2, {copies}) AS n
         WHERE repository_id = 1""",
              insert("sheaf.item"), insert("sheaf.item_text"),
              "SET maintenance_work_mem = '1GB'", *made,
              "VACUUM ANALYZE sheaf.item", "VACUUM ANALYZE sheaf.item_text")


def timed(bench: Bench, database: str, query: str, count: int) -> list[float]:
    """Seconds that the server takes, in one session, warm."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
         bench.conninfo(database), "-c", "\\timing on"]
        + ["-c", query] * (count + 3),
        check=True, capture_output=True, text=True).stdout
    taken = [float(number) / 1000
             for number in re.findall(r"Time: ([\d.]+) ms", done)]
    return sorted(taken[3:])


def p95(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.95)]
