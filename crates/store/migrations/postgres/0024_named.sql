-- Whom an unfinished thing waits for, so that everybody finds what names them: by person, and by thing to write it anew.
CREATE TABLE waits_for (
  bureau_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  since_seq BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, person_id, since_seq)
);
CREATE INDEX waits_for_by_thing ON waits_for (bureau_id, since_seq);
