import { Alert, App, Button, Form, Modal, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import {
  answerLoan,
  borrowers,
  endLoan,
  LOAN_STATES,
  type LoanState,
  loans,
  offerLoan,
} from '../../../workers/contract/loans.ts';
import { pools } from '../../../workers/contract/pools.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { DayField } from './day-field.tsx';
import { PagedTable } from './list.tsx';
import { useCan } from './person.ts';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

type Loan = ClientOutput<typeof loans>['items'][number];
const COLOURS: Record<LoanState, string> = { offered: 'orange', agreed: 'green', refused: 'default', ended: 'default' };
const TOUCHES = ['loans.', 'pools.', 'inbox'];

/** 专家库借用: what is lent to districts below, what the one above lends. */
export function ExpertLoans() {
  const can = useCan();
  const { modal } = App.useApp();
  const [doing, setDoing] = useState<Loan | 'offer'>();
  const pages = usePages(loans, { limit: 50 } as never);
  const end = useCommand(endLoan, { done: '已结束借用', touches: TOUCHES });
  const ask = (loan: Loan) =>
    void modal.confirm({
      title: `结束借用“${loan.title}”？`,
      content: '不能再从中抽取、邀请专家；正在进行的检查照常完成。',
      okText: '结束借用',
      okButtonProps: { danger: true },
      onOk: () => end.mutate({ id: loan.id, version: loan.version }),
    });
  return (
    <>
      {can('expert.appoint') && (
        <div className="row" style={{ marginBottom: 12 }}>
          <span className="grow" />
          <Button onClick={() => setDoing('offer')}>借给下级</Button>
        </div>
      )}
      <PagedTable<Loan>
        rowKey="id"
        pages={pages as never}
        empty="没有借出或借入的专家库。与下级连通后，可以把专家库借给下级使用。"
        columns={[
          {
            title: '专家库',
            render: (_, loan) => (
              <>
                {loan.title}
                <div className="muted">{loan.direction === 'out' ? `借给${loan.name}` : `${loan.name}借出`}</div>
              </>
            ),
          },
          {
            title: '状态',
            width: 110,
            render: (_, loan) => <Tag color={COLOURS[loan.state]}>{LOAN_STATES[loan.state]}</Tag>,
          },
          {
            title: '借入成员',
            width: 90,
            className: 'num',
            render: (_, loan) => (loan.direction === 'in' && loan.state === 'agreed' ? `${loan.members} 人` : ''),
          },
          { title: '截止', width: 120, className: 'num', render: (_, loan) => loan.untilDay ?? '长期' },
          {
            title: '',
            width: 150,
            render: (_, loan) =>
              can('expert.appoint') ? (
                <Space size="small">
                  {loan.direction === 'in' && loan.state === 'offered' && (
                    <Button size="small" type="primary" onClick={() => setDoing(loan)}>
                      答复
                    </Button>
                  )}
                  {(loan.state === 'agreed' || (loan.state === 'offered' && loan.direction === 'out')) && (
                    <Button size="small" onClick={() => ask(loan)}>
                      结束
                    </Button>
                  )}
                </Space>
              ) : null,
          },
        ]}
      />
      {doing === 'offer' && <Offer onClose={() => setDoing(undefined)} />}
      {doing && doing !== 'offer' && <Answer loan={doing} onClose={() => setDoing(undefined)} />}
    </>
  );
}

function Offer({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<{ poolId: string; slug: string; untilDay?: string | null }>();
  const { refusal, setRefusal, refused } = useRefusal();
  const own = useRoute(pools, { limit: 100 } as never);
  const below = useRoute(borrowers, {});
  const run = useCommand(offerLoan, {
    done: '已发出，等对方同意',
    touches: TOUCHES,
    onDone: onClose,
    onRefused: refused,
  });
  return (
    <Modal
      open
      title="把专家库借给下级"
      okText="发出"
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="muted">
        对方同意后，能看到成员的姓名、单位、专长和须回避的企业，并从中抽取专家；身份证号、电话和证明材料不会给对方。
      </p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ untilDay, ...rest }) => {
          setRefusal('');
          run.mutate({ ...rest, untilDay: untilDay ?? null });
        }}
      >
        <Form.Item name="poolId" label="专家库" rules={[{ required: true, message: '请选择专家库' }]}>
          <Select
            loading={own.isPending}
            options={(own.data?.items ?? [])
              .filter((pool) => pool.originName === '')
              .map((pool) => ({ value: pool.id, label: pool.title }))}
          />
        </Form.Item>
        <Form.Item name="slug" label="借给哪个地区" rules={[{ required: true, message: '请选择地区' }]}>
          <Select
            loading={below.isPending}
            notFoundContent="还没有连通的下级地区"
            options={below.data?.items.map((district) => ({ value: district.slug, label: district.name }))}
          />
        </Form.Item>
        <Form.Item name="untilDay" label="借到哪一天（不填为长期）">
          <DayField />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}

function Answer({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [unitIds, setUnitIds] = useState<string[]>([]);
  const { refusal, setRefusal, refused } = useRefusal();
  const units = useUnits();
  const run = useCommand(answerLoan, {
    done: '已答复',
    touches: TOUCHES,
    onDone: onClose,
    onRefused: refused,
  });
  const answer = (accept: boolean) => {
    setRefusal('');
    run.mutate({ id: loan.id, version: loan.version, accept, unitIds: accept ? unitIds : [] });
  };
  return (
    <Modal
      open
      title={`${loan.name}借出“${loan.title}”`}
      onCancel={onClose}
      footer={[
        <Button key="no" loading={run.isPending} onClick={() => answer(false)}>
          不借用
        </Button>,
        <Button key="yes" type="primary" loading={run.isPending} onClick={() => answer(true)}>
          同意借用
        </Button>,
      ]}
    >
      <label htmlFor="loan-units">除安委办外，还有哪些单位可以用（可不选）</label>
      <Select
        id="loan-units"
        mode="multiple"
        style={{ width: '100%', marginTop: 8 }}
        value={unitIds}
        onChange={setUnitIds}
        showSearch={{ optionFilterProp: 'label' }}
        options={units.options}
      />
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
