-- The bytes of documents, in backups only: a bureau at work keeps them in a folder, and here nothing.
CREATE TABLE carried_document (
  bureau_id INTEGER NOT NULL,
  sha256    TEXT    NOT NULL,
  bytes     BLOB    NOT NULL,
  PRIMARY KEY (bureau_id, sha256)
) STRICT;
