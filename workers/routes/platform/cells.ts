import * as contract from '../../contract/platform.ts';
import { loadCalendarYear } from '../../domain/calendar/load.ts';
import { listCells, setOneCell } from '../../domain/tenants/cells.ts';
import { listLog } from '../../domain/tenants/list.ts';
import { bind } from '../../http/mount.ts';

export const cellRoutes = [
  bind(contract.cells, (ctx) => listCells(ctx)),
  bind(contract.setCell, (ctx, input) => setOneCell(ctx, input)),
  bind(contract.log, (ctx, input) => listLog(ctx, input)),
  bind(contract.loadCalendar, (ctx, { year, days, source }) => loadCalendarYear(ctx, year, days, source)),
];
