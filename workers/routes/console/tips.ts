import * as contract from '../../contract/tips.ts';
import { tipAttachment } from '../../domain/tips/attachment.ts';
import { briefTip, refuseTip } from '../../domain/tips/brief.ts';
import { tipDesk } from '../../domain/tips/desk.ts';
import { myKeys } from '../../domain/tips/keys-mine.ts';
import { putMyKeys } from '../../domain/tips/keys-put.ts';
import { addShare, createRoleKey } from '../../domain/tips/keys-role.ts';
import { openTip } from '../../domain/tips/open.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipRoutes: readonly Bound[] = [
  bind(contract.myKeys, (ctx) => myKeys(ctx)),
  bind(contract.putMyKeys, (ctx, input) => putMyKeys(ctx, input)),
  bind(contract.createRoleKey, (ctx, input) => createRoleKey(ctx, input)),
  bind(contract.addShare, (ctx, input) => addShare(ctx, input)),
  bind(contract.desk, (ctx, input) => tipDesk(ctx, input)),
  bind(contract.openTip, (ctx, input) => openTip(ctx, input)),
  bind(contract.tipAttachment, (ctx, input) => tipAttachment(ctx, input)),
  bind(contract.brief, (ctx, input) => briefTip(ctx, input)),
  bind(contract.refuseTip, (ctx, input) => refuseTip(ctx, input)),
];
