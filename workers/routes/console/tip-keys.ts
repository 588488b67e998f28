import * as contract from '../../contract/tip-keys.ts';
import { addShare } from '../../domain/tip-keys/add-share.ts';
import { appendChain } from '../../domain/tip-keys/append.ts';
import { createRoleKey } from '../../domain/tip-keys/create.ts';
import { myKeys } from '../../domain/tip-keys/mine.ts';
import { putMyKeys } from '../../domain/tip-keys/put.ts';
import { recoveryLog } from '../../domain/tip-keys/recovery-log.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipKeyRoutes: readonly Bound[] = [
  bind(contract.myKeys, (ctx) => myKeys(ctx)),
  bind(contract.putMyKeys, (ctx, input) => putMyKeys(ctx, input)),
  bind(contract.createRoleKey, (ctx, input) => createRoleKey(ctx, input)),
  bind(contract.addShare, (ctx, input) => addShare(ctx, input)),
  bind(contract.appendChain, (ctx, input) => appendChain(ctx, input)),
  bind(contract.recoveryLog, (ctx, input) => recoveryLog(ctx, input)),
];
