import * as contract from '../../contract/desk.ts';
import { filters, removeFilter, saveFilter } from '../../domain/filters/filters.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const filterRoutes: readonly Bound[] = [
  bind(contract.filters, (ctx, input) => filters(ctx, input.page)),
  bind(contract.saveFilter, saveFilter),
  bind(contract.removeFilter, (ctx, input) => removeFilter(ctx, input.id)),
];
