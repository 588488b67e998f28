import * as contract from '../../contract/hazards.ts';
import { addEvidence } from '../../domain/hazards/add-evidence.ts';
import { assign } from '../../domain/hazards/assign.ts';
import { bulkAssign } from '../../domain/hazards/bulk-assign.ts';
import { close } from '../../domain/hazards/close.ts';
import { confirm } from '../../domain/hazards/confirm.ts';
import { counts } from '../../domain/hazards/counts.ts';
import { dismiss } from '../../domain/hazards/dismiss.ts';
import { events } from '../../domain/hazards/events.ts';
import { exportQueue } from '../../domain/hazards/export.ts';
import { merge } from '../../domain/hazards/merge.ts';
import { notMine } from '../../domain/hazards/not-mine.ts';
import { one } from '../../domain/hazards/one.ts';
import { queue } from '../../domain/hazards/queue.ts';
import { reopen } from '../../domain/hazards/reopen.ts';
import { report } from '../../domain/hazards/report.ts';
import { sendBack } from '../../domain/hazards/send-back.ts';
import { start } from '../../domain/hazards/start.ts';
import { onSpot, submit } from '../../domain/hazards/submit.ts';
import { verify } from '../../domain/hazards/verify.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const hazardRoutes: readonly Bound[] = [
  bind(contract.queue, queue),
  bind(contract.counts, counts),
  bind(contract.report, report),
  bind(contract.bulkAssign, bulkAssign),
  bind(contract.exportQueue, async (ctx, input) => {
    const file = await exportQueue(ctx, input);
    return new Response(file as BodyInit, {
      headers: {
        'content-type': contract.exportQueue.download,
        'content-disposition': 'attachment; filename="hazards.xlsx"',
        'cache-control': 'no-store',
      },
    });
  }),
  bind(contract.one, (ctx, input) => one(ctx, input.id)),
  bind(contract.events, events),
  bind(contract.confirm, confirm),
  bind(contract.dismiss, dismiss),
  bind(contract.merge, merge),
  bind(contract.assign, assign),
  bind(contract.start, start),
  bind(contract.notMine, notMine),
  bind(contract.submit, submit),
  bind(contract.onSpot, onSpot),
  bind(contract.verify, verify),
  bind(contract.sendBack, sendBack),
  bind(contract.close, close),
  bind(contract.reopen, reopen),
  bind(contract.addEvidence, addEvidence),
];
