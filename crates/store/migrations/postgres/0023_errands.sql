-- What one person asked for and waits for: one job of each kind for each person. What it needs and what came of it may hold
-- what a sheet holds, so it is sealed.
ALTER TABLE job ADD COLUMN sealed BYTEA NOT NULL DEFAULT '';
