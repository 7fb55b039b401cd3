-- Other ways in than a password. None of it is part of the ledger.

-- Something begun at the door that a browser comes back with, once: a challenge, a journey to the provider of identities.
CREATE TABLE ceremony (
  bureau_id  INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  purpose    TEXT    NOT NULL,
  sealed     BLOB    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, digest)
) STRICT;

-- Who an account is for the provider of identities. The digest is keyed, because a subject is often a police number.
CREATE TABLE outside_identity (
  bureau_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  digest    BLOB    NOT NULL,
  issuer    TEXT    NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
) STRICT;
CREATE UNIQUE INDEX outside_identity_by_digest ON outside_identity (bureau_id, digest);

-- `counter` is what the key said it was at when it was last used; it stands beside the sealed key so that of two uses at once one is refused.
CREATE TABLE passkey (
  bureau_id  INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  user_id    INTEGER NOT NULL,
  passkey_id INTEGER NOT NULL,
  sealed     BLOB    NOT NULL,
  name       BLOB    NOT NULL,
  counter    INTEGER NOT NULL,
  synced     INTEGER NOT NULL,
  made_at    INTEGER NOT NULL,
  used_at    INTEGER NOT NULL,
  PRIMARY KEY (bureau_id, digest)
) STRICT;
CREATE INDEX passkey_by_user ON passkey (bureau_id, user_id, passkey_id);
