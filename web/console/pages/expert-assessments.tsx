import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input, InputNumber, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { assess, assessments, fairness, GRADES, type Grade } from '../../../workers/contract/assessments.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { thisYear } from '../format.ts';
import { PagedTable } from '../parts/list.tsx';
import { yuan } from '../parts/money.ts';
import { useCan } from '../parts/person.ts';
import { removal } from '../parts/seat-bits.tsx';
import { Nothing } from '../parts/states.tsx';
import { useRefusal } from '../parts/use-refusal.ts';

type Line = ClientOutput<typeof assessments>['items'][number];
const GRADE_COLOURS: Record<Grade, string> = { excellent: 'green', qualified: 'blue', unqualified: 'red' };

/** 年度考评: a year of a pool, member by member, and how evenly work and money lay. */
export function ExpertAssessments() {
  const search = useSearch({ strict: false }) as { pool?: string; year?: number };
  const navigate = useNavigate();
  const list = useRoute(pools, { limit: 100 } as never);
  const poolId = search.pool ?? list.data?.items[0]?.id;
  const year = Number(search.year) || thisYear();
  const go = (next: object) =>
    void navigate({
      to: '/expert-assessments' as '/',
      search: { pool: poolId, year, ...next } as never,
      replace: true,
    });
  if (list.data?.items.length === 0) {
    return (
      <div className="card">
        <Nothing why="还没有专家库。先在“专家库”里按模板建库。" />
      </div>
    );
  }
  return (
    <>
      <div className="card">
        <div className="row">
          <Select
            aria-label="专家库"
            style={{ minWidth: 220 }}
            value={poolId ?? null}
            loading={list.isPending}
            onChange={(pool) => go({ pool })}
            options={(list.data?.items ?? []).map((pool) => ({ value: pool.id, label: pool.title }))}
          />
          <Select
            aria-label="年度"
            value={year}
            onChange={(next) => go({ year: next })}
            options={[0, 1, 2, 3, 4].map((ago) => {
              const value = thisYear() - ago;
              return { value, label: `${value} 年` };
            })}
          />
        </div>
        {poolId && <Fairness poolId={poolId} year={year} />}
      </div>
      {poolId && <Sheet key={`${poolId}${year}`} poolId={poolId} year={year} />}
    </>
  );
}

/** Members by number of jobs, as bars with their figures: the picture says no more than the words beside it. */
function Fairness({ poolId, year }: { poolId: string; year: number }) {
  const { data } = useRoute(fairness, { poolId, year });
  if (!data || data.members === 0) return null;
  const most = Math.max(...data.jobs.map(([, members]) => members));
  const even =
    data.busiestFifth === null
      ? '这一年还没有完成的工作。'
      : `最忙的五分之一专家承担了 ${data.busiestFifth}% 的工作（完全平均时约 20%）。`;
  return (
    <section aria-labelledby="fairness" style={{ marginTop: 16 }}>
      <h2 id="fairness">工作量与费用分布</h2>
      <p>
        在册 <b className="num">{data.members}</b> 人，合计 <b className="num">{data.days}</b> 天，批准费用{' '}
        <b className="num">{yuan(data.fees)}</b> 元。{even}
      </p>
      <ul className="spread">
        {data.jobs.map(([jobs, members]) => (
          <li key={jobs}>
            <span className="num">{jobs === 0 ? '没有安排' : `${jobs} 次`}</span>
            <span className="spread-bar" style={{ width: `${Math.max(2, (100 * members) / most)}%` }} aria-hidden />
            <span className="num">{members} 人</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sheet({ poolId, year }: { poolId: string; year: number }) {
  const can = useCan();
  const [judging, setJudging] = useState<Line>();
  const pages = usePages(assessments, { poolId, year, limit: 50 } as never);
  return (
    <div className="card">
      <PagedTable<Line>
        rowKey="seatId"
        pages={pages as never}
        empty="这个专家库还没有聘任过专家。"
        scroll={{ x: 1060 }}
        columns={[
          {
            title: '专家',
            width: 150,
            render: (_, row) => (
              <>
                {row.expert}
                <div className="muted num">{row.number}</div>
              </>
            ),
          },
          { title: '抽中', dataIndex: 'drawn', width: 70, className: 'num' },
          {
            title: '完成',
            width: 110,
            className: 'num',
            render: (_, row) => `${row.jobs} 次，${row.days} 天`,
          },
          { title: '谢绝、未到', dataIndex: 'missed', width: 100, className: 'num' },
          { title: '办公室评分', width: 100, className: 'num', render: (_, row) => row.scoreOffice ?? '' },
          { title: '企业评分', width: 90, className: 'num', render: (_, row) => row.scoreEnterprise ?? '' },
          {
            title: '意见失实',
            width: 90,
            className: 'num',
            render: (_, row) =>
              row.falseOpinions > 0 ? (
                <>
                  <Tag color="red">{row.falseOpinions} 次</Tag>
                  {can('expert.appoint') && (
                    <Link
                      to={`/expert-seats/${row.seatId}` as '/'}
                      search={removal(`${year} 年度有 ${row.falseOpinions} 次意见经认定失实。`) as never}
                    >
                      办理解聘
                    </Link>
                  )}
                </>
              ) : (
                ''
              ),
          },
          { title: '培训学时', dataIndex: 'trainingHours', width: 90, className: 'num' },
          { title: '费用（元）', width: 110, className: 'num', render: (_, row) => yuan(row.fees) },
          {
            title: '年度考评',
            width: 150,
            render: (_, row) =>
              row.assessment ? (
                <>
                  <Tag color={GRADE_COLOURS[row.assessment.grade]}>{GRADES[row.assessment.grade]}</Tag>
                  <span className="num">{row.assessment.score} 分</span>
                </>
              ) : can('expert.manage') ? (
                <Button size="small" onClick={() => setJudging(row)}>
                  评定
                </Button>
              ) : (
                '未评定'
              ),
          },
        ]}
      />
      {judging && <Judge line={judging} year={year} onClose={() => setJudging(undefined)} />}
    </div>
  );
}

interface Verdict {
  score: number;
  grade: Grade;
  words?: string;
}

function Judge({ line, year, onClose }: { line: Line; year: number; onClose: () => void }) {
  const [form] = Form.useForm<Verdict>();
  const { refusal, setRefusal, refused } = useRefusal();
  const run = useCommand(assess, {
    done: '已评定',
    touches: ['assessments.'],
    onDone: onClose,
    onRefused: refused,
  });
  const suggested = line.suggested;
  const grade =
    suggested === null ? undefined : suggested >= 90 ? 'excellent' : suggested >= 60 ? 'qualified' : 'unqualified';
  return (
    <Modal
      open
      title={`${year} 年度考评 · ${line.expert}`}
      okText="评定"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="muted">
        {suggested === null
          ? '这一年没有评分可作参考。'
          : `按评分、缺席和失实意见折算，参考 ${suggested} 分；由您决定。`}
        评定后不能改。
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ score: suggested ?? undefined, grade }}
        onFinish={(values) => {
          setRefusal('');
          run.mutate({ seatId: line.seatId, year, ...values, words: values.words ?? '' });
        }}
      >
        <Form.Item name="score" label="得分（0 至 100）" rules={[{ required: true, message: '请打分' }]}>
          <InputNumber min={0} max={100} precision={0} />
        </Form.Item>
        <Form.Item name="grade" label="等次" rules={[{ required: true, message: '请选择等次' }]}>
          <Select options={Object.entries(GRADES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="words" label="评语">
          <Input.TextArea rows={3} maxLength={300} showCount />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
