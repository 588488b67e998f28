CREATE TABLE unit (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  parent_id TEXT,
  sort INTEGER NOT NULL DEFAULT 0,
  division_code TEXT,
  active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 0,
  event_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX unit_by_parent ON unit (tenant_id, parent_id);
CREATE INDEX unit_in_order ON unit (tenant_id, sort, id);

CREATE TABLE person (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  username TEXT NOT NULL,
  phone TEXT,
  unit_id TEXT,
  post TEXT,
  status TEXT NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'disabled')),
  password_hash TEXT,
  totp_secret TEXT,
  totp_last_step INTEGER,
  failed_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  event_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, username),
  UNIQUE (tenant_id, phone),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX person_by_unit ON person (tenant_id, unit_id, id);

CREATE TABLE person_role (
  tenant_id INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  role TEXT NOT NULL,
  unit_id TEXT NOT NULL DEFAULT '',
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, person_id, role, unit_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX person_role_by_role ON person_role (tenant_id, role, unit_id, person_id);

CREATE TABLE passkey (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  sign_count INTEGER NOT NULL DEFAULT 0,
  transports TEXT NOT NULL DEFAULT '[]',
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX passkey_by_person ON passkey (tenant_id, person_id);

CREATE TABLE session (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  refresh_hash TEXT NOT NULL,
  previous_hash TEXT,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX session_by_person ON session (tenant_id, person_id, last_used_at);

CREATE TABLE invitation (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('invite', 'reset')),
  token_hash TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX invitation_by_person ON invitation (tenant_id, person_id);

CREATE TABLE committee (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('commission', 'office', 'committee', 'headquarters')),
  name TEXT NOT NULL,
  sector TEXT,
  lead_unit_id TEXT,
  duties TEXT NOT NULL DEFAULT '',
  sort INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 0,
  event_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, lead_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE committee_member (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  committee_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  person_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('lead', 'deputy', 'member')),
  term_from TEXT,
  term_to TEXT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, committee_id, unit_id),
  FOREIGN KEY (tenant_id, committee_id) REFERENCES committee (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE sector_regulator (
  tenant_id INTEGER NOT NULL,
  sector TEXT NOT NULL,
  label TEXT NOT NULL,
  unit_id TEXT,
  sort INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, sector),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE setting (
  tenant_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, key)
) WITHOUT ROWID;

CREATE TABLE template (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  source TEXT,
  sort INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX template_by_kind ON template (tenant_id, kind, sort, id);
