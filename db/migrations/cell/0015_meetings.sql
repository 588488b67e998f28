-- A meeting of the commission, of a committee or a headquarters; of leaders who study safety; a month's progress review.
CREATE TABLE meeting (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  committee_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('plenary', 'enlarged', 'special', 'duty_report', 'headquarters', 'study')),
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  time TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('planned', 'notified', 'held', 'archived', 'cancelled')),
  agenda TEXT NOT NULL DEFAULT '[]',
  minutes TEXT NOT NULL DEFAULT '',
  plan_id TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, committee_id) REFERENCES committee (tenant_id, id),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX meeting_by_day ON meeting (tenant_id, day DESC, id DESC);
CREATE INDEX meeting_by_kind ON meeting (tenant_id, kind, state, day DESC);

CREATE TABLE meeting_attendance (
  tenant_id INTEGER NOT NULL,
  meeting_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('invited', 'present', 'substitute', 'leave', 'absent')),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, meeting_id, unit_id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;

-- 议定事项: once it is a task, the task says how far it is.
CREATE TABLE resolution (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  title TEXT NOT NULL,
  unit_id TEXT,
  support TEXT NOT NULL DEFAULT '[]',
  due_day TEXT,
  task_id TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX resolution_by_meeting ON resolution (tenant_id, meeting_id, sort, id);

-- A list of duties: of a leader, of a leader for a year, of a department, of an enterprise. Editions, never overwritten.
CREATE TABLE duty_list (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('leader', 'leader_year', 'department', 'enterprise')),
  series TEXT NOT NULL,
  edition INTEGER NOT NULL,
  title TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  person_id TEXT,
  holder TEXT NOT NULL DEFAULT '',
  year INTEGER,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'superseded')),
  published_on TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, series, edition),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX duty_list_by_kind ON duty_list (tenant_id, kind, state, id DESC);
CREATE INDEX duty_list_by_unit ON duty_list (tenant_id, unit_id, state, id DESC);

CREATE TABLE duty_line (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  list_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  words TEXT NOT NULL,
  basis TEXT NOT NULL DEFAULT '',
  sector TEXT,
  due_day TEXT,
  done_on TEXT,
  done_by TEXT,
  evidence TEXT NOT NULL DEFAULT '',
  blob_id TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, list_id) REFERENCES duty_list (tenant_id, id),
  FOREIGN KEY (tenant_id, done_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX duty_line_by_list ON duty_line (tenant_id, list_id, sort, id);
CREATE INDEX duty_line_by_sector ON duty_line (tenant_id, sector, list_id) WHERE sector IS NOT NULL;

-- 述职: each unit that has to report on its duty before the plenary, once a year.
CREATE TABLE duty_report (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  year INTEGER NOT NULL,
  unit_id TEXT NOT NULL,
  post TEXT NOT NULL DEFAULT '',
  due_day TEXT,
  meeting_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'submitted', 'scored')),
  words TEXT NOT NULL DEFAULT '',
  submitted_by TEXT,
  submitted_at INTEGER,
  score INTEGER CHECK (score BETWEEN 0 AND 100),
  comment TEXT NOT NULL DEFAULT '',
  scored_by TEXT,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, year, unit_id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting (tenant_id, id),
  FOREIGN KEY (tenant_id, submitted_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, scored_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

-- A checklist template filled in by a unit: 六有, 三有 and the like. `items`: what was asked and what was said.
CREATE TABLE self_check (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  template_id TEXT NOT NULL,
  title TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  day TEXT NOT NULL,
  items TEXT NOT NULL,
  attained INTEGER NOT NULL,
  total INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX self_check_by_template ON self_check (tenant_id, template_id, unit_id, day DESC, id DESC);
CREATE INDEX self_check_by_unit ON self_check (tenant_id, unit_id, id DESC);
