import * as contract from '../../contract/criminal-cases.ts';
import { caseBulletin, exportCases } from '../../domain/criminal-cases/bulletin.ts';
import { listCases, oneCase } from '../../domain/criminal-cases/list.ts';
import { CASE_MACHINE } from '../../domain/criminal-cases/machine.ts';
import { chargesOf, loadCase } from '../../domain/criminal-cases/rows.ts';
import {
  addCase,
  declineCase,
  dropCase,
  editCase,
  fileCase,
  judgeCase,
  prosecuteCase,
  referCase,
} from '../../domain/criminal-cases/write.ts';
import { eventsOf } from '../../domain/registers/events.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { sheet } from './sheet.ts';

export const caseRoutes: readonly Bound[] = [
  bind(contract.criminalCases, listCases),
  bind(contract.criminalCase, oneCase),
  bind(contract.caseEvents, async (ctx, input) => {
    const { id } = await loadCase(ctx, input.id);
    return eventsOf(ctx, { entity: 'criminal_case', id, machine: CASE_MACHINE, first: '登记' }, input);
  }),
  bind(contract.charges, async (ctx) => ({ items: await chargesOf(ctx) })),
  bind(contract.addCase, addCase),
  bind(contract.editCase, editCase),
  bind(contract.referCase, referCase),
  bind(contract.fileCase, fileCase),
  bind(contract.declineCase, declineCase),
  bind(contract.prosecuteCase, prosecuteCase),
  bind(contract.dropCase, dropCase),
  bind(contract.judgeCase, judgeCase),
  bind(contract.caseBulletin, caseBulletin),
  bind(contract.exportCases, async (ctx, input) => sheet(await exportCases(ctx, input), 'criminal-cases')),
];
