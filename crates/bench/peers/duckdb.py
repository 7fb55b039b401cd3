"""Counts the attendances of each unit and year in a table of the given size by scanning it; prints the median seconds."""
import os, statistics, sys, tempfile, time

import duckdb

rows = int(sys.argv[1])
# A file beside this script: a hundred million rows need not lie in memory twice.
db = duckdb.connect(os.path.join(tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(__file__))), "peer.duckdb"))
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
