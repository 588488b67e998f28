import * as contract from '../../contract/platform.ts';
import { erase } from '../../domain/tenants/erase.ts';
import { exportTenant } from '../../domain/tenants/export.ts';
import { addHost } from '../../domain/tenants/host.ts';
import { reinvite, resume } from '../../domain/tenants/invite.ts';
import { listTenants } from '../../domain/tenants/list.ts';
import { move } from '../../domain/tenants/move.ts';
import { closeTenant, reactivateTenant, suspendTenant } from '../../domain/tenants/status.ts';
import { viewOf } from '../../domain/tenants/view.ts';
import { bind } from '../../http/mount.ts';

export const tenantRoutes = [
  bind(contract.tenants, (ctx, input) => listTenants(ctx, input)),
  bind(contract.tenant, (ctx, input) => viewOf(ctx, input.no)),
  bind(contract.resume, (ctx, input) => resume(ctx, input)),
  bind(contract.reinvite, (ctx, input) => reinvite(ctx, input)),
  bind(contract.suspend, (ctx, input) => suspendTenant(ctx, input)),
  bind(contract.reactivate, (ctx, input) => reactivateTenant(ctx, input)),
  bind(contract.close, (ctx, input) => closeTenant(ctx, input)),
  bind(contract.erase, (ctx, input) => erase(ctx, input)),
  bind(contract.move, (ctx, input) => move(ctx, input)),
  bind(contract.addHost, (ctx, input) => addHost(ctx, input)),
  bind(contract.exportTenant, (ctx, input) => exportTenant(ctx, input)),
];
