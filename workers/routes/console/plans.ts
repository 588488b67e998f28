import * as contract from '../../contract/plans.ts';
import { addPlan, editPlan } from '../../domain/plans/add.ts';
import { gantt } from '../../domain/plans/gantt.ts';
import { listPlans } from '../../domain/plans/list.ts';
import { matrix } from '../../domain/plans/matrix.ts';
import { onePlan } from '../../domain/plans/one.ts';
import { wall } from '../../domain/plans/wall.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const planRoutes: readonly Bound[] = [
  bind(contract.plans, listPlans),
  bind(contract.addPlan, addPlan),
  bind(contract.plan, (ctx, input) => onePlan(ctx, input.id)),
  bind(contract.editPlan, editPlan),
  bind(contract.matrix, matrix),
  bind(contract.gantt, gantt),
  bind(contract.wall, (ctx, input) => wall(ctx, input.id)),
];
