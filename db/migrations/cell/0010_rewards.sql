-- Rewards for tips. The scale is a table: a change is a new version, and a reward keeps the one it was computed with.
-- Money in fen. `share_bp`: hundredths of a percent of the fine.
CREATE TABLE reward_scale (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fine', 'death', 'fixed')),
  label TEXT NOT NULL,
  grade TEXT,
  share_bp INTEGER,
  amount INTEGER,
  least INTEGER,
  most INTEGER,
  active INTEGER NOT NULL DEFAULT 1,
  sort INTEGER NOT NULL DEFAULT 0,
  basis TEXT NOT NULL,
  basis_checked INTEGER NOT NULL,
  effective_from TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id, version)
) WITHOUT ROWID;

-- `pay_no`, `code_mac` and what follows are all that a pay desk works with; of the code there is an HMAC alone.
CREATE TABLE reward (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  tip_id TEXT NOT NULL,
  category TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'refused', 'offered', 'claimed', 'paid', 'lapsed')),
  amount INTEGER NOT NULL CHECK (amount > 0),
  scale_id TEXT NOT NULL,
  scale_version INTEGER NOT NULL,
  facts TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  proposed_by TEXT NOT NULL,
  proposed_day TEXT NOT NULL,
  decided_by TEXT,
  decided_day TEXT,
  until_day TEXT,
  settled_day TEXT,
  pay_no TEXT,
  code_mac TEXT,
  pay_reference TEXT,
  paid_by TEXT,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, tip_id) REFERENCES tip (tenant_id, id),
  FOREIGN KEY (tenant_id, scale_id, scale_version) REFERENCES reward_scale (tenant_id, id, version),
  FOREIGN KEY (tenant_id, proposed_by) REFERENCES person (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX reward_one_per_tip ON reward (tenant_id, tip_id) WHERE state <> 'refused';
CREATE UNIQUE INDEX reward_by_code ON reward (tenant_id, code_mac);
CREATE UNIQUE INDEX reward_by_pay_no ON reward (tenant_id, pay_no);
CREATE INDEX reward_by_state ON reward (tenant_id, state, until_day);

-- What the public page of a year is made of; counted at night, never for a visitor.
CREATE TABLE yearly_figure (
  tenant_id INTEGER NOT NULL,
  year TEXT NOT NULL,
  category TEXT NOT NULL,
  received INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  paid_sum INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (tenant_id, year, category)
) WITHOUT ROWID;

-- A tip's row is long: the night counts in an index. Who came first is asked along the chains of merging.
CREATE INDEX tip_by_category ON tip (tenant_id, category, state, day);
CREATE INDEX tip_by_merged ON tip (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX hazard_by_merged ON hazard (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- The setting `tip.reward` becomes rows; figures that a tenant had changed go along.
INSERT INTO reward_scale (tenant_id, id, version, kind, label, share_bp, least, most, sort, basis, basis_checked, effective_from)
SELECT tenant_id, 'fine', 1, 'fine', '重大事故隐患、违法生产经营', CAST(value ->> '$.finePercent' * 100 AS INTEGER),
  CAST(value ->> '$.min' * 100 AS INTEGER), CAST(value ->> '$.max' * 100 AS INTEGER), 0,
  coalesce(value ->> '$.basis', '本地规则'), coalesce(value ->> '$.basisChecked', 0), coalesce(value ->> '$.effectiveFrom', '2018-01-04')
FROM setting WHERE key = 'tip.reward' AND json_type(value, '$.finePercent') IN ('integer', 'real');
INSERT INTO reward_scale (tenant_id, id, version, kind, label, grade, amount, most, sort, basis, basis_checked, effective_from)
SELECT s.tenant_id, 'death-' || d.key, 1, 'death', g.column2, d.key, CAST(d.value * 100 AS INTEGER),
  CAST(coalesce(s.value ->> '$.concealedDeath.max', 300000) * 100 AS INTEGER), g.column3,
  coalesce(s.value ->> '$.basis', '本地规则'), coalesce(s.value ->> '$.basisChecked', 0), coalesce(s.value ->> '$.effectiveFrom', '2018-01-04')
FROM setting AS s, json_each(s.value, '$.concealedDeath') AS d,
  (VALUES ('general', '瞒报、谎报一般事故', 1), ('larger', '瞒报、谎报较大事故', 2), ('major', '瞒报、谎报重大事故', 3),
    ('extraordinary', '瞒报、谎报特别重大事故', 4)) AS g
WHERE s.key = 'tip.reward' AND d.key = g.column1 AND d.type IN ('integer', 'real');
INSERT INTO reward_scale (tenant_id, id, version, kind, label, amount, sort, basis, basis_checked, effective_from)
SELECT DISTINCT r.tenant_id, f.column1, 1, 'fixed', f.column2, f.column3, f.column4, '一般隐患的小额奖励（本地规则）', 0, '2025-01-01'
FROM reward_scale AS r, (VALUES ('fixed-small', '一般隐患，整改容易', 30000, 5), ('fixed-middle', '一般隐患，整改较难', 50000, 6),
  ('fixed-large', '一般隐患，避免了较大损失', 300000, 7)) AS f;
DELETE FROM setting WHERE key = 'tip.reward';
