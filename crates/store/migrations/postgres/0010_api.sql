-- What lists read: each class and run once for every unit it counts for and every filter it fits, so that any page of any
-- filtered list is one seek of the primary key. Computed from facts, as the tables it points into.
CREATE TABLE listed (
  bureau_id BIGINT NOT NULL,
  list      TEXT COLLATE "C" NOT NULL,
  unit      TEXT COLLATE "C" NOT NULL,
  facet     TEXT COLLATE "C" NOT NULL,
  ends_on   BIGINT NOT NULL,
  item_id   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, list, unit, facet, ends_on, item_id)
);

-- What a token may do besides what its user may: nothing of this widens a right.
ALTER TABLE token ADD COLUMN writes BIGINT NOT NULL DEFAULT 1;
ALTER TABLE token ADD COLUMN actions TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN unit TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN used_on BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN request TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX token_by_user ON token (bureau_id, user_id);
