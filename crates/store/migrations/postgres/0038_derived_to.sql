-- Up to which fact registers, cells and lists are written. Under load they follow the facts by a few groups; whoever opens the
-- ledger after a stop, or asks, writes what is missing.
ALTER TABLE chain_head ADD COLUMN derived BIGINT NOT NULL DEFAULT 0;
UPDATE chain_head SET derived = size;
