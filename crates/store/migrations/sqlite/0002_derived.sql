-- Everything here is computed from facts; `nuancheng rebuild` drops and replays it.
CREATE TABLE entry (
  bureau_id  INTEGER NOT NULL,
  register   TEXT    NOT NULL,
  day        INTEGER NOT NULL,
  entry_key  TEXT    NOT NULL,
  since_seq  INTEGER NOT NULL,
  part       INTEGER NOT NULL,
  organiser  TEXT,
  host       TEXT,
  sender     TEXT,
  person     INTEGER,
  until_day  INTEGER,
  evidence   INTEGER NOT NULL,
  attrs      TEXT    NOT NULL,
  known_from INTEGER NOT NULL,
  known_to   INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, register, day, entry_key, since_seq, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_person ON entry (bureau_id, person, day) WHERE person IS NOT NULL;

CREATE TABLE cell (
  bureau_id INTEGER NOT NULL,
  figure    TEXT    NOT NULL,
  unit      TEXT    NOT NULL,
  span      INTEGER NOT NULL,
  known_on  INTEGER NOT NULL,
  n         INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, figure, unit, span, known_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
  bureau_id INTEGER NOT NULL,
  figure    TEXT    NOT NULL,
  unit      TEXT    NOT NULL,
  side      INTEGER NOT NULL,
  span      INTEGER NOT NULL,
  slices    BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, figure, unit, side, span)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_class (
  bureau_id  INTEGER NOT NULL,
  class_id   INTEGER NOT NULL,
  serial     TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  category   TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  organiser  TEXT    NOT NULL,
  starts_on  INTEGER NOT NULL,
  ends_on    INTEGER NOT NULL,
  marks      INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, class_id)
) STRICT;
CREATE INDEX training_class_by_unit ON training_class (bureau_id, organiser, ends_on);

CREATE TABLE study_run (
  bureau_id  INTEGER NOT NULL,
  run_id     INTEGER NOT NULL,
  serial     TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  organiser  TEXT    NOT NULL,
  starts_on  INTEGER NOT NULL,
  ends_on    INTEGER NOT NULL,
  marks      INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, run_id)
) STRICT;
CREATE INDEX study_run_by_unit ON study_run (bureau_id, organiser, ends_on);
