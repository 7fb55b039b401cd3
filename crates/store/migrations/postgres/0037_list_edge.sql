-- What was recorded since the last full block of facts stands in `list_item` alone and is looked through there; its places in
-- `listed` are written together when the block is full. So a line names everybody who organises the thing, the lead first.
-- `then_state` is what its state becomes once its last day is past, empty where it stays; nothing is written on that day.
DROP TABLE list_item;

CREATE TABLE list_item (
  bureau_id  BIGINT NOT NULL,
  since_seq  BIGINT NOT NULL,
  list       TEXT COLLATE "C" NOT NULL,
  item_id    BIGINT NOT NULL,
  serial     TEXT COLLATE "C" NOT NULL,
  title      TEXT NOT NULL,
  kind       TEXT NOT NULL,
  state      TEXT NOT NULL,
  organisers TEXT COLLATE "C" NOT NULL,
  starts_on  BIGINT NOT NULL,
  ends_on    BIGINT NOT NULL,
  marks      BIGINT NOT NULL,
  then_state TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (bureau_id, since_seq)
);
CREATE INDEX list_item_by_serial ON list_item (bureau_id, list, serial);

-- Lists are written anew from the facts when the ledger is opened next.
INSERT INTO setting (bureau_id, name, value) SELECT bureau_id, 'derived', '0' FROM chain_head WHERE size > 0
  ON CONFLICT (bureau_id, name) DO UPDATE SET value = excluded.value;
