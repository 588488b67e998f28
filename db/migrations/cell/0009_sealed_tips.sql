-- The whole of the sealed-tip protocol. `desk`: which role works on a tip and holds its keys: `intake`, `discipline`, or
-- `verification:{unit}` once it was handed to a unit.
ALTER TABLE tip ADD COLUMN desk TEXT NOT NULL DEFAULT 'intake';
ALTER TABLE tip ADD COLUMN channel TEXT NOT NULL DEFAULT 'web';
ALTER TABLE tip ADD COLUMN kind TEXT NOT NULL DEFAULT 'hazard';
ALTER TABLE tip ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN merged_into_id TEXT;
ALTER TABLE tip ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN surge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN settled_day TEXT;
ALTER TABLE tip ADD COLUMN shredded_day TEXT;
-- What the reporter is told beside the state: why a limit was extended, where it was moved.
ALTER TABLE tip ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE tip ADD COLUMN about_office INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip ADD COLUMN extension_by TEXT;
ALTER TABLE tip ADD COLUMN extension_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE tip ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
-- The desk's list in its order: of the offices, of one desk, of one state, of what is unread, of one fold. Each holds what
-- filters it, so that a page is picked from the index alone: behind the envelope a column costs its whole row.
DROP INDEX tip_by_state;
DROP INDEX tip_by_seq;
CREATE INDEX tip_in_order ON tip (tenant_id, priority DESC, seq DESC, desk, state, kind);
CREATE INDEX tip_by_desk ON tip (tenant_id, desk, priority DESC, seq DESC, state, kind);
CREATE INDEX tip_by_state ON tip (tenant_id, state, priority DESC, seq DESC, desk, kind);
CREATE INDEX tip_unread ON tip (tenant_id, priority DESC, seq DESC, desk, state, kind) WHERE unread > 0;
CREATE INDEX tip_unread_at_desk ON tip (tenant_id, desk, priority DESC, seq DESC, state, kind) WHERE unread > 0;
CREATE INDEX tip_of_kind ON tip (tenant_id, kind, priority DESC, seq DESC, desk, state) WHERE kind <> 'hazard';
CREATE INDEX tip_folded ON tip (tenant_id, day, category, place_unit_id, seq DESC, desk) WHERE priority = -1;
CREATE INDEX tip_to_shred ON tip (tenant_id, settled_day) WHERE shredded_day IS NULL AND settled_day IS NOT NULL;

ALTER TABLE role_key ADD COLUMN recovery_id TEXT;
ALTER TABLE role_key ADD COLUMN recovery_envelope TEXT;
ALTER TABLE role_key ADD COLUMN retired_at INTEGER;
ALTER TABLE role_key ADD COLUMN destroyed_at INTEGER;
-- An epoch from before was retired when the next one came.
UPDATE role_key SET retired_at = (
  SELECT MIN(n.created_at) FROM role_key AS n
  WHERE n.tenant_id = role_key.tenant_id AND n.role = role_key.role AND n.epoch > role_key.epoch
) WHERE state = 'retired';

-- The keys of a tip's sealed parts, each wrapped to a role key: `body`, `identity-a`, `identity-b`, or a message's id.
CREATE TABLE tip_wrap (
  tenant_id INTEGER NOT NULL,
  tip_id TEXT NOT NULL,
  part TEXT NOT NULL,
  role_key_id TEXT NOT NULL,
  enc TEXT NOT NULL,
  ct TEXT NOT NULL,
  PRIMARY KEY (tenant_id, tip_id, part, role_key_id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id),
  FOREIGN KEY (tenant_id, role_key_id) REFERENCES role_key (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX tip_wrap_by_key ON tip_wrap (tenant_id, role_key_id, tip_id);
INSERT INTO tip_wrap (tenant_id, tip_id, part, role_key_id, enc, ct)
SELECT tip.tenant_id, tip.id, 'body', w.value ->> '$.roleKeyId', w.value ->> '$.enc', w.value ->> '$.ct'
FROM tip, json_each(tip.envelope, '$.wraps') AS w;

-- Sealed both to the reporter and to the desk; one size.
CREATE TABLE tip_message (
  tenant_id INTEGER NOT NULL,
  tip_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  sender TEXT NOT NULL CHECK (sender IN ('officer', 'reporter')),
  kind TEXT NOT NULL CHECK (kind IN ('message', 'retaliation')),
  person_id TEXT,
  body TEXT NOT NULL,
  commitment TEXT NOT NULL,
  reporter_enc TEXT NOT NULL,
  reporter_ct TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (tenant_id, tip_id, seq),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id)
);

-- Name and contact of a reporter on the name-sealed track; its key lies in two halves in tip_wrap.
CREATE TABLE tip_identity (
  tenant_id INTEGER NOT NULL,
  tip_id TEXT NOT NULL,
  body TEXT NOT NULL,
  commit_a TEXT NOT NULL,
  commit_b TEXT NOT NULL,
  PRIMARY KEY (tenant_id, tip_id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id)
) WITHOUT ROWID;

-- A wish to read an identity: who, why, and the two halves sealed anew to the one who asks.
CREATE TABLE identity_request (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  tip_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'ready', 'opened', 'refused', 'expired')),
  reason TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  half_a TEXT,
  half_a_by TEXT,
  half_b TEXT,
  half_b_by TEXT,
  refusal TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id),
  FOREIGN KEY (tenant_id, requested_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX identity_request_by_state ON identity_request (tenant_id, state, created_at);
CREATE INDEX identity_request_newest ON identity_request (tenant_id, created_at DESC, id);
-- One wish at a time: a second one would be a second look at a name.
CREATE UNIQUE INDEX identity_request_one ON identity_request (tenant_id, tip_id) WHERE state IN ('open', 'ready');

ALTER TABLE tip_attachment ADD COLUMN message_id TEXT;
-- 0: one object, as the first version stored it.
ALTER TABLE tip_attachment ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
CREATE TABLE tip_attachment_part (
  tenant_id INTEGER NOT NULL,
  attachment_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (tenant_id, attachment_id, n),
  FOREIGN KEY (tenant_id, attachment_id) REFERENCES tip_attachment (tenant_id, id)
) WITHOUT ROWID;
-- As fence_tip_attachment (0008): parts come without an event.
CREATE TRIGGER fence_tip_attachment_part BEFORE INSERT ON tip_attachment_part
WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;

-- Statements signed under the tenant's root key, one after the other; anyone may read and check all of them.
CREATE TABLE key_chain (
  tenant_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) WITHOUT ROWID;
CREATE INDEX key_chain_by_subject ON key_chain (tenant_id, kind, subject, seq);

CREATE TABLE recovery (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'replaced')),
  seal_public TEXT NOT NULL,
  wrapped TEXT NOT NULL,
  auth_mac TEXT NOT NULL,
  holders TEXT NOT NULL,
  rehearsed_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
-- One at a time, also when two set one up in the same instant.
CREATE UNIQUE INDEX recovery_in_force ON recovery (tenant_id) WHERE state = 'active';
