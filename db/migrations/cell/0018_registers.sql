-- Another name of a unit, as notices write it: settled once by a person, known to the reader from then on.
CREATE TABLE unit_alias (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  alias TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, alias),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, added_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX unit_alias_by_unit ON unit_alias (tenant_id, unit_id, alias);

-- 机构与人员: what a unit has for safety. `id` is the unit's.
CREATE TABLE unit_profile (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- 0: none set up; NULL: not said yet.
  has_body INTEGER CHECK (has_body IN (0, 1)),
  body TEXT NOT NULL DEFAULT '',
  body_since TEXT,
  body_doc_no TEXT NOT NULL DEFAULT '',
  full_time INTEGER CHECK (full_time >= 0),
  part_time INTEGER CHECK (part_time >= 0),
  leader_id TEXT,
  contact_id TEXT,
  -- How many hold a certificate of safety management, and how many are registered safety engineers.
  certified INTEGER CHECK (certified >= 0),
  engineers INTEGER CHECK (engineers >= 0),
  updated_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, leader_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, updated_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

-- 示范创建: what may be applied for, by which criteria, how long it holds, when it is looked at again.
CREATE TABLE award_programme (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('national', 'province', 'city', 'county')),
  -- The checklist they were taken from, and what it asked for then.
  template_id TEXT NOT NULL,
  criteria TEXT NOT NULL,
  basis TEXT NOT NULL DEFAULT '',
  valid_months INTEGER NOT NULL CHECK (valid_months BETWEEN 1 AND 120),
  recheck_months INTEGER NOT NULL CHECK (recheck_months BETWEEN 1 AND 120),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE award (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  programme_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  -- What is put up for it, where that is not the unit itself: a community, a plant.
  subject TEXT NOT NULL DEFAULT '',
  -- The criteria with what the applicant says of each.
  items TEXT NOT NULL,
  attained INTEGER NOT NULL,
  total INTEGER NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL
    CHECK (state IN ('applied', 'returned', 'reviewed', 'awarded', 'rejected', 'cancelled', 'withdrawn')),
  score INTEGER CHECK (score BETWEEN 0 AND 100),
  opinion TEXT NOT NULL DEFAULT '',
  certificate TEXT,
  awarded_on TEXT,
  valid_until TEXT,
  -- 回头看: the day until which it must be looked at again; NULL when none is waited for.
  recheck_on TEXT,
  rechecked_on TEXT,
  recheck_opinion TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  applied_by TEXT NOT NULL,
  reviewed_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, certificate),
  FOREIGN KEY (tenant_id, programme_id) REFERENCES award_programme (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, applied_by) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, reviewed_by) REFERENCES person (tenant_id, id),
  CONSTRAINT award_reviewed_by_another CHECK (reviewed_by IS NULL OR reviewed_by <> applied_by)
) WITHOUT ROWID;
CREATE INDEX award_by_state ON award (tenant_id, state, id DESC);
CREATE INDEX award_by_unit ON award (tenant_id, unit_id, id DESC);
CREATE INDEX award_by_recheck ON award (tenant_id, recheck_on, id) WHERE recheck_on IS NOT NULL;
-- One application of a unit for the same thing is open at a time; before the old award ends, a new one may be applied for.
CREATE UNIQUE INDEX award_once ON award (tenant_id, programme_id, unit_id, subject)
  WHERE state IN ('applied', 'returned', 'reviewed');

-- 事故整改评估: the measures an accident's report asked for, and whether they were carried out.
CREATE TABLE accident_review (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  accident_day TEXT NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('general', 'larger', 'major', 'extraordinary')),
  approved_on TEXT NOT NULL,
  doc_no TEXT NOT NULL DEFAULT '',
  due_day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'rectifying', 'concluded', 'published')),
  plan_id TEXT,
  conclusion TEXT CHECK (conclusion IN ('full', 'mostly', 'lacking')),
  words TEXT NOT NULL DEFAULT '',
  published_on TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, plan_id) REFERENCES plan (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX accident_review_by_state ON accident_review (tenant_id, state, id DESC);

CREATE TABLE accident_measure (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  review_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  words TEXT NOT NULL,
  unit_id TEXT,
  due_day TEXT,
  task_id TEXT,
  verdict TEXT CHECK (verdict IN ('done', 'partly', 'not_done')),
  evaluation TEXT NOT NULL DEFAULT '',
  blob_id TEXT,
  evaluated_by TEXT,
  evaluated_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, review_id) REFERENCES accident_review (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, task_id) REFERENCES task (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id),
  FOREIGN KEY (tenant_id, evaluated_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX accident_measure_by_review ON accident_measure (tenant_id, review_id, sort, id);
CREATE INDEX accident_measure_by_unit ON accident_measure (tenant_id, unit_id, review_id) WHERE unit_id IS NOT NULL;

-- 事前刑责: a danger that is a crime before anybody is hurt. Whom it is about is an enterprise, never a person by name.
CREATE TABLE criminal_case (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  accused TEXT NOT NULL,
  charge TEXT NOT NULL,
  facts TEXT NOT NULL DEFAULT '',
  hazard_id TEXT,
  unit_id TEXT,
  state TEXT NOT NULL
    CHECK (state IN ('found', 'referred', 'filed', 'prosecuted', 'judged', 'not_filed', 'dropped')),
  organ TEXT CHECK (organ IN ('police', 'procuratorate', 'court')),
  found_on TEXT NOT NULL,
  referred_on TEXT,
  filed_on TEXT,
  prosecuted_on TEXT,
  judged_on TEXT,
  -- Not filed, or dropped later.
  ended_on TEXT,
  outcome TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX criminal_case_by_state ON criminal_case (tenant_id, state, id DESC);
