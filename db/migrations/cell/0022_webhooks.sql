-- Where a tenant's notices go besides the inbox: robots of groups, systems of its own.
CREATE TABLE webhook (
  tenant_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('wecom', 'dingtalk', 'feishu', 'generic')),
  label TEXT NOT NULL,
  -- Name of the receiving machine; the whole address with its key lies sealed.
  host TEXT NOT NULL,
  -- Address and secret, sealed under the master key; '' once it is removed.
  sealed TEXT NOT NULL,
  signed INTEGER NOT NULL,
  -- Where the console of this tenant is, as the administrator's browser called it: what a link begins with.
  base TEXT NOT NULL,
  topics TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('on', 'off', 'removed')),
  failures INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER,
  last_result TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
