-- Whose sessions a secret address of a calendar shows. Only a digest of the address is kept; none of it is part of the ledger.
CREATE TABLE calendar_feed (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  digest    BYTEA NOT NULL,
  made_at   BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
);
CREATE UNIQUE INDEX calendar_feed_by_digest ON calendar_feed (bureau_id, digest);
