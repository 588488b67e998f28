-- Room in a cell is counted in districts and in bytes; the bytes are those the database itself said last.
ALTER TABLE cell ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cell ADD COLUMN max_bytes INTEGER NOT NULL DEFAULT 8000000000;
ALTER TABLE cell ADD COLUMN counted_at INTEGER;

-- The few that have moved and whose rows still lie where they lived before.
CREATE INDEX tenant_moved ON tenant (id) WHERE substr(step, 1, 6) = 'moved:';
