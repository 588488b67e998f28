-- 督导组: a standing team that goes round and looks. `sectors`, `units` (JSON): what it looks after; none = the district.
CREATE TABLE check_team (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
  leader_id TEXT,
  sectors TEXT NOT NULL DEFAULT '[]',
  units TEXT NOT NULL DEFAULT '[]',
  owner_unit_id TEXT,
  from_day TEXT NOT NULL,
  to_day TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, leader_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX check_team_by_state ON check_team (tenant_id, state, id DESC);

-- A person of the house by id, somebody from outside by name.
CREATE TABLE check_team_member (
  tenant_id INTEGER NOT NULL,
  team_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  person_id TEXT,
  name TEXT NOT NULL DEFAULT '',
  duty TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, team_id, sort),
  FOREIGN KEY (tenant_id, team_id) REFERENCES check_team (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX check_team_member_by_person ON check_team_member (tenant_id, person_id, team_id) WHERE person_id IS NOT NULL;

-- 检查: a visit to a unit or an enterprise, or a round of re-checks of closed hazards (回头看). `hidden`: until it is started,
-- its planners and those on it alone know of it.
CREATE TABLE check_visit (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('visit', 'recheck')),
  -- Given when the record is finished: a covert visit not yet made leaves no gap.
  number TEXT,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'started', 'recorded', 'finished', 'cancelled')),
  tags TEXT NOT NULL DEFAULT '[]',
  unannounced INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0,
  unit_id TEXT,
  enterprise TEXT NOT NULL DEFAULT '',
  credit_code TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  place_unit_id TEXT,
  -- The unit, or the enterprise by its credit code or name: what a campaign's list is ticked off by.
  target_key TEXT NOT NULL DEFAULT '',
  team_id TEXT,
  plan_id TEXT,
  -- A template may be removed; what it asked is kept in `items` from the start of the visit.
  template_id TEXT,
  template_title TEXT NOT NULL DEFAULT '',
  owner_unit_id TEXT,
  planned_day TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  started_at INTEGER,
  started_day TEXT,
  started_by TEXT,
  longitude REAL,
  latitude REAL,
  accuracy REAL,
  position TEXT CHECK (position IN ('given', 'refused', 'unavailable')),
  items TEXT NOT NULL DEFAULT '[]',
  words TEXT NOT NULL DEFAULT '',
  advice TEXT NOT NULL DEFAULT '',
  received TEXT NOT NULL DEFAULT '',
  findings INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER,
  finished_by TEXT,
  record_hash TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  -- Of a round of re-checks: the seed and what it was drawn from (JSON), how many, and how they were judged.
  seed TEXT NOT NULL DEFAULT '',
  drawn TEXT NOT NULL DEFAULT '',
  sampled INTEGER NOT NULL DEFAULT 0,
  judged INTEGER NOT NULL DEFAULT 0,
  reopened INTEGER NOT NULL DEFAULT 0,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, place_unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES check_team (tenant_id, id),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
  FOREIGN KEY (tenant_id, started_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person (tenant_id, id),
  CONSTRAINT finished_with_its_hash CHECK (state <> 'finished' OR record_hash <> '')
) WITHOUT ROWID;
CREATE INDEX check_visit_by_day ON check_visit (tenant_id, planned_day DESC, id DESC);
CREATE INDEX check_visit_by_state ON check_visit (tenant_id, state, planned_day DESC, id DESC);
CREATE INDEX check_visit_by_team ON check_visit (tenant_id, team_id, planned_day DESC, id DESC) WHERE team_id IS NOT NULL;
CREATE INDEX check_visit_by_plan ON check_visit (tenant_id, plan_id, target_key, planned_day DESC) WHERE plan_id IS NOT NULL;
CREATE INDEX check_visit_by_unit ON check_visit (tenant_id, unit_id, planned_day DESC, id DESC) WHERE unit_id IS NOT NULL;

-- Who goes, and who went. `leads`: held the post of a leader when the record was written.
CREATE TABLE check_person (
  tenant_id INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  leads INTEGER NOT NULL DEFAULT 0,
  attended INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, check_id, person_id),
  FOREIGN KEY (tenant_id, check_id) REFERENCES check_visit (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX check_person_by_person ON check_person (tenant_id, person_id, check_id DESC, leads, attended);

-- 发现的问题: a hazard of the ledger, or a duty not done that can become a task. `item`: line of the checklist, from 0.
CREATE TABLE check_finding (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  check_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('hazard', 'duty')),
  title TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  item INTEGER,
  unit_id TEXT,
  due_day TEXT,
  -- 漏查: whose own check should have found it.
  missed_by_unit_id TEXT,
  photos TEXT NOT NULL DEFAULT '[]',
  hazard_id TEXT,
  task_id TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, check_id) REFERENCES check_visit (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, missed_by_unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX check_finding_by_check ON check_finding (tenant_id, check_id, id);

-- Photos of the checklist and of what is no hazard; a hazard's lie with the hazard.
CREATE TABLE check_file (
  tenant_id INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  blob_id TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, check_id, blob_id),
  FOREIGN KEY (tenant_id, check_id) REFERENCES check_visit (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;

-- Who is to be visited in a campaign: what the sweep's coverage is measured against.
CREATE TABLE check_target (
  tenant_id INTEGER NOT NULL,
  plan_id TEXT NOT NULL,
  key TEXT NOT NULL,
  unit_id TEXT,
  enterprise TEXT NOT NULL DEFAULT '',
  credit_code TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  place_unit_id TEXT,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, plan_id, key),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, place_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;

-- 回头看: a closed hazard of the sample, at its place by SHA-256(seed ‖ hazard id).
CREATE TABLE recheck_line (
  tenant_id INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  hazard_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  score TEXT NOT NULL,
  result TEXT CHECK (result IN ('ok', 'reopened')),
  words TEXT NOT NULL DEFAULT '',
  blob_id TEXT,
  judged_by TEXT,
  judged_at INTEGER,
  PRIMARY KEY (tenant_id, check_id, hazard_id),
  FOREIGN KEY (tenant_id, check_id) REFERENCES check_visit (tenant_id, id),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, judged_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX recheck_line_by_rank ON recheck_line (tenant_id, check_id, rank);
