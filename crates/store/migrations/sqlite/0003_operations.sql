-- What the program needs to run; not part of the ledger.
CREATE TABLE account (
  bureau_id     INTEGER NOT NULL,
  user_id       INTEGER NOT NULL,
  login         TEXT    NOT NULL,
  password_hash TEXT    NOT NULL,
  closed        INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, user_id),
  UNIQUE (bureau_id, login)
) STRICT;

CREATE TABLE token (
  bureau_id  INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  user_id    INTEGER NOT NULL,
  label      TEXT    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, digest)
) STRICT;

-- What is done later. Until `due_at` a job rests: one that waits until it may be taken, one that runs until whoever took it
-- is believed dead.
CREATE TABLE job (
  bureau_id INTEGER NOT NULL,
  job_id    INTEGER NOT NULL,
  kind      TEXT    NOT NULL,
  payload   TEXT    NOT NULL,
  state     TEXT    NOT NULL,
  due_at    INTEGER NOT NULL,
  attempts  INTEGER NOT NULL,
  moved_at  INTEGER NOT NULL,
  message   TEXT    NOT NULL,
  PRIMARY KEY (bureau_id, job_id)
) STRICT;
CREATE INDEX job_by_due ON job (bureau_id, state, due_at);

CREATE TABLE setting (
  bureau_id INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  value     TEXT    NOT NULL,
  PRIMARY KEY (bureau_id, name)
) STRICT;
