-- A unit's written report on a month or half a month. What the ledger knows is frozen in `figures` when it is submitted.
CREATE TABLE report (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  cadence TEXT NOT NULL CHECK (cadence IN ('month', 'half_month')),
  period TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'submitted', 'returned', 'accepted')),
  due_day TEXT NOT NULL,
  -- Set by the clock when the day passed without a report, or by a submission after it.
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
  figures TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  submitted_by TEXT,
  submitted_at INTEGER,
  decided_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, cadence, period, unit_id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX report_by_unit ON report (tenant_id, unit_id, id DESC);
CREATE INDEX report_open ON report (tenant_id, state, due_day, id) WHERE state <> 'accepted';

-- The month's progress review (调度): what was looked at and what was decided. One a month.
CREATE TABLE review (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  period TEXT NOT NULL,
  held_day TEXT NOT NULL,
  participants TEXT NOT NULL DEFAULT '[]',
  points TEXT NOT NULL DEFAULT '',
  decisions TEXT NOT NULL DEFAULT '',
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, period)
) WITHOUT ROWID;

-- The month's bulletin (通报). A correction is a new edition with the number of the first.
CREATE TABLE bulletin (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  period TEXT NOT NULL,
  edition INTEGER NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER,
  state TEXT NOT NULL
    CHECK (state IN ('drafted', 'submitted', 'returned', 'approved', 'published', 'superseded', 'discarded')),
  title TEXT NOT NULL,
  figures TEXT NOT NULL,
  body TEXT NOT NULL,
  -- Why an edition after the first was needed; why it was returned.
  correction TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  edited_by TEXT NOT NULL,
  approved_by TEXT,
  approved_at INTEGER,
  published_at INTEGER,
  sha256 TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT approved_by_another CHECK (approved_by IS NULL OR (approved_by <> created_by AND approved_by <> edited_by))
) WITHOUT ROWID;
CREATE INDEX bulletin_by_period ON bulletin (tenant_id, period DESC, edition DESC);
CREATE UNIQUE INDEX bulletin_open ON bulletin (tenant_id, period)
  WHERE state IN ('drafted', 'submitted', 'returned', 'approved');
CREATE UNIQUE INDEX bulletin_edition ON bulletin (tenant_id, period, edition) WHERE state <> 'discarded';

-- A unit to be named in the next bulletin; the ladder of supervision queues it, the publication that names it uses it up.
CREATE TABLE bulletin_mention (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  period TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  bulletin_id TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, bulletin_id) REFERENCES bulletin (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX bulletin_mention_waiting ON bulletin_mention (tenant_id, period, id) WHERE bulletin_id IS NULL;
CREATE INDEX bulletin_mention_used ON bulletin_mention (tenant_id, bulletin_id);

-- The units a bulletin was sent to, and who of each read it first.
CREATE TABLE bulletin_receipt (
  tenant_id INTEGER NOT NULL,
  bulletin_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  read_by TEXT,
  read_at INTEGER,
  PRIMARY KEY (tenant_id, bulletin_id, unit_id),
  FOREIGN KEY (tenant_id, bulletin_id) REFERENCES bulletin (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
