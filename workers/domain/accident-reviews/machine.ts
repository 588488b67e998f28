import type { AccidentState } from '../../contract/register-words.ts';
import type { Machine } from '../machine.ts';

const by = 'supervise.issue' as const;

/** 事故整改评估: the report's measures written down, given out as tasks, judged one by one, concluded, made public. */
export const ACCIDENT_MACHINE = {
  drafted: {
    edit: { by, to: 'drafted', label: '修改登记' },
    setMeasures: { by, to: 'drafted', label: '录入整改措施', needs: ['measures'] },
    toTasks: { by, to: 'rectifying', label: '生成整改任务' },
  },
  rectifying: {
    edit: { by, to: 'rectifying', label: '修改登记' },
    evaluate: { by, to: 'rectifying', label: '评估一项措施', needs: ['verdict', 'evaluation'] },
    conclude: { by, to: 'concluded', label: '形成评估结论', needs: ['conclusion', 'words'] },
  },
  concluded: {
    publish: { by, to: 'published', label: '登记向社会公开', needs: ['publishedOn'] },
    reopen: { by, to: 'rectifying', label: '退回重新评估', needs: ['reason'] },
  },
  published: {},
} as const satisfies Machine<AccidentState>;
