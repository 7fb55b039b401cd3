-- The people at the door: sessions, second factors, how often somebody may try, and who read whose record. Not part of the
-- ledger. Secrets are stored as digests or sealed under the key that lies outside the database.
CREATE TABLE session (
  bureau_id  BIGINT NOT NULL,
  digest     BYTEA  NOT NULL,
  session_id BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  stage      BIGINT NOT NULL,
  client     TEXT COLLATE "C" NOT NULL,
  opened_at  BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, digest)
);
CREATE INDEX session_by_user ON session (bureau_id, user_id, session_id);

CREATE TABLE known_device (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  digest    BYTEA  NOT NULL,
  seen_at   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id, digest)
);

-- Until `free_at` a bucket is not empty again; a bucket whose moment has passed is as if it were not there.
CREATE TABLE sign_in_budget (
  bureau_id BIGINT NOT NULL,
  bucket    BYTEA  NOT NULL,
  free_at   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, bucket)
);

CREATE TABLE second_factor (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  sealed    BYTEA  NOT NULL,
  confirmed BIGINT NOT NULL,
  last_step BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
);

CREATE TABLE recovery_code (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  digest    BYTEA  NOT NULL,
  PRIMARY KEY (bureau_id, user_id, digest)
);

CREATE TABLE door_event (
  bureau_id   BIGINT NOT NULL,
  event_id    BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  user_id     BIGINT NOT NULL,
  by_user     BIGINT NOT NULL,
  kind        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (bureau_id, event_id)
);
CREATE INDEX door_event_by_user ON door_event (bureau_id, user_id, event_id);

-- Who was shown whose row or name: one row a day for each reader, subject and kind of page, with how often.
CREATE TABLE reading (
  bureau_id BIGINT NOT NULL,
  subject   BIGINT NOT NULL,
  day       BIGINT NOT NULL,
  reader    BIGINT NOT NULL,
  what      TEXT COLLATE "C" NOT NULL,
  times     BIGINT NOT NULL,
  last_at   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, subject, day, reader, what)
);
CREATE INDEX reading_by_day ON reading (bureau_id, day, reader);

CREATE TABLE preference (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  lang      TEXT COLLATE "C" NOT NULL,
  theme     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
);

-- What somebody typed and has not sent yet. Sealed: a roster holds names.
CREATE TABLE draft (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  form      TEXT COLLATE "C" NOT NULL,
  sealed    BYTEA  NOT NULL,
  saved_at  BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id, form)
);
