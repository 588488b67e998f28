-- The primary key is the lock: two racers that read the same version insert the same seq, and one batch rolls back.
CREATE TABLE event (
  tenant_id INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT,
  data TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, entity, entity_id, seq)
) WITHOUT ROWID;
CREATE INDEX event_recent ON event (tenant_id, entity, at);
CREATE INDEX event_by_time ON event (tenant_id, at);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'event is append-only');
END;

CREATE TABLE command (
  tenant_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, actor, key)
) WITHOUT ROWID;
CREATE INDEX command_by_age ON command (tenant_id, at);

CREATE TABLE counter (
  tenant_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  bucket TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, name, bucket)
) WITHOUT ROWID;

CREATE TABLE sequence (
  tenant_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, name)
) WITHOUT ROWID;

CREATE TABLE notification (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  link TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX notification_inbox ON notification (tenant_id, person_id, created_at, id);
CREATE INDEX notification_unread ON notification (tenant_id, person_id, created_at, id) WHERE read_at IS NULL;

CREATE TABLE outbox (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (tenant_id, next_at);
-- The cron looks over a whole cell for tenants with work left behind.
CREATE INDEX outbox_due_in_cell ON outbox (next_at);

CREATE TABLE saved_filter (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, person_id, page, name),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE blob (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  object_key TEXT NOT NULL,
  purpose TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attached_to TEXT,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX blob_orphans ON blob (tenant_id, created_at) WHERE attached_to IS NULL;
