import * as cascade from './cascade.ts';
import * as checks from './checks.ts';
import * as clocks from './clocks.ts';
import * as draws from './draws.ts';
import * as engagements from './engagements.ts';
import * as experts from './experts.ts';
import * as hazards from './hazards.ts';
import * as ledger from './ledger.ts';
import * as lending from './lending.ts';
import * as meetings from './meetings.ts';
import * as month from './month.ts';
import * as organisation from './organisation.ts';
import * as registers from './registers.ts';
import * as retention from './retention.ts';
import * as rewards from './rewards.ts';
import * as supervision from './supervision.ts';
import * as tasks from './tasks.ts';
import * as tips from './tips.ts';
import * as webhooks from './webhooks.ts';

/** The registry of tenant tables. What is not listed here cannot be reached through a TenantDb: it fails closed. */
export const tenantTables = {
  ...organisation,
  ...ledger,
  ...clocks,
  ...hazards,
  ...tips,
  ...retention,
  ...rewards,
  ...tasks,
  ...supervision,
  ...meetings,
  ...cascade,
  ...month,
  ...checks,
  ...registers,
  ...experts,
  ...draws,
  ...engagements,
  ...lending,
  ...webhooks,
};

export type TenantTables = typeof tenantTables;
export type TableName = keyof TenantTables;
