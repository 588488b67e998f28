-- 督办单: an order to one unit, about a late part, a late report, a hazard, or nothing the software knows.
CREATE TABLE supervision_order (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- Given when it is served: a draft nobody served takes no number.
  number TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('ladder', 'manual')),
  subject_entity TEXT,
  subject_id TEXT,
  unit_id TEXT NOT NULL,
  title TEXT NOT NULL,
  demand TEXT NOT NULL,
  due_day TEXT,
  -- Set while the unit's answer is waited for, and only then.
  due_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'served', 'answered', 'returned', 'accepted', 'withdrawn')),
  answer TEXT NOT NULL DEFAULT '',
  opinion TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  round INTEGER NOT NULL DEFAULT 0,
  served_by TEXT,
  served_at INTEGER,
  received_by TEXT,
  received_at INTEGER,
  answered_by TEXT,
  answered_at INTEGER,
  accepted_by TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  CONSTRAINT answer_accepted_by_another CHECK (state <> 'accepted' OR accepted_by IS NOT answered_by)
) WITHOUT ROWID;
CREATE INDEX supervision_order_by_state ON supervision_order (tenant_id, state, id DESC);
CREATE INDEX supervision_order_by_unit ON supervision_order (tenant_id, unit_id, id DESC);
CREATE INDEX supervision_order_by_due ON supervision_order (tenant_id, due_at, id) WHERE due_at IS NOT NULL;
-- One matter has one open order, whoever drafts a second one at the same moment.
CREATE UNIQUE INDEX supervision_order_open ON supervision_order (tenant_id, subject_entity, subject_id)
  WHERE subject_id IS NOT NULL AND finished_at IS NULL;

-- 约谈: a formal talk with the head of a unit, its minutes, and the written report on what was put right.
CREATE TABLE summons (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT,
  cause TEXT NOT NULL CHECK (cause IN ('ladder', 'accident', 'manual')),
  subject_entity TEXT,
  subject_id TEXT,
  unit_id TEXT NOT NULL,
  -- A post in words (主要负责人), not a name.
  who TEXT NOT NULL,
  title TEXT NOT NULL,
  grounds TEXT NOT NULL,
  talk_day TEXT,
  talk_time TEXT NOT NULL DEFAULT '',
  talk_place TEXT NOT NULL DEFAULT '',
  presiding TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('drafted', 'notified', 'held', 'reported', 'returned', 'closed', 'withdrawn')),
  minutes TEXT NOT NULL DEFAULT '',
  bulletin_day TEXT,
  report TEXT NOT NULL DEFAULT '',
  report_due_day TEXT,
  -- Set while the report is waited for, and only then.
  due_at INTEGER,
  opinion TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  round INTEGER NOT NULL DEFAULT 0,
  notified_by TEXT,
  notified_at INTEGER,
  received_by TEXT,
  received_at INTEGER,
  held_by TEXT,
  held_at INTEGER,
  reported_by TEXT,
  reported_at INTEGER,
  closed_by TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  CONSTRAINT report_checked_by_another CHECK (state <> 'closed' OR closed_by IS NOT reported_by)
) WITHOUT ROWID;
CREATE INDEX summons_by_state ON summons (tenant_id, state, id DESC);
CREATE INDEX summons_by_unit ON summons (tenant_id, unit_id, id DESC);
CREATE INDEX summons_by_due ON summons (tenant_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX summons_open ON summons (tenant_id, subject_entity, subject_id)
  WHERE subject_id IS NOT NULL AND finished_at IS NULL;

-- Files of an answer, of minutes, of a report.
CREATE TABLE supervision_file (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  entity TEXT NOT NULL CHECK (entity IN ('order', 'summons')),
  entity_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'minutes', 'report')),
  blob_id TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, blob_id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX supervision_file_by_entity ON supervision_file (tenant_id, entity, entity_id, id);
