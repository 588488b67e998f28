import type { CaseState } from '../../contract/register-words.ts';
import type { Machine } from '../machine.ts';

const by = 'case.write' as const;
const drop = { by, to: 'dropped', label: '登记撤案、不起诉', needs: ['day', 'outcome'] } as const;

/** 事前刑责: found, referred to an organ, filed, prosecuted, judged; or ended before. */
export const CASE_MACHINE = {
  found: {
    edit: { by, to: 'found', label: '修改登记' },
    refer: { by, to: 'referred', label: '移送', needs: ['organ', 'day'] },
  },
  referred: {
    edit: { by, to: 'referred', label: '修改登记' },
    file: { by, to: 'filed', label: '登记立案', needs: ['day'] },
    decline: { by, to: 'not_filed', label: '登记不予立案', needs: ['day', 'outcome'] },
  },
  filed: {
    edit: { by, to: 'filed', label: '修改登记' },
    prosecute: { by, to: 'prosecuted', label: '登记提起公诉', needs: ['day'] },
    drop,
  },
  prosecuted: {
    judge: { by, to: 'judged', label: '登记判决', needs: ['day', 'outcome'] },
    drop,
  },
  judged: {},
  not_filed: {},
  dropped: {},
} as const satisfies Machine<CaseState>;
