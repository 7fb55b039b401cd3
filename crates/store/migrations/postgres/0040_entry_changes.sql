-- What came into a register and what ended in it since a moment: what a release is compared with.
CREATE INDEX entry_by_since ON entry (bureau_id, register, since_seq);
CREATE INDEX entry_by_end ON entry (bureau_id, register, known_to) WHERE known_to < 9223372036854775807;
