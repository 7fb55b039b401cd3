-- Lines of every list in one table, in the order their things were first recorded; a thing stands in its list by its state,
-- and by its state and kind. What is recorded together lies together, so a group of new things touches few pages.
DROP TABLE listed;
DROP TABLE training_class;
DROP TABLE study_run;

CREATE TABLE list_item (
  bureau_id BIGINT NOT NULL,
  since_seq BIGINT NOT NULL,
  list      TEXT COLLATE "C" NOT NULL,
  item_id   BIGINT NOT NULL,
  serial    TEXT COLLATE "C" NOT NULL,
  title     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  state     TEXT NOT NULL,
  organiser TEXT COLLATE "C" NOT NULL,
  starts_on BIGINT NOT NULL,
  ends_on   BIGINT NOT NULL,
  marks     BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, since_seq)
);

CREATE TABLE listed (
  bureau_id BIGINT NOT NULL,
  list      TEXT COLLATE "C" NOT NULL,
  unit      TEXT COLLATE "C" NOT NULL,
  facet     TEXT COLLATE "C" NOT NULL,
  ends_on   BIGINT NOT NULL,
  since_seq BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, list, unit, facet, ends_on, since_seq)
);

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
