-- What the program needs to run; not part of the ledger.
CREATE TABLE account (
  bureau_id     BIGINT NOT NULL,
  user_id       BIGINT NOT NULL,
  login         TEXT COLLATE "C"   NOT NULL,
  password_hash TEXT   NOT NULL,
  closed        BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id),
  UNIQUE (bureau_id, login)
);

CREATE TABLE token (
  bureau_id  BIGINT NOT NULL,
  digest     BYTEA   NOT NULL,
  user_id    BIGINT NOT NULL,
  label      TEXT   NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, digest)
);

-- What is done later. Until `due_at` a job rests: one that waits until it may be taken, one that runs until whoever took it
-- is believed dead.
CREATE TABLE job (
  bureau_id BIGINT NOT NULL,
  job_id    BIGINT NOT NULL,
  kind      TEXT   NOT NULL,
  payload   TEXT   NOT NULL,
  state     TEXT   NOT NULL,
  due_at    BIGINT NOT NULL,
  attempts  BIGINT NOT NULL,
  moved_at  BIGINT NOT NULL,
  message   TEXT   NOT NULL,
  PRIMARY KEY (bureau_id, job_id)
);
CREATE INDEX job_by_due ON job (bureau_id, state, due_at);

CREATE TABLE setting (
  bureau_id BIGINT NOT NULL,
  name      TEXT   NOT NULL,
  value     TEXT   NOT NULL,
  PRIMARY KEY (bureau_id, name)
);
