import * as contract from '../../contract/plans.ts';
import { addPlan, editPlan } from '../../domain/plans/add.ts';
import { closePlan } from '../../domain/plans/close.ts';
import { dispatchPlan } from '../../domain/plans/dispatch.ts';
import { exportPlan } from '../../domain/plans/export.ts';
import { gantt } from '../../domain/plans/gantt.ts';
import { importPlan } from '../../domain/plans/import.ts';
import { listPlans } from '../../domain/plans/list.ts';
import { matrix } from '../../domain/plans/matrix.ts';
import { onePlan } from '../../domain/plans/one.ts';
import { wall } from '../../domain/plans/wall.ts';
import { withdrawPlan } from '../../domain/plans/withdraw.ts';
import { templateFromTask } from '../../domain/templates/from-task.ts';
import { planFromTemplates } from '../../domain/templates/from-templates.ts';
import { addTemplate, editTemplate, removeTemplate } from '../../domain/templates/write.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const planRoutes: readonly Bound[] = [
  bind(contract.plans, listPlans),
  bind(contract.addPlan, addPlan),
  bind(contract.plan, (ctx, input) => onePlan(ctx, input.id)),
  bind(contract.editPlan, editPlan),
  bind(contract.dispatchPlan, dispatchPlan),
  bind(contract.closePlan, closePlan),
  bind(contract.withdrawPlan, withdrawPlan),
  bind(contract.matrix, matrix),
  bind(contract.gantt, gantt),
  bind(contract.wall, (ctx, input) => wall(ctx, input.id)),
  bind(contract.exportPlan, async (ctx, input) => {
    const file = await exportPlan(ctx, input);
    return new Response(file as BodyInit, {
      headers: {
        'content-type': contract.exportPlan.download,
        'content-disposition': 'attachment; filename="tasks.xlsx"',
        'cache-control': 'no-store',
      },
    });
  }),
  bind(contract.importPlan, async (ctx, input, { request }) =>
    importPlan(ctx, input, await readBytes(request, contract.importPlan.upload.maxBytes)),
  ),
  bind(contract.planFromTemplates, planFromTemplates),
  bind(contract.addTemplate, addTemplate),
  bind(contract.editTemplate, editTemplate),
  bind(contract.removeTemplate, removeTemplate),
  bind(contract.templateFromTask, templateFromTask),
];
