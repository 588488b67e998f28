import * as contract from '../../contract/tip-desk.ts';
import { tipAttachment } from '../../domain/tips/attachment.ts';
import { briefTip, refuseTip } from '../../domain/tips/brief.ts';
import { tipDesk } from '../../domain/tips/desk.ts';
import { enterTip } from '../../domain/tips/enter.ts';
import { decideExtension, extendTip } from '../../domain/tips/extend.ts';
import { giveBack } from '../../domain/tips/give-back.ts';
import { handOver } from '../../domain/tips/hand-over.ts';
import { setKind } from '../../domain/tips/kind.ts';
import { mergeTip } from '../../domain/tips/merge.ts';
import { moveAway, neighbours } from '../../domain/tips/move-away.ts';
import { muteTip } from '../../domain/tips/mute.ts';
import { openTip } from '../../domain/tips/open.ts';
import { openMany } from '../../domain/tips/open-many.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const tipRoutes: readonly Bound[] = [
  bind(contract.desk, (ctx, input) => tipDesk(ctx, input)),
  bind(contract.openMany, (ctx, input) => openMany(ctx, input)),
  bind(contract.openTip, (ctx, input) => openTip(ctx, input)),
  bind(contract.tipAttachment, (ctx, input) => tipAttachment(ctx, input)),
  bind(contract.brief, (ctx, input) => briefTip(ctx, input)),
  bind(contract.refuseTip, (ctx, input) => refuseTip(ctx, input)),
  bind(contract.setKind, (ctx, input) => setKind(ctx, input)),
  bind(contract.mergeTip, (ctx, input) => mergeTip(ctx, input)),
  bind(contract.handOver, (ctx, input) => handOver(ctx, input)),
  bind(contract.giveBack, (ctx, input) => giveBack(ctx, input)),
  bind(contract.moveAway, (ctx, input) => moveAway(ctx, input)),
  bind(contract.neighbours, (ctx, input) => neighbours(ctx, input)),
  bind(contract.muteTip, (ctx, input) => muteTip(ctx, input)),
  bind(contract.extendTip, (ctx, input) => extendTip(ctx, input)),
  bind(contract.decideExtension, (ctx, input) => decideExtension(ctx, input)),
  bind(contract.enterTip, (ctx, input) => enterTip(ctx, input)),
];
