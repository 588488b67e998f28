import type { ReportState } from '../../contract/month-words.ts';
import type { Machine } from '../machine.ts';

const submit = { to: 'submitted', by: 'report.submit', label: '报送', needs: ['words'], within: 'owner' } as const;

/** A report goes in, and is taken or sent back; its figures are those of its last submission. */
export const REPORT_MACHINE = {
  due: { submit },
  submitted: {
    accept: { to: 'accepted', by: 'bulletin.write', label: '认可', notBy: 'submittedBy' },
    return: { to: 'returned', by: 'bulletin.write', label: '退回补报', needs: ['reason'] },
  },
  returned: { submit: { ...submit, label: '补报' } },
  accepted: {
    return: { to: 'returned', by: 'bulletin.write', label: '退回补报', needs: ['reason'] },
  },
} as const satisfies Machine<ReportState>;
