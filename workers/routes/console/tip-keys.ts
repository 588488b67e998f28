import * as contract from '../../contract/tip-keys.ts';
import { addShare } from '../../domain/tip-keys/add-share.ts';
import { appendChain } from '../../domain/tip-keys/append.ts';
import { createRoleKey } from '../../domain/tip-keys/create.ts';
import { myKeys } from '../../domain/tip-keys/mine.ts';
import { pendingWraps } from '../../domain/tip-keys/pending.ts';
import { putMyKeys } from '../../domain/tip-keys/put.ts';
import { recover } from '../../domain/tip-keys/recover.ts';
import { recoveryLog } from '../../domain/tip-keys/recovery-log.ts';
import { recoveryRecord, rehearsed } from '../../domain/tip-keys/recovery-look.ts';
import { coverKeys, setRecovery } from '../../domain/tip-keys/recovery-set.ts';
import { rewrapParts } from '../../domain/tip-keys/rewrap.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipKeyRoutes: readonly Bound[] = [
  bind(contract.myKeys, (ctx) => myKeys(ctx)),
  bind(contract.putMyKeys, (ctx, input) => putMyKeys(ctx, input)),
  bind(contract.createRoleKey, (ctx, input) => createRoleKey(ctx, input)),
  bind(contract.addShare, (ctx, input) => addShare(ctx, input)),
  bind(contract.appendChain, (ctx, input) => appendChain(ctx, input)),
  bind(contract.pendingWraps, (ctx, input) => pendingWraps(ctx, input)),
  bind(contract.rewrapParts, (ctx, input) => rewrapParts(ctx, input)),
  bind(contract.setRecovery, (ctx, input) => setRecovery(ctx, input)),
  bind(contract.coverKeys, (ctx, input) => coverKeys(ctx, input)),
  bind(contract.recoveryRecord, (ctx, input) => recoveryRecord(ctx, input)),
  bind(contract.rehearsed, (ctx, input) => rehearsed(ctx, input)),
  bind(contract.recover, (ctx, input) => recover(ctx, input)),
  bind(contract.recoveryLog, (ctx, input) => recoveryLog(ctx, input)),
];
