import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { cancelCheck, check, findingsToTasks, finishCheck } from '../../../workers/contract/checks.ts';
import { useCommand, useRoute } from '../data.ts';
import { CheckStateTag, CheckTabs, CheckTimeline, TypeTags } from '../parts/check-bits.tsx';
import { baseOf, type Check } from '../parts/check-draft.ts';
import { FindingDrawer } from '../parts/check-finding.tsx';
import { CheckPaper } from '../parts/check-paper.tsx';
import { PlanDrawer } from '../parts/check-plan.tsx';
import { RecordForm } from '../parts/check-record.tsx';
import { StartCard } from '../parts/check-start.tsx';
import { RecheckLines } from '../parts/recheck-lines.tsx';
import { Fallible } from '../parts/states.tsx';

/** One visit: what is planned, what is to be done now, the record; or a round of re-checks with its sample. */
export function CheckPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(check, { id });
  return (
    <>
      <CheckTabs here={query.data?.kind === 'recheck' ? '/checks/rechecks' : '/checks'} />
      <Fallible query={query}>{query.data && <Shown key={query.data.id} of={query.data} />}</Fallible>
    </>
  );
}

const may = (of: Check, action: string) => of.actions.some((a) => a.action === action && a.allowed);

function Shown({ of }: { of: Check }) {
  const [finding, setFinding] = useState<{ item: number | null; title: string }>();
  const begun = of.startedAt !== null;
  const visit = of.kind === 'visit';
  return (
    <div className="check-page">
      <div>
        <Head of={of} onFinding={() => setFinding({ item: null, title: '' })} />
        {may(of, 'start') && <StartCard of={of} />}
        {!visit && <RecheckLines of={of} />}
        {may(of, 'record') && (
          <RecordForm key={of.id + baseOf(of)} of={of} onFinding={(item, title) => setFinding({ item, title })} />
        )}
        {begun && visit && <CheckPaper of={of} />}
      </div>
      <div>
        <About of={of} />
        <CheckTimeline id={of.id} version={of.version} />
      </div>
      {finding !== undefined && <FindingDrawer of={of} {...finding} onClose={() => setFinding(undefined)} />}
    </div>
  );
}

function Head({ of, onFinding }: { of: Check; onFinding: () => void }) {
  const [open, setOpen] = useState<'edit' | 'cancel'>();
  const seen = { id: of.id, version: of.version };
  const finish = useCommand(finishCheck, { done: '已定稿', touches: ['checks.'] });
  const toTasks = useCommand(findingsToTasks, {
    done: '已生成任务草稿，请到计划中核对后交办',
    touches: ['checks.', 'plans', 'tasks'],
  });
  const duties = of.findingList.filter((f) => f.kind === 'duty' && f.taskId === null).length;
  return (
    <section className="card no-print" aria-label="检查安排">
      <div className="row">
        <CheckStateTag state={of.state} />
        <TypeTags of={of} />
        {of.number && <span className="num">{of.number}</span>}
      </div>
      <h2 style={{ fontSize: 20, margin: '8px 0' }}>{of.title}</h2>
      <p className="muted">{[of.target, of.address, `${of.plannedDay} 检查`].filter(Boolean).join(' · ')}</p>
      {of.reason && <Alert type="info" showIcon style={{ marginBottom: 12 }} title={`已取消：${of.reason}`} />}
      {of.recordHolds === false && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title="记录内容与定稿时的指纹不一致，请核查操作记录。"
        />
      )}
      <div className="row">
        {may(of, 'finding') && (
          <Button type="primary" onClick={onFinding}>
            记录一处问题
          </Button>
        )}
        {may(of, 'finish') && (
          <Popconfirm title="定稿后检查记录不能再改。" okText="定稿" onConfirm={() => finish.mutate(seen)}>
            <Button loading={finish.isPending}>定稿</Button>
          </Popconfirm>
        )}
        {may(of, 'toTasks') && duties > 0 && (
          <Button loading={toTasks.isPending} onClick={() => toTasks.mutate(seen)}>
            履职问题转为任务（{duties}）
          </Button>
        )}
        {may(of, 'edit') && <Button onClick={() => setOpen('edit')}>修改安排</Button>}
        {of.startedAt && of.kind === 'visit' && <Button onClick={() => print()}>打印检查记录</Button>}
        {may(of, 'cancel') && (
          <Button danger onClick={() => setOpen('cancel')}>
            取消检查
          </Button>
        )}
      </div>
      {open === 'edit' && <PlanDrawer old={of} onClose={() => setOpen(undefined)} />}
      {open === 'cancel' && <Cancel of={of} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function Cancel({ of, onClose }: { of: Check; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const run = useCommand(cancelCheck, { done: '已取消', touches: ['checks.'], onDone: onClose });
  return (
    <Modal
      open
      title="取消检查"
      okText="取消这次检查"
      cancelText="返回"
      okButtonProps={{ disabled: reason.trim().length < 2, danger: true }}
      confirmLoading={run.isPending}
      onOk={() => run.mutate({ id: of.id, version: of.version, reason })}
      onCancel={onClose}
    >
      <Input.TextArea
        aria-label="取消理由"
        placeholder="取消理由"
        rows={3}
        maxLength={300}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
    </Modal>
  );
}

function About({ of }: { of: Check }) {
  const facts: [label: string, value: React.ReactNode][] = [
    ['检查人员', of.people.map((p) => of.names[p.personId]).join('、')],
    [
      '督导组',
      of.team && of.teamId ? (
        <Link key="t" to={`/checks/teams/${of.teamId}` as '/'}>
          {of.team}
        </Link>
      ) : (
        ''
      ),
    ],
    ['检查表', of.template],
    ['信用代码', of.creditCode],
    ['属地', of.placeUnitId ? of.names[of.placeUnitId] : ''],
    [
      '专项行动',
      of.planId ? (
        <Link key="p" to={`/plans/${of.planId}` as '/'}>
          查看计划
        </Link>
      ) : (
        ''
      ),
    ],
    ['说明', of.note],
    ...(of.draw
      ? ([
          ['抽取范围', `${of.draw.asked.closedFrom} 至 ${of.draw.asked.closedTo} 销号，共 ${of.draw.population} 条`],
          ['随机种子', of.draw.seed],
          ['名单指纹', of.draw.digest],
          ['抽取方法', '按 SHA-256（种子＋隐患编码）由小到大排列，取最前面的；用同一种子重算，结果相同。'],
        ] as [string, string][])
      : []),
  ];
  return (
    <section className="card no-print" aria-label="基本情况">
      <dl className="facts">
        {facts
          .filter(([, value]) => Boolean(value))
          .flatMap(([label, value]) => [<dt key={`t${label}`}>{label}</dt>, <dd key={`d${label}`}>{value}</dd>])}
      </dl>
    </section>
  );
}
