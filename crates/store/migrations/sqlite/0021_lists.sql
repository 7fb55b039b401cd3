-- Lines of every list in one table, in the order their things were first recorded; a thing stands in its list by its state,
-- and by its state and kind. What is recorded together lies together, so a group of new things touches few pages.
DROP TABLE listed;
DROP TABLE training_class;
DROP TABLE study_run;

CREATE TABLE list_item (
  bureau_id INTEGER NOT NULL,
  since_seq INTEGER NOT NULL,
  list      TEXT NOT NULL,
  item_id   INTEGER NOT NULL,
  serial    TEXT NOT NULL,
  title     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  state     TEXT NOT NULL,
  organiser TEXT NOT NULL,
  starts_on INTEGER NOT NULL,
  ends_on   INTEGER NOT NULL,
  marks     INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, since_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed (
  bureau_id INTEGER NOT NULL,
  list      TEXT NOT NULL,
  unit      TEXT NOT NULL,
  facet     TEXT NOT NULL,
  ends_on   INTEGER NOT NULL,
  since_seq INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, list, unit, facet, ends_on, since_seq)
) STRICT, WITHOUT ROWID;

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
