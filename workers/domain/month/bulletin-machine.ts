import type { BulletinState } from '../../contract/month-words.ts';
import type { Machine } from '../machine.ts';

const edit = { to: 'drafted', by: 'bulletin.write', label: '修改' } as const;
const refresh = { to: 'drafted', by: 'bulletin.write', label: '按最新台账重新生成' } as const;
const submit = { to: 'submitted', by: 'bulletin.write', label: '送签' } as const;
const discard = { to: 'discarded', by: 'bulletin.write', label: '作废', needs: ['reason'] } as const;
const back = { to: 'returned', by: 'bulletin.approve', label: '退回修改', needs: ['reason'] } as const;

/** Who signs is neither who drafted it nor who edited it last; only a correction touches what is published. */
export const BULLETIN_MACHINE = {
  drafted: { edit, refresh, submit, discard },
  returned: { edit, refresh, submit, discard },
  submitted: {
    approve: { to: 'approved', by: 'bulletin.approve', label: '签发', notBy: 'authors' },
    return: back,
  },
  approved: { publish: { to: 'published', by: 'bulletin.write', label: '印发' }, return: back },
  published: { correct: { to: 'published', by: 'bulletin.write', label: '更正', needs: ['reason'] } },
  superseded: {},
  discarded: {},
} as const satisfies Machine<BulletinState>;

/** Before it is published it is the business of those who write and sign. */
export const PUBLIC_STATES: readonly string[] = ['published', 'superseded'];
