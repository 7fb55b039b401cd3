-- The bytes of documents, in backups only: a bureau at work keeps them in a folder, and here nothing.
CREATE TABLE carried_document (
  bureau_id BIGINT NOT NULL,
  sha256    TEXT COLLATE "C" NOT NULL,
  bytes     BYTEA  NOT NULL,
  PRIMARY KEY (bureau_id, sha256)
);
