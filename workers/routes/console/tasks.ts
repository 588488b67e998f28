import * as contract from '../../contract/tasks.ts';
import { add } from '../../domain/tasks/add.ts';
import { addUnit } from '../../domain/tasks/add-unit.ts';
import { calendar } from '../../domain/tasks/calendar.ts';
import { counts } from '../../domain/tasks/counts.ts';
import { dispatch } from '../../domain/tasks/dispatch.ts';
import { edit } from '../../domain/tasks/edit.ts';
import { close, withdraw } from '../../domain/tasks/end.ts';
import { events } from '../../domain/tasks/events.ts';
import { list } from '../../domain/tasks/list.ts';
import { mine } from '../../domain/tasks/mine.ts';
import { one } from '../../domain/tasks/one.ts';
import { reopen } from '../../domain/tasks/reopen.ts';
import { reschedule } from '../../domain/tasks/reschedule.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const taskRoutes: readonly Bound[] = [
  bind(contract.tasks, list),
  bind(contract.taskCounts, counts),
  bind(contract.myTasks, mine),
  bind(contract.taskCalendar, calendar),
  bind(contract.task, (ctx, input) => one(ctx, input.id)),
  bind(contract.taskEvents, events),
  bind(contract.addTask, add),
  bind(contract.editTask, edit),
  bind(contract.dispatchTask, dispatch),
  bind(contract.reschedule, reschedule),
  bind(contract.addUnit, addUnit),
  bind(contract.withdrawTask, withdraw),
  bind(contract.closeTask, close),
  bind(contract.reopenTask, reopen),
];
