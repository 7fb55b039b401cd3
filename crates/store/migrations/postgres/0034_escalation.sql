-- From which day on a thing waits for somebody: 0 for at once, else the day's key. What is late comes to others besides.
ALTER TABLE waits_for ADD COLUMN from_on BIGINT NOT NULL DEFAULT 0;
-- A thing is also looked up by the serial people wrote.
CREATE INDEX list_item_by_serial ON list_item (bureau_id, list, serial);

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
