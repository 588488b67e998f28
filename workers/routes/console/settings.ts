import * as contract from '../../contract/settings.ts';
import { listEvents } from '../../domain/settings/ledger.ts';
import { listPolicies, listTemplates } from '../../domain/settings/lists.ts';
import { listSettings, setSetting } from '../../domain/settings/settings.ts';
import { exportOwn } from '../../domain/tenants/export.ts';
import { bind } from '../../http/mount.ts';

export const settingRoutes = [
  bind(contract.settings, (ctx) => listSettings(ctx)),
  bind(contract.setSetting, (ctx, input) => setSetting(ctx, input)),
  bind(contract.policies, (ctx, input) => listPolicies(ctx, input)),
  bind(contract.templates, (ctx, input) => listTemplates(ctx, input)),
  bind(contract.ledger, (ctx, input) => listEvents(ctx, input)),
  bind(contract.exportAll, (ctx) => exportOwn(ctx)),
];
