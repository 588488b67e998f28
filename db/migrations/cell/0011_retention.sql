-- What was destroyed when and under which rule; of the content itself nothing remains but its digest.
CREATE TABLE shred_certificate (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  tip_id TEXT NOT NULL,
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  settled_day TEXT NOT NULL,
  kept_days INTEGER NOT NULL,
  digest TEXT NOT NULL,
  wraps INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  files INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id)
) WITHOUT ROWID;

-- Refusals counted by the hour and nothing more: no address, no receipt, no tip.
CREATE TABLE security_count (
  tenant_id INTEGER NOT NULL,
  hour TEXT NOT NULL,
  kind TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, hour, kind)
) WITHOUT ROWID;
