import { Alert, Form, Modal, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { draws } from '../../../workers/contract/draws.ts';
import { planEngagement, planForm } from '../../../workers/contract/engagements.ts';
import { ENGAGEMENT_KINDS, type EngagementKind } from '../../../workers/contract/expert-words.ts';
import { pools } from '../../../workers/contract/pools.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { CandidatePicker } from './engagement-candidates.tsx';
import { EngagementFields } from './engagement-fields.tsx';
import { useOwnUnits } from './own-units.ts';
import { useRefusal } from './use-refusal.ts';

interface Values {
  readonly kind: EngagementKind;
  readonly unitId: string;
  readonly poolId?: string;
  readonly drawId?: string;
  readonly enterprise?: string;
  readonly creditCode?: string;
  readonly fromDay?: string;
  readonly toDay?: string;
  readonly seatIds?: string[];
  readonly duties?: string[];
}
const must = (message: string) => [{ required: true, message }];

/** Arranges experts' work: from the result of a draw, or with members of a pool picked here. */
export function PlanForm({
  drawId,
  onClose,
  onDone,
}: {
  drawId?: string;
  onClose: () => void;
  onDone: (id: string) => void;
}) {
  const [form] = Form.useForm<Values>();
  const [by, setBy] = useState<'draw' | 'hand'>(drawId ? 'draw' : 'hand');
  const { refusal, setRefusal, refused } = useRefusal();
  const seen = Form.useWatch([], form) as Values | undefined;
  const units = useOwnUnits();
  const poolList = usePages(pools, { limit: 100 } as never);
  const drawList = usePages(draws, { limit: 100 } as never);
  const done = drawList.items.filter((d) => d.state === 'drawn' || d.state === 'done');
  const chosen = by === 'draw' ? seen?.drawId : undefined;
  const ask = { kind: seen?.kind ?? 'resident', ...(chosen ? { drawId: chosen } : {}) };
  const start = useRoute(planForm, { ...ask, ...(by === 'hand' && seen?.poolId ? { poolId: seen.poolId } : {}) });
  const { data } = start;
  useEffect(() => {
    if (!data) return;
    form.setFieldsValue({ duties: data.duties });
    const { enterprise, creditCode } = data.draw ?? {};
    if (enterprise) form.setFieldsValue({ enterprise, creditCode: creditCode ?? '' });
  }, [data, form]);
  const run = useCommand(planEngagement, {
    done: '已安排，发出邀请前专家看不到',
    touches: ['engagements.', 'home'],
    onDone: ({ id }) => onDone(id),
    onRefused: refused,
  });
  const submit = ({ creditCode = '', ...values }: Values) => {
    setRefusal('');
    const own = by === 'draw' ? { poolId: null, seatIds: [] } : { drawId: null };
    run.mutate({ ...values, creditCode: creditCode.trim().toUpperCase(), ...own } as never);
  };
  return (
    <Modal
      open
      width="min(860px, 96vw)"
      title="安排专家检查"
      okText="保存"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        scrollToFirstError
        initialValues={{ kind: 'resident', unitId: units.first, drawId, seatIds: [] }}
      >
        <div className="grid2">
          <Form.Item name="kind" label="类型" rules={must('请选择类型')}>
            <Select options={Object.entries(ENGAGEMENT_KINDS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="unitId" label="组织单位" rules={must('请选择组织单位')}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={units.options} />
          </Form.Item>
        </div>
        <EngagementFields />
        <Form.Item label="专家从哪里来">
          <Radio.Group
            value={by}
            onChange={(e) => setBy(e.target.value as 'draw' | 'hand')}
            options={[
              { value: 'draw', label: '抽取结果' },
              { value: 'hand', label: '从专家库直接选' },
            ]}
          />
        </Form.Item>
        {by === 'draw' ? (
          <>
            <Form.Item name="drawId" label="抽取" rules={must('请选择一次抽取')}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={done.map((d) => ({ value: d.id, label: `${d.number} ${d.title}` }))}
              />
            </Form.Item>
            {data?.draw && (
              <Alert
                style={{ marginBottom: 16 }}
                type={data.draw.experts.length > 0 ? 'info' : 'warning'}
                title={
                  data.draw.experts.length > 0
                    ? `已接受的专家：${data.draw.experts.map((e) => e.expert).join('、')}`
                    : '这次抽取还没有专家接受，可以先安排，之后再增加专家。'
                }
              />
            )}
          </>
        ) : (
          <>
            <Form.Item name="poolId" label="专家库">
              <Select
                allowClear
                options={poolList.items.map((p) => ({ value: p.id, label: p.title }))}
                onChange={() => form.setFieldsValue({ seatIds: [] })}
              />
            </Form.Item>
            {seen?.poolId && (
              <Form.Item name="seatIds" label="专家">
                <CandidatePicker
                  poolId={seen.poolId}
                  enterprise={seen.enterprise ?? ''}
                  creditCode={seen.creditCode ?? ''}
                  {...(seen.fromDay ? { fromDay: seen.fromDay } : {})}
                  {...(seen.toDay ? { toDay: seen.toDay } : {})}
                />
              </Form.Item>
            )}
          </>
        )}
        <Form.Item name="duties" label="职责清单" extra="来自本领域的职责，可增减；回车添加一项">
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['\n']} />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
