-- A pool of experts of one field. Whoever holds the post of administrator at one of its owner units (or above) keeps it.
CREATE TABLE expert_pool (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  quota INTEGER,
  notice TEXT NOT NULL DEFAULT '',
  origin TEXT,
  origin_name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE expert_pool_owner (
  tenant_id INTEGER NOT NULL,
  pool_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, pool_id, unit_id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES expert_pool (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_pool_owner_by_unit ON expert_pool_owner (tenant_id, unit_id, pool_id);

-- Conditions of entry, in versions; field '' holds for every field that has none of its own. Never changed, never removed.
CREATE TABLE expert_rule (
  tenant_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  basis TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, field, version)
) WITHOUT ROWID;

-- A person who applied once; the identity number lies sealed, its keyed digest finds the same person again.
CREATE TABLE expert (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  identity_mac TEXT NOT NULL,
  identity_sealed TEXT NOT NULL,
  identity_tail TEXT NOT NULL,
  birth_day TEXT NOT NULL,
  phone_sealed TEXT NOT NULL,
  phone_tail TEXT NOT NULL,
  employer TEXT NOT NULL,
  post TEXT NOT NULL DEFAULT '',
  bio TEXT NOT NULL DEFAULT '',
  photo_id TEXT,
  person_id TEXT,
  source TEXT NOT NULL CHECK (source IN ('public', 'office', 'import', 'lent')),
  origin TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, identity_mac),
  FOREIGN KEY (tenant_id, photo_id) REFERENCES blob (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_by_person ON expert (tenant_id, person_id) WHERE person_id IS NOT NULL;

-- Where the fees go: sealed under a key of its own, read by whoever pays and by nobody else.
CREATE TABLE expert_account (
  tenant_id INTEGER NOT NULL,
  expert_id TEXT NOT NULL,
  sealed TEXT NOT NULL,
  tail TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, expert_id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id)
) WITHOUT ROWID;

-- Work history. `confirmed_hash`: digest of the figures and of the evidence as whoever confirmed them saw them.
CREATE TABLE expert_period (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  employer TEXT NOT NULL,
  post TEXT NOT NULL,
  work TEXT NOT NULL CHECK (work IN ('technology', 'management', 'other')),
  field TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 100),
  blob_id TEXT,
  confirmed_by TEXT,
  confirmed_at INTEGER,
  confirmed_hash TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_period_by_expert ON expert_period (tenant_id, expert_id, sort, id);

-- Titles, registrations, education, with what proves them.
CREATE TABLE expert_credential (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('title', 'registration', 'education')),
  name TEXT NOT NULL,
  level TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  issued_on TEXT,
  expires_on TEXT,
  blob_id TEXT,
  confirmed_by TEXT,
  confirmed_at INTEGER,
  confirmed_hash TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_credential_by_expert ON expert_credential (tenant_id, expert_id, sort, id);

-- Whom the expert must not judge. `person_id`: kin among the district's own staff.
CREATE TABLE expert_tie (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('employee', 'shareholder', 'adviser', 'served', 'kin')),
  enterprise TEXT NOT NULL DEFAULT '',
  credit_code TEXT NOT NULL DEFAULT '',
  person_id TEXT,
  from_day TEXT,
  to_day TEXT,
  note TEXT NOT NULL DEFAULT '',
  declared_by TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_tie_by_expert ON expert_tie (tenant_id, expert_id, id);

CREATE TABLE expert_leave (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_leave_by_expert ON expert_leave (tenant_id, expert_id, from_day, id);

-- A place in a pool, from the application to the end of the last term. `verdict`: how the rule answered, as JSON.
-- `told_for`: the end of a term that people were told of beforehand.
CREATE TABLE expert_seat (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  pool_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('applied', 'supplement', 'checked', 'reviewed', 'publicised', 'appointed',
    'suspended', 'refused', 'withdrawn', 'removed', 'ended')),
  round INTEGER NOT NULL DEFAULT 1,
  number TEXT,
  rule_field TEXT,
  rule_version INTEGER,
  verdict TEXT NOT NULL DEFAULT '',
  passes INTEGER NOT NULL DEFAULT 0,
  days INTEGER NOT NULL DEFAULT 0,
  passes_on TEXT,
  doubtful INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  applied_at INTEGER NOT NULL,
  checked_by TEXT,
  checked_at INTEGER,
  publicised_from TEXT,
  publicised_to TEXT,
  letter_no TEXT,
  term_from TEXT,
  term_to TEXT,
  card_serial INTEGER NOT NULL DEFAULT 0,
  card_day TEXT,
  told_for TEXT,
  origin TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, pool_id, expert_id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES expert_pool (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_seat_by_pool ON expert_seat (tenant_id, pool_id, state, id DESC);
CREATE INDEX expert_seat_by_verdict ON expert_seat (tenant_id, pool_id, state, passes, doubtful, id);
CREATE INDEX expert_seat_by_state ON expert_seat (tenant_id, state, id DESC);
CREATE INDEX expert_seat_by_expert ON expert_seat (tenant_id, expert_id, id);
CREATE INDEX expert_seat_by_number ON expert_seat (tenant_id, number) WHERE number IS NOT NULL;
CREATE INDEX expert_seat_by_term ON expert_seat (tenant_id, term_to, id) WHERE state IN ('appointed', 'suspended');

-- An application of the public: found again by number and code, of which an HMAC is kept. `held`: the identity number was there
-- already; nothing of the record is shown or changed until the office has looked, and what was sent lies sealed.
CREATE TABLE expert_application (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  code_mac TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'held', 'refused', 'withdrawn')),
  expert_id TEXT,
  pools TEXT NOT NULL,
  sealed TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_application_held ON expert_application (tenant_id, id) WHERE state = 'held';

-- `pins`: id → digest of every figure and evidence the reviewer had before the eyes, as JSON.
CREATE TABLE expert_review (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  reviewer_id TEXT NOT NULL,
  opinion TEXT NOT NULL CHECK (opinion IN ('approve', 'refuse', 'recuse')),
  words TEXT NOT NULL DEFAULT '',
  pins TEXT NOT NULL,
  reviewed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, seat_id, round, reviewer_id),
  FOREIGN KEY (tenant_id, seat_id) REFERENCES expert_seat (tenant_id, id),
  FOREIGN KEY (tenant_id, reviewer_id) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;

-- An objection of the publicity period; whoever makes it may stay unnamed.
CREATE TABLE expert_objection (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  words TEXT NOT NULL,
  contact_sealed TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
  answer TEXT NOT NULL DEFAULT '',
  answered_by TEXT,
  created_at INTEGER NOT NULL,
  answered_at INTEGER,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, seat_id) REFERENCES expert_seat (tenant_id, id),
  FOREIGN KEY (tenant_id, answered_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_objection_by_seat ON expert_objection (tenant_id, seat_id, id);
CREATE INDEX expert_objection_open ON expert_objection (tenant_id, id) WHERE state = 'open';

-- A draw by commit and reveal: frozen and published, then ranked by a seed nobody could know. See docs/protocol.md.
CREATE TABLE draw (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('expert', 'double_random')),
  pool_id TEXT,
  enterprise TEXT NOT NULL DEFAULT '',
  credit_code TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('drafted', 'committed', 'drawn', 'done', 'void')),
  spec TEXT NOT NULL,
  seed_source TEXT NOT NULL DEFAULT '',
  list_hash TEXT,
  witnesses TEXT NOT NULL DEFAULT '[]',
  summary TEXT NOT NULL DEFAULT '[]',
  committed_by TEXT,
  public_seed TEXT,
  seed_by TEXT,
  seed TEXT,
  result_hash TEXT,
  redraw_of TEXT,
  reason TEXT NOT NULL DEFAULT '',
  committed_at INTEGER,
  drawn_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES expert_pool (tenant_id, id),
  FOREIGN KEY (tenant_id, redraw_of) REFERENCES draw (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX draw_by_state ON draw (tenant_id, state, id DESC);
CREATE UNIQUE INDEX draw_by_number ON draw (tenant_id, number);
CREATE INDEX draw_published ON draw (tenant_id, number DESC) WHERE list_hash IS NOT NULL;
CREATE INDEX draw_by_pool ON draw (tenant_id, pool_id, id DESC);

-- The frozen lists, exactly the text whose digest is `draw.list_hash`.
CREATE TABLE draw_list (
  tenant_id INTEGER NOT NULL,
  draw_id TEXT NOT NULL,
  body TEXT NOT NULL,
  result TEXT,
  PRIMARY KEY (tenant_id, draw_id),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES draw (tenant_id, id)
) WITHOUT ROWID;

-- Whom each published code stands for; `who` and `salt` open it. `evidence`: why somebody was left out, in words.
CREATE TABLE draw_entry (
  tenant_id INTEGER NOT NULL,
  draw_id TEXT NOT NULL,
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  entry TEXT NOT NULL,
  label TEXT NOT NULL,
  who TEXT NOT NULL,
  salt TEXT NOT NULL,
  stratum TEXT NOT NULL,
  excluded TEXT,
  evidence TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, draw_id, list, code),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES draw (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX draw_entry_excluded ON draw_entry (tenant_id, draw_id, list, excluded, code) WHERE excluded IS NOT NULL;

-- Who came out, and what became of each call. `entry`: id of a seat, a person, or the key of an enterprise.
CREATE TABLE draw_pick (
  tenant_id INTEGER NOT NULL,
  draw_id TEXT NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  entry TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL,
  stratum TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL CHECK (role IN ('selected', 'alternate')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'accepted', 'refused', 'no_show', 'recused')),
  reason TEXT NOT NULL DEFAULT '',
  stands_for INTEGER,
  changed_at INTEGER,
  PRIMARY KEY (tenant_id, draw_id, list, position),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES draw (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX draw_pick_by_entry ON draw_pick (tenant_id, entry, draw_id);

-- 专项资金: what a year has for experts; money in fen.
CREATE TABLE budget_line (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  basis TEXT NOT NULL DEFAULT '',
  amount INTEGER NOT NULL CHECK (amount >= 0),
  approved INTEGER NOT NULL DEFAULT 0,
  paid INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (approved <= amount AND paid <= approved)
) WITHOUT ROWID;
CREATE INDEX budget_line_by_year ON budget_line (tenant_id, year DESC, id);

-- Experts at work in an enterprise: resident, through and through, or for an opinion.
CREATE TABLE engagement (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'deep', 'check', 'opinion', 'incident')),
  pool_id TEXT,
  draw_id TEXT,
  unit_id TEXT NOT NULL,
  enterprise TEXT NOT NULL,
  credit_code TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  place_unit_id TEXT,
  sector TEXT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'invited', 'under_way', 'reported', 'accepted', 'closed', 'cancelled')),
  brief TEXT NOT NULL DEFAULT '',
  duties TEXT NOT NULL DEFAULT '[]',
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  resident_by TEXT,
  checked_by TEXT,
  rectified_by TEXT,
  resident_on TEXT,
  checked_on TEXT,
  rectified_on TEXT,
  score_mac TEXT,
  findings INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES expert_pool (tenant_id, id),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES draw (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, place_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX engagement_by_state ON engagement (tenant_id, state, id DESC);
CREATE INDEX engagement_by_unit ON engagement (tenant_id, unit_id, id DESC);
CREATE INDEX engagement_by_pool ON engagement (tenant_id, pool_id, id DESC);
CREATE INDEX engagement_by_day ON engagement (tenant_id, to_day, id);

-- One expert's part: invited, declared free of conflict, signed, scored.
CREATE TABLE engagement_expert (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  engagement_id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'recused', 'absent', 'signed')),
  statement TEXT NOT NULL DEFAULT '',
  stated_at INTEGER,
  opinion TEXT NOT NULL DEFAULT '',
  opinion_hash TEXT,
  opinion_signature TEXT,
  signed_at INTEGER,
  returned INTEGER NOT NULL DEFAULT 0,
  false_opinion INTEGER NOT NULL DEFAULT 0,
  score_enterprise INTEGER CHECK (score_enterprise BETWEEN 0 AND 100),
  score_office INTEGER CHECK (score_office BETWEEN 0 AND 100),
  score_words TEXT NOT NULL DEFAULT '',
  scored_by TEXT,
  reason TEXT NOT NULL DEFAULT '',
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  enterprise_key TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, engagement_id, expert_id),
  FOREIGN KEY (tenant_id, engagement_id) REFERENCES engagement (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, seat_id) REFERENCES expert_seat (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX engagement_expert_by_expert ON engagement_expert (tenant_id, expert_id, state, to_day DESC, id);
CREATE INDEX engagement_expert_by_enterprise ON engagement_expert (tenant_id, enterprise_key, to_day DESC, id);

CREATE TABLE engagement_finding (
  tenant_id INTEGER NOT NULL,
  engagement_id TEXT NOT NULL,
  hazard_id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, engagement_id, hazard_id),
  FOREIGN KEY (tenant_id, engagement_id) REFERENCES engagement (tenant_id, id),
  FOREIGN KEY (tenant_id, hazard_id) REFERENCES hazard (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX engagement_finding_by_hazard ON engagement_finding (tenant_id, hazard_id);

-- A fee: proposed by one, approved by another, paid by finance. `half_days`: days × 2; money in fen.
CREATE TABLE expert_fee (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  part_id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  budget_line_id TEXT NOT NULL,
  half_days INTEGER NOT NULL CHECK (half_days > 0),
  rate INTEGER NOT NULL CHECK (rate >= 0),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'paid')),
  proposed_by TEXT NOT NULL,
  decided_by TEXT,
  paid_by TEXT,
  paid_on TEXT,
  reference TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, part_id) REFERENCES engagement_expert (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, budget_line_id) REFERENCES budget_line (tenant_id, id),
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) WITHOUT ROWID;
CREATE UNIQUE INDEX expert_fee_once ON expert_fee (tenant_id, part_id) WHERE state <> 'refused';
CREATE INDEX expert_fee_by_state ON expert_fee (tenant_id, state, id DESC);
CREATE INDEX expert_fee_by_expert ON expert_fee (tenant_id, expert_id, id DESC);

CREATE TABLE expert_training (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  day TEXT NOT NULL,
  title TEXT NOT NULL,
  hours INTEGER NOT NULL CHECK (hours > 0),
  blob_id TEXT,
  entered_by TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, expert_id) REFERENCES expert (tenant_id, id),
  FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX expert_training_by_expert ON expert_training (tenant_id, expert_id, day DESC, id);

CREATE TABLE expert_assessment (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  grade TEXT NOT NULL CHECK (grade IN ('excellent', 'qualified', 'unqualified')),
  words TEXT NOT NULL DEFAULT '',
  assessed_by TEXT NOT NULL,
  assessed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, seat_id, year),
  FOREIGN KEY (tenant_id, seat_id) REFERENCES expert_seat (tenant_id, id)
) WITHOUT ROWID;
