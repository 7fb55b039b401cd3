-- Whom an unfinished thing waits for, so that everybody finds what names them: by person, and by thing to write it anew.
CREATE TABLE waits_for (
  bureau_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  since_seq INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, person_id, since_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX waits_for_by_thing ON waits_for (bureau_id, since_seq);

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
