CREATE TABLE cell (
  name TEXT PRIMARY KEY,
  capacity INTEGER NOT NULL,
  tenants INTEGER NOT NULL DEFAULT 0,
  open INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE tenant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'district', 'zone')),
  division_code TEXT NOT NULL,
  parent_id INTEGER REFERENCES tenant (id),
  cell TEXT NOT NULL REFERENCES cell (name),
  pack TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('applied', 'provisioning', 'active', 'suspended', 'closing', 'closed')),
  step TEXT NOT NULL DEFAULT '',
  notice TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  active_at INTEGER
);

CREATE TABLE tenant_host (
  host TEXT PRIMARY KEY,
  tenant_id INTEGER NOT NULL REFERENCES tenant (id)
) WITHOUT ROWID;

CREATE TABLE application (
  id TEXT PRIMARY KEY,
  unit_name TEXT NOT NULL,
  tenant_name TEXT NOT NULL,
  level TEXT NOT NULL,
  division_code TEXT NOT NULL,
  slug TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'approved', 'refused')),
  decided_by TEXT,
  decided_at INTEGER,
  decision_reason TEXT,
  tenant_id INTEGER REFERENCES tenant (id),
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX application_by_status ON application (status, created_at, id);

CREATE TABLE operator (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  failed_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE operator_session (
  id TEXT PRIMARY KEY,
  operator_id TEXT NOT NULL REFERENCES operator (id),
  refresh_hash TEXT NOT NULL,
  previous_hash TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) WITHOUT ROWID;

CREATE TABLE operator_event (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  tenant_id INTEGER REFERENCES tenant (id),
  reason TEXT NOT NULL,
  data TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
CREATE INDEX operator_event_by_time ON operator_event (at, id);

CREATE TABLE platform_command (
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (actor, key)
) WITHOUT ROWID;

CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY,
  use TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  sealed_private TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  retires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE calendar_day (
  day TEXT PRIMARY KEY,
  working INTEGER NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL
) WITHOUT ROWID;
