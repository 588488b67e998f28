-- The text of an order from above as it came, and what a person made of what was read from it.
CREATE TABLE notice (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  file_name TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  draft TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reviewing', 'confirmed', 'discarded')),
  plan_id TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE plan (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'work_points', 'campaign', 'meeting', 'inbound', 'manual')),
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'active', 'closed', 'withdrawn')),
  year INTEGER NOT NULL,
  doc_no TEXT NOT NULL DEFAULT '',
  issuer TEXT NOT NULL DEFAULT '',
  issued_on TEXT,
  from_day TEXT,
  to_day TEXT,
  tag TEXT NOT NULL DEFAULT '',
  -- Whose plan it is: NULL is the commission office, else the unit that made it for the units below it.
  owner_unit_id TEXT,
  -- A plan from the level above: which district sent it, and its id there. The pair makes its arrival idempotent.
  upstream_slug TEXT,
  upstream_id TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  closed_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  UNIQUE (tenant_id, upstream_slug, upstream_id),
  FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX plan_by_state ON plan (tenant_id, state, id DESC);

CREATE TABLE task (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  -- A part of another task, split off by the unit that has it to do. Its index is whole, so that erasing stays linear.
  parent_id TEXT,
  -- The assignment it was split from, whose progress it feeds.
  parent_assignment_id TEXT,
  number TEXT NOT NULL,
  sort INTEGER NOT NULL,
  item_no TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  content TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('once', 'standing', 'recurring')),
  recurrence TEXT NOT NULL DEFAULT '',
  next_on TEXT,
  deadline_text TEXT NOT NULL DEFAULT '',
  start_day TEXT,
  due_day TEXT,
  sector TEXT,
  tag TEXT NOT NULL DEFAULT '',
  -- Own steps of the task; `stage` is what is shown, drawn from the counts of its parts in the same statement.
  state TEXT NOT NULL CHECK (state IN ('drafted', 'dispatched', 'closed', 'withdrawn')),
  stage TEXT NOT NULL,
  parts INTEGER NOT NULL DEFAULT 0,
  acknowledged INTEGER NOT NULL DEFAULT 0,
  in_progress INTEGER NOT NULL DEFAULT 0,
  submitted INTEGER NOT NULL DEFAULT 0,
  returned INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  owner_unit_id TEXT,
  upstream_task_id TEXT,
  source TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  dispatched_at INTEGER,
  closed_at INTEGER,
  due_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES task (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX task_by_plan ON task (tenant_id, plan_id, sort, id);
CREATE INDEX task_by_stage ON task (tenant_id, stage, id DESC);
CREATE INDEX task_by_due ON task (tenant_id, due_at, id) WHERE due_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX task_by_parent ON task (tenant_id, parent_id, sort);
CREATE INDEX task_by_owner ON task (tenant_id, owner_unit_id, id DESC) WHERE owner_unit_id IS NOT NULL;
CREATE INDEX task_by_split ON task (tenant_id, parent_assignment_id, id) WHERE parent_assignment_id IS NOT NULL;
CREATE INDEX task_by_upstream ON task (tenant_id, upstream_task_id) WHERE upstream_task_id IS NOT NULL;
CREATE INDEX task_recurring ON task (tenant_id, next_on, id) WHERE next_on IS NOT NULL;

-- A unit's part in a task: it is acknowledged, done and signed off by itself, with clocks of its own.
CREATE TABLE assignment (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'support', 'convener', 'implementer', 'responsible')),
  state TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  person_id TEXT,
  due_day TEXT,
  due_at INTEGER,
  progress INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  note TEXT NOT NULL DEFAULT '',
  note_at INTEGER,
  submitted_by TEXT,
  submitted_at INTEGER,
  accepted_by TEXT,
  reason TEXT NOT NULL DEFAULT '',
  round INTEGER NOT NULL DEFAULT 0,
  -- Where the unit is itself a district of the platform: how far it says its own parts are.
  below TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, task_id, unit_id),
  FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, submitted_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, accepted_by) REFERENCES person (tenant_id, id),
  CONSTRAINT accepted_by_another CHECK (state <> 'accepted' OR accepted_by IS NULL OR accepted_by IS NOT submitted_by)
) WITHOUT ROWID;
-- The matrix of a plan is read from here alone.
CREATE INDEX assignment_by_plan ON assignment (tenant_id, plan_id, task_id, unit_id, state, due_at, progress);
CREATE INDEX assignment_open ON assignment (tenant_id, unit_id, due_at, id, state, finished_at) WHERE finished_at IS NULL;
-- Lists of a unit's tasks, newest first; of a person named in a part of a unit above one's own.
CREATE INDEX assignment_by_unit ON assignment (tenant_id, unit_id, task_id DESC, id);
CREATE INDEX assignment_by_person ON assignment (tenant_id, person_id, due_at, id, state, task_id, finished_at) WHERE person_id IS NOT NULL AND finished_at IS NULL;
-- What waits to be judged, and the calendar: of the whole district, of a unit.
CREATE INDEX assignment_submitted ON assignment (tenant_id, submitted_at, id) WHERE state = 'submitted';
CREATE INDEX assignment_by_day ON assignment (tenant_id, due_day, id) WHERE due_day IS NOT NULL;
CREATE INDEX assignment_unit_day ON assignment (tenant_id, unit_id, due_day, id, state) WHERE due_day IS NOT NULL;

-- A milestone of the task (assignment_id NULL), or a step of a unit's own plan, worked back from the deadline.
CREATE TABLE task_step (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  assignment_id TEXT,
  title TEXT NOT NULL,
  person_id TEXT,
  who TEXT NOT NULL DEFAULT '',
  start_day TEXT,
  due_day TEXT NOT NULL,
  done_at INTEGER,
  done_by TEXT,
  sort INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  event_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id),
  FOREIGN KEY (tenant_id, assignment_id) REFERENCES assignment (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, done_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX task_step_by_task ON task_step (tenant_id, task_id, assignment_id, due_day, sort);
CREATE INDEX task_step_by_day ON task_step (tenant_id, due_day, id);

CREATE TABLE task_evidence (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  assignment_id TEXT NOT NULL,
  blob_id TEXT NOT NULL,
  caption TEXT NOT NULL DEFAULT '',
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, blob_id),
  FOREIGN KEY (tenant_id, assignment_id) REFERENCES assignment (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX task_evidence_by_assignment ON task_evidence (tenant_id, assignment_id, id);

-- A calendar address of a person: whoever holds the address reads their due days, nothing else.
CREATE TABLE calendar_feed (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX calendar_feed_by_person ON calendar_feed (tenant_id, person_id);
