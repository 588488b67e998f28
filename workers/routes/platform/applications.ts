import * as contract from '../../contract/platform.ts';
import { listApplications, refuseOne } from '../../domain/tenants/applications.ts';
import { apply } from '../../domain/tenants/apply.ts';
import { approve } from '../../domain/tenants/approve.ts';
import { listDirectory, listPacks } from '../../domain/tenants/list.ts';
import { bind } from '../../http/mount.ts';

export const applicationRoutes = [
  bind(contract.apply, (ctx, input) => apply(ctx, input)),
  bind(contract.applications, (ctx, input) => listApplications(ctx, input)),
  bind(contract.approve, (ctx, input) => approve(ctx, input)),
  bind(contract.refuseApplication, (ctx, input) => refuseOne(ctx, input)),
  bind(contract.packs, () => listPacks()),
  bind(contract.directory, (ctx, input) => listDirectory(ctx, input)),
];
