import * as contract from '../../contract/tip-desk.ts';
import { tipAttachment } from '../../domain/tips/attachment.ts';
import { briefTip, refuseTip } from '../../domain/tips/brief.ts';
import { tipDesk } from '../../domain/tips/desk.ts';
import { openTip } from '../../domain/tips/open.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipRoutes: readonly Bound[] = [
  bind(contract.desk, (ctx, input) => tipDesk(ctx, input)),
  bind(contract.openTip, (ctx, input) => openTip(ctx, input)),
  bind(contract.tipAttachment, (ctx, input) => tipAttachment(ctx, input)),
  bind(contract.brief, (ctx, input) => briefTip(ctx, input)),
  bind(contract.refuseTip, (ctx, input) => refuseTip(ctx, input)),
];
