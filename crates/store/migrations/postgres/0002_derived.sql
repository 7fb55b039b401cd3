-- Everything here is computed from facts; `nuancheng rebuild` drops and replays it.
CREATE TABLE entry (
  bureau_id  BIGINT NOT NULL,
  register   TEXT COLLATE "C"   NOT NULL,
  day        BIGINT NOT NULL,
  entry_key  TEXT COLLATE "C"   NOT NULL,
  since_seq  BIGINT NOT NULL,
  part       BIGINT NOT NULL,
  organiser  TEXT COLLATE "C",
  host       TEXT COLLATE "C",
  sender     TEXT COLLATE "C",
  person     BIGINT,
  until_day  BIGINT,
  evidence   BIGINT NOT NULL,
  attrs      TEXT   NOT NULL,
  known_from BIGINT NOT NULL,
  known_to   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, register, day, entry_key, since_seq, part)
);
CREATE INDEX entry_by_person ON entry (bureau_id, person, day) WHERE person IS NOT NULL;

CREATE TABLE cell (
  bureau_id BIGINT NOT NULL,
  figure    TEXT COLLATE "C"   NOT NULL,
  unit      TEXT COLLATE "C"   NOT NULL,
  span      BIGINT NOT NULL,
  known_on  BIGINT NOT NULL,
  n         BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, figure, unit, span, known_on)
);

CREATE TABLE tally (
  bureau_id BIGINT NOT NULL,
  figure    TEXT COLLATE "C"   NOT NULL,
  unit      TEXT COLLATE "C"   NOT NULL,
  side      BIGINT NOT NULL,
  span      BIGINT NOT NULL,
  slices    BYTEA   NOT NULL,
  PRIMARY KEY (bureau_id, figure, unit, side, span)
);

CREATE TABLE training_class (
  bureau_id  BIGINT NOT NULL,
  class_id   BIGINT NOT NULL,
  serial     TEXT COLLATE "C"   NOT NULL,
  title      TEXT   NOT NULL,
  category   TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  organiser  TEXT COLLATE "C"   NOT NULL,
  starts_on  BIGINT NOT NULL,
  ends_on    BIGINT NOT NULL,
  marks      BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, class_id)
);
CREATE INDEX training_class_by_unit ON training_class (bureau_id, organiser, ends_on);

CREATE TABLE study_run (
  bureau_id  BIGINT NOT NULL,
  run_id     BIGINT NOT NULL,
  serial     TEXT COLLATE "C"   NOT NULL,
  title      TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  organiser  TEXT COLLATE "C"   NOT NULL,
  starts_on  BIGINT NOT NULL,
  ends_on    BIGINT NOT NULL,
  marks      BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, run_id)
);
CREATE INDEX study_run_by_unit ON study_run (bureau_id, organiser, ends_on);
