-- What the state of a line becomes once its last day is past, empty where it stays. Nothing is written on that day.
ALTER TABLE list_item ADD COLUMN then_state TEXT NOT NULL DEFAULT '';

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
