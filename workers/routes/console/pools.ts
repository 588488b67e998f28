import * as contract from '../../contract/pools.ts';
import { listFailing } from '../../domain/pools/failing.ts';
import { listFields } from '../../domain/pools/fields.ts';
import { previewExpertRule } from '../../domain/pools/preview.ts';
import { listPools, onePool } from '../../domain/pools/read.ts';
import { applyExpertRules, reevaluatePool } from '../../domain/pools/reevaluate.ts';
import { listExpertRules } from '../../domain/pools/rules-read.ts';
import { addExpertRule } from '../../domain/pools/rules-write.ts';
import { addPool, closePool, editPool, poolsFromTemplates, reopenPool } from '../../domain/pools/write.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const poolRoutes: readonly Bound[] = [
  bind(contract.pools, listPools),
  bind(contract.pool, onePool),
  bind(contract.fieldList, (ctx) => listFields(ctx)),
  bind(contract.addPool, addPool),
  bind(contract.poolsFromTemplates, (ctx) => poolsFromTemplates(ctx)),
  bind(contract.editPool, editPool),
  bind(contract.closePool, closePool),
  bind(contract.reopenPool, reopenPool),
  bind(contract.failing, listFailing),
  bind(contract.reevaluatePool, reevaluatePool),
  bind(contract.expertRules, listExpertRules),
  bind(contract.addExpertRule, addExpertRule),
  bind(contract.previewExpertRule, previewExpertRule),
  bind(contract.applyExpertRules, applyExpertRules),
];
