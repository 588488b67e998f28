import * as contract from '../../contract/awards.ts';
import { applyAward, cancelAward, resubmitAward } from '../../domain/awards/apply.ts';
import {
  grantAward,
  recheckAward,
  rejectAward,
  reviewAward,
  sendBackAward,
  withdrawAward,
} from '../../domain/awards/decide.ts';
import { listAwards, oneAward } from '../../domain/awards/list.ts';
import { AWARD_MACHINE } from '../../domain/awards/machine.ts';
import { addProgramme, editProgramme, listProgrammes } from '../../domain/awards/programmes.ts';
import { loadAward } from '../../domain/awards/rows.ts';
import { eventsOf } from '../../domain/registers/events.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const awardRoutes: readonly Bound[] = [
  bind(contract.programmes, listProgrammes),
  bind(contract.addProgramme, addProgramme),
  bind(contract.editProgramme, editProgramme),
  bind(contract.awards, listAwards),
  bind(contract.award, oneAward),
  bind(contract.awardEvents, async (ctx, input) => {
    const { id } = await loadAward(ctx, input.id);
    return eventsOf(ctx, { entity: 'award', id, machine: AWARD_MACHINE, first: '申报' }, input);
  }),
  bind(contract.applyAward, applyAward),
  bind(contract.resubmitAward, resubmitAward),
  bind(contract.cancelAward, cancelAward),
  bind(contract.reviewAward, reviewAward),
  bind(contract.sendBackAward, sendBackAward),
  bind(contract.rejectAward, rejectAward),
  bind(contract.grantAward, grantAward),
  bind(contract.recheckAward, recheckAward),
  bind(contract.withdrawAward, withdrawAward),
];
