-- Other ways in than a password. None of it is part of the ledger.

-- Something begun at the door that a browser comes back with, once: a challenge, a journey to the provider of identities.
CREATE TABLE ceremony (
  bureau_id  BIGINT NOT NULL,
  digest     BYTEA  NOT NULL,
  purpose    TEXT COLLATE "C" NOT NULL,
  sealed     BYTEA  NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, digest)
);

-- Who an account is for the provider of identities. The digest is keyed, because a subject is often a police number.
CREATE TABLE outside_identity (
  bureau_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  digest    BYTEA  NOT NULL,
  issuer    TEXT COLLATE "C" NOT NULL,
  linked_at BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, user_id)
);
CREATE UNIQUE INDEX outside_identity_by_digest ON outside_identity (bureau_id, digest);

-- `counter` is what the key said it was at when it was last used; it stands beside the sealed key so that of two uses at once one is refused.
CREATE TABLE passkey (
  bureau_id  BIGINT NOT NULL,
  digest     BYTEA  NOT NULL,
  user_id    BIGINT NOT NULL,
  passkey_id BIGINT NOT NULL,
  sealed     BYTEA  NOT NULL,
  name       BYTEA  NOT NULL,
  counter    BIGINT NOT NULL,
  synced     BIGINT NOT NULL,
  made_at    BIGINT NOT NULL,
  used_at    BIGINT NOT NULL,
  PRIMARY KEY (bureau_id, digest)
);
CREATE INDEX passkey_by_user ON passkey (bureau_id, user_id, passkey_id);
