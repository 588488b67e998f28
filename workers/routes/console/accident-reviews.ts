import * as contract from '../../contract/accident-reviews.ts';
import {
  concludeAccident,
  evaluateMeasure,
  measureFile,
  publishAccident,
  reopenAccident,
} from '../../domain/accident-reviews/evaluate.ts';
import { exportAccident } from '../../domain/accident-reviews/export.ts';
import { listAccidents, oneAccident } from '../../domain/accident-reviews/list.ts';
import { ACCIDENT_MACHINE } from '../../domain/accident-reviews/machine.ts';
import { readMeasures } from '../../domain/accident-reviews/read-measures.ts';
import { loadAccident } from '../../domain/accident-reviews/rows.ts';
import { measuresToTasks } from '../../domain/accident-reviews/to-tasks.ts';
import { addAccident, editAccident, setMeasures } from '../../domain/accident-reviews/write.ts';
import { eventsOf } from '../../domain/registers/events.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';
import { sheet } from './sheet.ts';

export const accidentRoutes: readonly Bound[] = [
  bind(contract.accidentReviews, listAccidents),
  bind(contract.accidentReview, oneAccident),
  bind(contract.accidentEvents, async (ctx, input) => {
    const { id } = await loadAccident(ctx, input.id);
    return eventsOf(ctx, { entity: 'accident_review', id, machine: ACCIDENT_MACHINE, first: '登记' }, input);
  }),
  bind(contract.addAccident, addAccident),
  bind(contract.editAccident, editAccident),
  bind(contract.readMeasures, readMeasures),
  bind(contract.setMeasures, setMeasures),
  bind(contract.measuresToTasks, measuresToTasks),
  bind(contract.evaluateMeasure, evaluateMeasure),
  bind(contract.concludeAccident, concludeAccident),
  bind(contract.reopenAccident, reopenAccident),
  bind(contract.publishAccident, publishAccident),
  bind(contract.measureFile, async (ctx, { id }) => {
    const { blobId, file } = await measureFile(ctx, id);
    return fileResponse(blobId, file);
  }),
  bind(contract.exportAccident, async (ctx, input) => sheet(await exportAccident(ctx, input), 'accident-review')),
];
