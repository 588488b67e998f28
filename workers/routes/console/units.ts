import * as contract from '../../contract/people.ts';
import { listUnits } from '../../domain/units/list.ts';
import { addUnit, editUnit } from '../../domain/units/write.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const unitRoutes: readonly Bound[] = [
  bind(contract.units, (ctx, input) => listUnits(ctx, input)),
  bind(contract.addUnit, (ctx, input) => addUnit(ctx, input)),
  bind(contract.editUnit, (ctx, input) => editUnit(ctx, input)),
];
