import { Alert, Button, Form, InputNumber, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { DEATH_GRADES, ofTip, preview, propose, REWARD_STATES, scale } from '../../../workers/contract/rewards.ts';
import { useCommand, useRoute } from '../data.ts';
import { fenOf, yuan } from './money.ts';
import { useCan } from './person.ts';
import { useRefusal } from './use-refusal.ts';

const OBSTACLES: Record<string, string> = {
  reward_not_first: '同一事项只奖励最先受理的举报，这一件不是最先的。',
  reward_exists: '同一事项的另一件举报已经提出过奖励。',
};

/** 举报奖励 on a tip's page: what was decided, why none can be proposed, or the form. */
export function RewardOfTip({ tipId }: { tipId: string }) {
  const can = useCan();
  return can('reward.propose') ? <Shown tipId={tipId} /> : null;
}

function Shown({ tipId }: { tipId: string }) {
  const { data } = useRoute(ofTip, { tipId });
  if (!data || (!data.reward && data.obstacle === 'wrong_state')) return null;
  const { reward, obstacle } = data;
  return (
    <section style={{ marginTop: 16 }} aria-label="举报奖励">
      <div className="row">
        <strong>举报奖励</strong>
        {reward && (
          <>
            <Tag color={reward.state === 'paid' ? 'green' : 'blue'}>{REWARD_STATES[reward.state]}</Tag>
            <span className="num">{yuan(reward.amount)} 元</span>
            {reward.untilDay && <span className="muted num">{reward.untilDay} 前领取</span>}
            {reward.reason && <span className="muted">不批准的理由：{reward.reason}</span>}
          </>
        )}
        {obstacle === '' && <Propose tipId={tipId} />}
        {!reward && OBSTACLES[obstacle] && <span className="muted">{OBSTACLES[obstacle]}</span>}
      </div>
    </section>
  );
}

interface Values {
  fine?: number | null;
  deaths?: number | null;
  grade?: keyof typeof DEATH_GRADES;
  fixed?: string;
}
const factsOf = ({ fine, deaths, grade, fixed }: Values) => ({
  fine: fenOf(fine),
  deaths: deaths ?? null,
  grade: grade ?? null,
  fixed: fixed ?? null,
});

function Propose({ tipId }: { tipId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        提出奖励
      </Button>
      {open && <ProposeForm tipId={tipId} onClose={() => setOpen(false)} />}
    </>
  );
}

function ProposeForm({ tipId, onClose }: { tipId: string; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [facts, setFacts] = useState(factsOf({}));
  const { refusal, refused } = useRefusal();
  const rows = useRoute(scale, {});
  const send = useCommand(propose, {
    done: '已提出，等另一人审批',
    touches: ['rewards.', 'tips.'],
    onDone: onClose,
    onRefused: refused,
  });
  const fixed = (rows.data?.items ?? []).filter((row) => row.kind === 'fixed' && row.inForce);
  return (
    <Modal
      open
      title="提出举报奖励"
      okText="提出"
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate({ tipId, ...factsOf(form.getFieldsValue()) })}
    >
      <p className="muted">
        填查实的事实，金额按现行标准计算，不能手填。符合几条的，取最高一条。联名举报奖给第一署名人。
      </p>
      <Form form={form} layout="vertical" onValuesChange={(_, all) => setFacts(factsOf(all))}>
        <Form.Item name="fine" label="罚款金额（元）">
          <InputNumber min={0.01} max={5_000_000_000} precision={2} style={{ width: '100%' }} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="deaths" label="查实的瞒报死亡人数">
            <InputNumber min={1} max={1000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="grade" label="事故等级">
            <Select allowClear options={Object.entries(DEATH_GRADES).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        </div>
        <Form.Item name="fixed" label="一般隐患的定额奖励">
          <Select
            allowClear
            options={fixed.map((row) => ({ value: row.id, label: `${row.label}（${yuan(row.amount ?? 0)} 元）` }))}
          />
        </Form.Item>
      </Form>
      <Preview facts={facts} />
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 12 }} />}
    </Modal>
  );
}

function Preview({ facts }: { facts: ReturnType<typeof factsOf> }) {
  const { fine, deaths, grade, fixed } = facts;
  const asked = {
    ...(fine ? { fine } : {}),
    ...(deaths ? { deaths } : {}),
    ...(grade ? { grade } : {}),
    ...(fixed ? { fixed } : {}),
  };
  const { data } = useRoute(preview, asked, { enabled: Object.keys(asked).length > 0 });
  if (Object.keys(asked).length === 0 || !data) return <p role="status">填了事实就显示金额。</p>;
  if (data.amount === null) return <p role="status">所填事实还不符合任何一条标准。</p>;
  return (
    <p role="status">
      奖励 <strong className="num">{yuan(data.amount)} 元</strong>，按“{data.label}”：{data.basis}{' '}
      {!data.basisChecked && <Tag color="orange">待核实</Tag>}
    </p>
  );
}
