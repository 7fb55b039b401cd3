-- The ledger: facts as hashed, the tiles of their tree, where the chain stands, and signed checkpoints.
CREATE TABLE chain_head (
  bureau_id BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  root      BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id)
);

CREATE TABLE fact (
  bureau_id   BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  stream      TEXT COLLATE "C"   NOT NULL,
  kind        TEXT   NOT NULL,
  unit        TEXT COLLATE "C"   NOT NULL,
  happened_on BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor       BIGINT NOT NULL,
  bytes       BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id, seq)
);
CREATE INDEX fact_by_stream ON fact (bureau_id, stream, seq);

CREATE TABLE tile (
  bureau_id BIGINT NOT NULL,
  level     BIGINT NOT NULL,
  idx       BIGINT NOT NULL,
  hashes    BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id, level, idx)
);

CREATE TABLE checkpoint (
  bureau_id   BIGINT NOT NULL,
  size        BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  note        TEXT   NOT NULL,
  PRIMARY KEY (bureau_id, size)
);

-- Every write carries a key: asked again after a lost answer, it returns the first receipt instead of writing twice.
-- `input` is a keyed digest of what was asked: the key stands for that and nothing else. It is emptied when somebody whose
-- personal values the command held is erased.
CREATE TABLE receipt (
  bureau_id       BIGINT NOT NULL,
  idempotency_key TEXT COLLATE "C"   NOT NULL,
  command         TEXT   NOT NULL,
  input           BYTEA   NOT NULL,
  first_seq       BIGINT NOT NULL,
  facts           BIGINT NOT NULL,
  recorded_at     BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, idempotency_key)
);

-- Personal values beside the ledger, sealed under a key of their subject. Erasing deletes key, salt and value.
CREATE TABLE subject_key (
  bureau_id BIGINT NOT NULL,
  subject   BIGINT NOT NULL,
  wrapped   BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id, subject)
);

CREATE TABLE personal (
  bureau_id BIGINT NOT NULL,
  subject   BIGINT NOT NULL,
  field     TEXT   NOT NULL,
  seq       BIGINT NOT NULL,
  sealed    BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id, subject, field, seq)
);

-- Finds a subject by a number without storing the number: a keyed digest.
CREATE TABLE blind_index (
  bureau_id BIGINT NOT NULL,
  field     TEXT   NOT NULL,
  digest    BYTEA   NOT NULL,
  subject   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, field, digest)
);
CREATE INDEX blind_index_by_subject ON blind_index (bureau_id, subject);
