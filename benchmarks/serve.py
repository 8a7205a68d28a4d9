"""Measure the web application under load: a made-up register, copied to size, asked by eight clients at once.

    python benchmarks/serve.py build REGISTER.db 5000 20      # visits made, copies of the whole
    python benchmarks/serve.py load REGISTER.db 2             # prints a table; so many processes answer

Making a register by reading costs tens of milliseconds a report, so a smaller world is made and its rows are copied
under new ids: the tables, indexes and full text have the size asked for, and every page shows a record as it would be.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent
PORT, CLIENTS = 8765, 8


def build(path: str, visits: int, copies: int) -> None:
    """Make a register of so many visits, and copy it."""
    sys.path.insert(0, str(ROOT))
    from synthetic import make_reports

    from elchi.register import Register

    with Register.open(path) as register:
        for reading, report in make_reports(visits * 44, told=(2, 3, 3, 4)):
            register.put(reading, report)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    last = connection.execute("SELECT max(number) FROM texts").fetchone()[0]
    for copy in range(1, copies):
        copy_rows(connection, copy, last * copy)
    connection.execute("ANALYZE")
    print({table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES})


TABLES = {
    "reports": ("key", "id", "given"),
    "texts": ("report",),
    "statements": ("id", "source", "report", "subject"),
    "subjects": ("anchor", "member", "source", "record"),
    "visits": ("id", "head", "view"),
    "persons": ("id", "view"),
    "visit_values": ("visit", "value"),
    "person_values": ("person",),
    "tenures": ("person",),
}


def copy_rows(connection: sqlite3.Connection, copy: int, shift: int) -> None:
    """Copy the first world's rows under ids of their own."""
    connection.create_function("renamed", 1, lambda text: rename(text, copy), deterministic=True)
    for table, named in TABLES.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        first = {"reports": "length(key) = 16", "texts": "length(report) = 16", "statements": "source NOT LIKE 'z%'",
                 "subjects": "source NOT LIKE 'z%'", "visit_values": "visit NOT LIKE 'v-z%'"}.get(table)  # fmt: skip
        first = first or f"{'id' if 'id' in columns else 'person'} NOT LIKE '_-z%'"
        made = [
            f"number + {shift}" if (table, c) == ("texts", "number")
            else f"renamed({quoted(c)})" if c in named and (table, c) != ("visit_values", "value")
            else "CASE field WHEN 'person' THEN renamed(value) WHEN 'report' THEN renamed(value) ELSE value END"
            if (table, c) == ("visit_values", "value") else quoted(c)
            for c in columns
        ]  # fmt: skip
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(made)} FROM {table} WHERE {first}")
    found = f"SELECT rowid + {shift}, fold, keys FROM words WHERE rowid <= {shift // copy}"
    connection.execute(f"INSERT INTO words (rowid, fold, keys) {found}")
    connection.commit()


def quoted(column: str) -> str:
    return f'"{column}"'


def rename(text: str | None, copy: int) -> str | None:
    """Return an id, key or view with every id in it renamed."""
    if text is None:
        return None
    mark = f"z{copy:02}"
    if text.startswith("{"):
        for kind, renamed in (("v-", f"v-{mark}"), ("p-", f"p-{mark}"), ("s0", f"s{mark}0")):
            text = text.replace(f'"{kind}', f'"{renamed}')
        return text
    if text[:2] in ("v-", "p-"):
        return text[:2] + mark + text[2:]
    if text[:2] == "s0":
        return f"s{mark}" + text[1:]
    if text.startswith(("person:", "visit:")):
        kind, source, rest = text.split(":", 2)
        return f"{kind}:{mark}{source}:{rest}"
    return mark + text


def load(path: str, workers: int = 1) -> None:
    """Serve a register, ask it by eight clients at once, print for each kind of page the 50th and 95th of a hundred,
    and what an answer costs.
    """
    with open(path, "rb") as file:  # whoever asks a server all day finds its file in the cache of the system
        while file.read(1 << 24):
            pass
    command = [sys.executable, "-m", "elchi", "serve", "--register", path, "--port", str(PORT), "--workers"]
    server = subprocess.Popen([*command, str(workers)], stdout=subprocess.DEVNULL)
    try:
        wait(workers)
        print("| page | p50 ms | p95 ms | CPU ms | bytes, gzipped |\n|---|---|---|---|---|")
        for name, addresses in questions(path).items():
            ask(addresses[: 4 * CLIENTS])  # templates, statements and files that the first question meets cold
            before = spent(server.pid)
            times, size = ask(addresses)
            cost = (spent(server.pid) - before) / len(times)
            cut = statistics.quantiles(times, n=20)
            print(f"| {name} | {statistics.median(times):.0f} | {cut[18]:.0f} | {cost:.1f} | {size} |", flush=True)
    finally:
        server.terminate()


def spent(process: int) -> float:
    """Return the processor time of a process and its children in milliseconds, as Linux counts it."""
    found = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            about = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if process in (int(path.parent.name), int(about[1])):
            found += (int(about[11]) + int(about[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    return found


def wait(workers: int = 1) -> None:
    """Wait until every process has its index: questions that nothing remembers take milliseconds then."""
    quick, asked = 0, 0
    while quick < 20 * workers and asked < 2000:
        asked += 1
        try:
            began = time.perf_counter()
            urlopen(f"http://127.0.0.1:{PORT}/api/facets?since={1000 + asked % 900}").read()
            quick = quick + 1 if time.perf_counter() - began < 0.05 else 0
        except OSError:
            quick = 0
        time.sleep(0.01 if quick else 0.3)


def questions(path: str) -> dict[str, list[str]]:
    dice = random.Random(5)
    connection = sqlite3.connect(path)
    ids = [row[0] for row in connection.execute("SELECT id FROM visits ORDER BY random() LIMIT 200")]
    people = [row[0] for row in connection.execute("SELECT id FROM persons ORDER BY random() LIMIT 200")]
    reports = [row[0] for row in connection.execute("SELECT id FROM reports ORDER BY random() LIMIT 200")]
    names = [row[0] for row in connection.execute("SELECT name FROM persons ORDER BY random() LIMIT 200")]
    countries = "AZ KZ UZ KG TM TJ TR GE AM RU UA BY DE FR IT ES PL CZ".split()
    pick = lambda: dice.choice(countries)  # noqa: E731
    return {
        "visits, first page": ["/visits"] * 200,
        "visits, one filter": [f"/visits?from={pick()}" for _ in range(200)],
        "visits, three filters": [
            f"/visits?from={pick()}&to={pick()}&since={dice.randint(1995, 2024)}" for _ in range(200)
        ],
        "visits, a word": [f"/visits?text={name.split()[1]}" for name in names],
        "visits, 100th page": [f"/visits?offset={dice.randint(0, 100) * 50}" for _ in range(200)],
        "a visit": [f"/visits/{id}" for id in ids],
        "a report": [f"/reports/{id}" for id in reports],
        "a person": [f"/persons/{id}" for id in people],
        "search, a name": [f"/search?q={name.replace(' ', '+')}" for name in names],
        "api: facets, one filter": [f"/api/facets?to={pick()}" for _ in range(200)],
    }


def ask(addresses: list[str]) -> tuple[list[float], int]:
    times: list[float] = []
    sizes: list[int] = []
    waiting = iter(addresses)
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                address = next(waiting, None)
            if address is None:
                return
            began = time.perf_counter()
            asked = Request(f"http://127.0.0.1:{PORT}{address}", headers={"Accept-Encoding": "gzip"})
            with urlopen(asked) as answer:
                sizes.append(len(answer.read()))
            times.append((time.perf_counter() - began) * 1000)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return times, max(sizes)


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        load(sys.argv[2], int((*sys.argv[3:], "1")[0]))
