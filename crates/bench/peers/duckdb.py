"""Counts the attendances of each unit and year in a table of the given size by scanning it; prints the median seconds."""
import statistics, sys, time

import duckdb

rows = int(sys.argv[1])
db = duckdb.connect()
db.execute("SET threads TO 2")
db.execute(
    f"""CREATE TABLE entry AS SELECT CAST(20230000 + (i % 3) * 10000 + ((i // 3) % 12 + 1) * 100 + (i // 36) % 28 + 1 AS BIGINT) AS day,
        '/150600/u' || lpad(CAST(i % 20 AS VARCHAR), 2, '0') || '/' AS organiser, i AS entry_key FROM range({rows}) t(i)"""
)
times = []
for _ in range(5):
    start = time.perf_counter()
    groups = db.execute("SELECT organiser, day // 10000, count(*) FROM entry GROUP BY 1, 2").fetchall()
    times.append(time.perf_counter() - start)
assert sum(n for _, _, n in groups) == rows
print(statistics.median(times))
