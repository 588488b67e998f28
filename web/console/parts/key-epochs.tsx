import { Button, Progress } from 'antd';
import { pendingWraps } from '../../../workers/contract/tip-keys.ts';
import { useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import type { RoleKeyView } from './key-plan.ts';
import { useMe } from './person.ts';
import { startResealing, useResealing } from './reseal.ts';
import { useVault } from './vault.ts';

/** Re-sealing of open tips: how far, how much is left, how to go on. */
export function Pending({ role }: { role: string }) {
  const me = useMe();
  const vault = useVault();
  const known = useResealing().get(role);
  // Nothing was there to be sealed again: nothing to tell.
  const job = known?.state === 'done' && known.total === 0 ? undefined : known;
  const running = job?.state === 'running';
  const pending = useRoute(pendingWraps, { role, limit: 1 }, { enabled: !running });
  const left = pending.data?.left ?? 0;
  if (!job && left === 0) return null;
  const percent = job ? (job.total === 0 ? 100 : Math.floor((job.done / job.total) * 100)) : 0;
  return (
    <div className="key-pending" role="status">
      {job && (
        <Progress
          percent={job.state === 'done' ? 100 : percent}
          status={job.state === 'stopped' ? 'exception' : job.state === 'done' ? 'success' : 'active'}
          aria-label="转封进度"
        />
      )}
      {running && (
        <span>
          正在把未办结的举报转封到新一期：{job.done} / {job.total} 份。可以离开本页，不要关闭窗口。
        </span>
      )}
      {job?.state === 'done' && <span>转封完成{job.total > 0 && `，共 ${job.total} 份`}。</span>}
      {job?.state === 'stopped' && <span className="late">{job.why}</span>}
      {!running && left > 0 && (
        <div className="row">
          <span className="soon">还有 {left} 份未办结的举报内容封在旧一期。</span>
          <Button size="small" type="primary" disabled={!vault} onClick={() => startResealing(me.tenant.no, role)}>
            {job ? '接着转封' : '开始转封'}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The epochs before, and until when they open what was sealed to them. */
export function Former({ epochs }: { epochs: readonly RoleKeyView[] }) {
  return (
    <details>
      <summary className="muted">以前的 {epochs.length} 期</summary>
      <ul className="rows">
        {epochs.map((k) => (
          <li key={k.id} className="muted">
            第 {k.epoch} 期（{dayOf(k.createdAt)} 启用）：
            {k.state === 'destroyed'
              ? '已销毁，只封给它的举报再也打不开。'
              : k.destroyOn
                ? `已停用，${k.destroyOn} 销毁；届时只封给它的举报再也打不开。`
                : '已停用，仍可打开那一期的举报。'}
            {k.state === 'retired' && !k.share && '您没有这一期的份额。'}
          </li>
        ))}
      </ul>
    </details>
  );
}
