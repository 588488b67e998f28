import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, InputNumber, Modal, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { falseOpinion, scoreLink, scorePart } from '../../../workers/contract/assessments.ts';
import type { engagement } from '../../../workers/contract/engagements.ts';
import { FEE_STATES } from '../../../workers/contract/expert-words.ts';
import { budgets, fees, proposeFee } from '../../../workers/contract/fees.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { slug } from '../place.ts';
import { CopyLink } from './copy-link.tsx';
import { fenOf, yuan } from './money.ts';
import { useCan } from './person.ts';
import { removal } from './seat-bits.tsx';
import { useRefusal } from './use-refusal.ts';

type Engagement = ClientOutput<typeof engagement>;
type Part = Engagement['parts'][number];
type Doing = { readonly part: Part; readonly what: 'score' | 'fee' | 'false' };

/** 评分与费用 of one engagement: each signed part scored by the office and by the enterprise, its fee, a false opinion. */
export function EngagementMoney({ engagement: of }: { engagement: Engagement }) {
  const can = useCan();
  const [doing, setDoing] = useState<Doing>();
  const [path, setPath] = useState('');
  const paid = usePages(fees, { engagementId: of.id, limit: 50 } as never);
  const link = useCommand(scoreLink, {
    touches: ['engagements.'],
    onDone: ({ token }) => setPath(`/${slug}/experts/score#${token}`),
  });
  const signed = of.parts.filter((part) => part.state === 'signed');
  if (signed.length === 0) return null;
  const scoring = of.state === 'reported' || of.state === 'accepted';
  const accepted = of.state === 'accepted' || of.state === 'closed';
  const feeOf = (part: Part) => paid.items.find((fee) => fee.expertId === part.expertId && fee.state !== 'refused');
  return (
    <section className="card" aria-labelledby="money">
      <div className="row">
        <h2 id="money">评分与费用</h2>
        <span className="grow" />
        {can('expert.engage') && scoring && (
          <Button loading={link.isPending} onClick={() => link.mutate({ id: of.id, version: of.version })}>
            生成企业评分链接
          </Button>
        )}
      </div>
      {path && (
        <CopyLink
          path={path}
          title="企业评分链接"
          label="企业评分链接"
          words="把链接发给企业，对方不用登录就能为专家评分。链接只显示这一次；再生成一次，旧链接随即失效："
          onClose={() => setPath('')}
        />
      )}
      <Table<Part>
        size="middle"
        rowKey="id"
        pagination={false}
        scroll={{ x: 720 }}
        dataSource={signed}
        columns={[
          {
            title: '专家',
            width: 130,
            render: (_, part) => (
              <>
                {part.expert} {part.falseOpinion && <Tag color="red">意见失实</Tag>}
              </>
            ),
          },
          { title: '办公室评分', width: 110, className: 'num', render: (_, part) => part.scoreOffice ?? '未评' },
          { title: '企业评分', width: 110, className: 'num', render: (_, part) => part.scoreEnterprise ?? '未评' },
          {
            title: '费用',
            render: (_, part) => {
              const fee = feeOf(part);
              return fee ? (
                <span className="num">
                  {yuan(fee.amount)} 元 <Tag>{FEE_STATES[fee.state]}</Tag>
                </span>
              ) : (
                '未申报'
              );
            },
          },
          {
            title: '',
            width: 260,
            render: (_, part) =>
              can('expert.engage') ? (
                <Space wrap size="small">
                  {scoring && (
                    <Button size="small" onClick={() => setDoing({ part, what: 'score' })}>
                      评分
                    </Button>
                  )}
                  {accepted && !feeOf(part) && (
                    <Button size="small" onClick={() => setDoing({ part, what: 'fee' })}>
                      申报费用
                    </Button>
                  )}
                  {part.falseOpinion && can('expert.appoint') && (
                    <Link
                      to={`/expert-seats/${part.seatId}` as '/'}
                      search={removal(`意见经认定失实（${of.title}）：${part.reason}`) as never}
                    >
                      <Button size="small" danger>
                        办理解聘
                      </Button>
                    </Link>
                  )}
                  {!part.falseOpinion && (
                    <Button size="small" danger onClick={() => setDoing({ part, what: 'false' })}>
                      认定失实
                    </Button>
                  )}
                </Space>
              ) : null,
          },
        ]}
      />
      {doing && <Doing of={of} doing={doing} onClose={() => setDoing(undefined)} />}
    </section>
  );
}

const TITLES = { score: '为专家的工作评分', fee: '申报专家费用', false: '认定意见失实' };
const must = (message: string) => [{ required: true, message }];

/** Each kind of form fills its own part. */
interface Values {
  readonly score: number;
  readonly words?: string;
  readonly reason: string;
  readonly budgetLineId: string;
  readonly days: number;
  readonly rate: number;
}

function Doing({ of, doing: { part, what }, onClose }: { of: Engagement; doing: Doing; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { refusal, setRefusal, refused } = useRefusal();
  const options = {
    done: '已保存',
    touches: ['engagements.', 'fees.', 'assessments.'],
    onDone: onClose,
    onRefused: refused,
  };
  const score = useCommand(scorePart, options);
  const fee = useCommand(proposeFee, options);
  const mark = useCommand(falseOpinion, options);
  const submit = (values: Values) => {
    setRefusal('');
    const seen = { id: part.id, version: part.version };
    if (what === 'score') score.mutate({ ...seen, score: values.score, words: values.words ?? '' });
    else if (what === 'false') mark.mutate({ ...seen, reason: values.reason });
    else {
      const { budgetLineId, days, rate } = values;
      fee.mutate({ partId: part.id, budgetLineId, halfDays: Math.round(days * 2), rate: fenOf(rate) ?? 0 });
    }
  };
  return (
    <Modal
      open
      title={`${TITLES[what]} · ${part.expert}`}
      okText={what === 'false' ? '认定失实' : '保存'}
      okButtonProps={{ danger: what === 'false' }}
      confirmLoading={score.isPending || fee.isPending || mark.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        {what === 'score' && (
          <>
            <Form.Item name="score" label="评分（0 至 100）" initialValue={part.scoreOffice} rules={must('请打分')}>
              <InputNumber min={0} max={100} precision={0} />
            </Form.Item>
            <Form.Item name="words" label="评语">
              <Input.TextArea rows={3} maxLength={300} showCount />
            </Form.Item>
          </>
        )}
        {what === 'fee' && <FeeFields of={of} />}
        {what === 'false' && (
          <Form.Item
            name="reason"
            label="失实之处和依据"
            extra="记入专家档案，不能撤销；续聘、解聘时会看到。"
            rules={must('请写明失实之处')}
          >
            <Input.TextArea rows={4} maxLength={300} showCount />
          </Form.Item>
        )}
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

function FeeFields({ of }: { of: Engagement }) {
  const lines = useRoute(budgets, { limit: 100 });
  const days = (Date.parse(of.toDay) - Date.parse(of.fromDay)) / 86_400_000 + 1;
  return (
    <>
      <Form.Item name="budgetLineId" label="从哪笔资金列支" rules={must('请选择资金')}>
        <Select
          loading={lines.isPending}
          notFoundContent="还没有登记专项资金，请先在“专家经费”里登记"
          options={lines.data?.items.map((line) => ({
            value: line.id,
            label: `${line.year} 年 ${line.title}（余 ${yuan(line.amount - line.approved)} 元）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="days" label="天数（可以是半天）" initialValue={days} rules={must('请填写天数')}>
        <InputNumber min={0.5} max={200} step={0.5} precision={1} />
      </Form.Item>
      <Form.Item name="rate" label="每天标准（元）" rules={must('请填写每天标准')}>
        <InputNumber min={0} max={100_000} precision={2} style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}
