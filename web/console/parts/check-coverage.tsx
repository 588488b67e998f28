import { Link } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Form, Input, Modal, Progress, Select, Table } from 'antd';
import { type Key, useState } from 'react';
import { addCoverage, coverage, removeCoverage } from '../../../workers/contract/check-teams.ts';
import { CHECK_STATES } from '../../../workers/contract/check-words.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { PlanDrawer } from './check-plan.tsx';
import { Fallible, Nothing } from './states.tsx';
import { WIDE } from './supervision-filters.tsx';
import { useUnits } from './units.ts';
import { useRefusal } from './use-refusal.ts';

type Answer = ClientOutput<typeof coverage>;
type Line = Answer['items'][number];

/** 检查覆盖: who of a campaign was to be visited and who was; covert visits to the chosen ones at one stroke. */
export function CheckCoverage({ planId }: { planId: string }) {
  const [left, setLeft] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [open, setOpen] = useState<'plan' | 'add'>();
  const pages = usePages(coverage, { id: planId, limit: 100, ...(left ? { left: 'true' } : {}) } as never);
  const first = pages.data?.pages[0] as Answer | undefined;
  const remove = useCommand(removeCoverage, {
    done: '已去掉',
    touches: ['coverage.'],
    onDone: () => setChosen([]),
  });
  return (
    <Fallible query={pages as never}>
      {first && (
        <>
          <div className="row" style={{ marginBottom: 12 }}>
            <strong>
              已检查 {first.visited}/{first.total}
            </strong>
            <div className="grow check-meter">
              <Progress
                aria-label="检查覆盖"
                percent={first.total > 0 ? Math.round((first.visited / first.total) * 100) : 0}
              />
            </div>
            <Checkbox checked={left} onChange={(e) => setLeft(e.target.checked)}>
              只看没检查的
            </Checkbox>
            {first.mayEdit && (
              <>
                <Button onClick={() => setOpen('add')}>列入名单</Button>
                <Button disabled={chosen.length === 0} onClick={() => remove.mutate({ id: planId, keys: chosen })}>
                  去掉
                </Button>
                <Button type="primary" disabled={chosen.length === 0} onClick={() => setOpen('plan')}>
                  安排暗访{chosen.length > 0 && `（${chosen.length}）`}
                </Button>
              </>
            )}
          </div>
          <Table<Line>
            rowKey="key"
            size="middle"
            pagination={false}
            dataSource={pages.items as Line[]}
            locale={{ emptyText: <Nothing why={left ? '名单上的都检查过了。' : '还没有列出要检查的单位和企业。'} /> }}
            {...(first.mayEdit
              ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys: Key[]) => setChosen(keys.map(String)) } }
              : {})}
            columns={[
              {
                title: '对象',
                render: (_, row) => (
                  <>
                    {row.target}
                    <div className="muted">{row.address}</div>
                  </>
                ),
              },
              {
                title: '检查',
                responsive: WIDE,
                width: 76,
                className: 'num',
                render: (_, row) => (row.visits > 0 ? `${row.visits} 次` : '—'),
              },
              {
                title: '最近',
                width: 116,
                render: (_, row) =>
                  row.checkId && row.lastState ? (
                    <Link to={`/checks/${row.checkId}` as '/'}>
                      {row.lastDay} <span className="num">{CHECK_STATES[row.lastState]}</span>
                    </Link>
                  ) : (
                    ''
                  ),
              },
            ]}
          />
          {pages.hasNextPage && (
            <Button style={{ marginTop: 12 }} onClick={() => void pages.fetchNextPage()}>
              再看一页
            </Button>
          )}
        </>
      )}
      {open === 'add' && <AddTargets planId={planId} onClose={() => setOpen(undefined)} />}
      {open === 'plan' && (
        <PlanDrawer
          many={{ planId, keys: chosen }}
          covert
          onClose={() => setOpen(undefined)}
          onDone={() => setChosen([])}
        />
      )}
    </Fallible>
  );
}

/** Units are chosen; enterprises are pasted, a line each: 名称，信用代码，地址. */
function AddTargets({ planId, onClose }: { planId: string; onClose: () => void }) {
  const [form] = Form.useForm();
  const units = useUnits();
  const { refusal, refused } = useRefusal();
  const add = useCommand(addCoverage, {
    done: '已列入名单',
    touches: ['coverage.'],
    onDone: onClose,
    onRefused: refused,
  });
  const save = ({ unitIds = [], lines = '' }: { unitIds?: string[]; lines?: string }) => {
    const enterprises = lines
      .split('\n')
      .map((line) => line.split(/[,，\t]/).map((part) => part.trim()))
      .filter(([name]) => name)
      .map(([name = '', creditCode = '', address = '']) => ({ name, creditCode, address }));
    add.mutate({ id: planId, unitIds, enterprises });
  };
  return (
    <Modal
      open
      title="列入检查名单"
      okText="列入"
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={save}>
        <Form.Item name="unitIds" label="单位、街道">
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={units.options} />
        </Form.Item>
        <Form.Item name="lines" label="企业、场所（一行一家：名称，信用代码，地址）">
          <Input.TextArea rows={6} placeholder="某某商场，91430600MA4L16JQ9B，解放路 1 号" />
        </Form.Item>
        {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
