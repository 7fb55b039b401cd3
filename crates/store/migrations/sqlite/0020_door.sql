-- The people at the door: sessions, second factors, how often somebody may try, and who read whose record. Not part of the
-- ledger. Secrets are stored as digests or sealed under the key that lies outside the database.
CREATE TABLE session (
  bureau_id  INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  session_id INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  stage      INTEGER NOT NULL,
  client     TEXT    NOT NULL,
  opened_at  INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, digest)
) STRICT;
CREATE INDEX session_by_user ON session (bureau_id, user_id, session_id);

CREATE TABLE known_device (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  digest    BLOB    NOT NULL,
  seen_at   INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, user_id, digest)
) STRICT;

-- Until `free_at` a bucket is not empty again; a bucket whose moment has passed is as if it were not there.
CREATE TABLE sign_in_budget (
  bureau_id INTEGER NOT NULL,
  bucket    BLOB    NOT NULL,
  free_at   INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, bucket)
) STRICT;

CREATE TABLE second_factor (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  sealed    BLOB    NOT NULL,
  confirmed INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
) STRICT;

CREATE TABLE recovery_code (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  digest    BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, user_id, digest)
) STRICT;

CREATE TABLE door_event (
  bureau_id   INTEGER NOT NULL,
  event_id    INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  user_id     INTEGER NOT NULL,
  by_user     INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  PRIMARY KEY (bureau_id, event_id)
) STRICT;
CREATE INDEX door_event_by_user ON door_event (bureau_id, user_id, event_id);

-- Who was shown whose row or name: one row a day for each reader, subject and kind of page, with how often.
CREATE TABLE reading (
  bureau_id INTEGER NOT NULL,
  subject   INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  reader    INTEGER NOT NULL,
  what      TEXT    NOT NULL,
  times     INTEGER NOT NULL,
  last_at   INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, subject, day, reader, what)
) STRICT;
CREATE INDEX reading_by_day ON reading (bureau_id, day, reader);

CREATE TABLE preference (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  lang      TEXT    NOT NULL,
  theme     TEXT    NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
) STRICT;

-- What somebody typed and has not sent yet. Sealed: a roster holds names.
CREATE TABLE draft (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  form      TEXT    NOT NULL,
  sealed    BLOB    NOT NULL,
  saved_at  INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, user_id, form)
) STRICT;
