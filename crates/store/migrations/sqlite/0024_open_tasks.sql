-- Tasks of committee meetings that are not closed, so that a desk reads what it shows and not every meeting there ever was.
CREATE TABLE open_task (
  bureau_id INTEGER NOT NULL,
  stream    TEXT    NOT NULL,
  number    INTEGER NOT NULL,
  committee TEXT    NOT NULL,
  doer      INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, stream, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_task_by_committee ON open_task (bureau_id, committee, stream);
CREATE INDEX open_task_by_doer ON open_task (bureau_id, doer, stream);

-- It is written from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
