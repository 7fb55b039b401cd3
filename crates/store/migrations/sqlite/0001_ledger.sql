-- The ledger: facts as hashed, the tiles of their tree, where the chain stands, and signed checkpoints.
CREATE TABLE chain_head (
  bureau_id INTEGER NOT NULL,
  size      INTEGER NOT NULL,
  root      BLOB    NOT NULL,
  PRIMARY KEY (bureau_id)
) STRICT;

CREATE TABLE fact (
  bureau_id   INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  stream      TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  unit        TEXT    NOT NULL,
  happened_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor       INTEGER NOT NULL,
  bytes       BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, seq)
) STRICT;
CREATE INDEX fact_by_stream ON fact (bureau_id, stream, seq);

CREATE TABLE tile (
  bureau_id INTEGER NOT NULL,
  level     INTEGER NOT NULL,
  idx       INTEGER NOT NULL,
  hashes    BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, level, idx)
) STRICT;

CREATE TABLE checkpoint (
  bureau_id   INTEGER NOT NULL,
  size        INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  note        TEXT    NOT NULL,
  PRIMARY KEY (bureau_id, size)
) STRICT;

-- Every write carries a key: asked again after a lost answer, it returns the first receipt instead of writing twice.
-- `input` is a keyed digest of what was asked: the key stands for that and nothing else. It is emptied when somebody whose
-- personal values the command held is erased.
CREATE TABLE receipt (
  bureau_id       INTEGER NOT NULL,
  idempotency_key TEXT    NOT NULL,
  command         TEXT    NOT NULL,
  input           BLOB    NOT NULL,
  first_seq       INTEGER NOT NULL,
  facts           INTEGER NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, idempotency_key)
) STRICT;

-- Personal values beside the ledger, sealed under a key of their subject. Erasing deletes key, salt and value.
CREATE TABLE subject_key (
  bureau_id INTEGER NOT NULL,
  subject   INTEGER NOT NULL,
  wrapped   BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, subject)
) STRICT;

CREATE TABLE personal (
  bureau_id INTEGER NOT NULL,
  subject   INTEGER NOT NULL,
  field     TEXT    NOT NULL,
  seq       INTEGER NOT NULL,
  sealed    BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, subject, field, seq)
) STRICT;

-- Finds a subject by a number without storing the number: a keyed digest.
CREATE TABLE blind_index (
  bureau_id INTEGER NOT NULL,
  field     TEXT    NOT NULL,
  digest    BLOB    NOT NULL,
  subject   INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, field, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX blind_index_by_subject ON blind_index (bureau_id, subject);
