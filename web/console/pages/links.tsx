import { Button, Form, Grid, Input, Modal, Popconfirm, Select, Tag } from 'antd';
import { useState } from 'react';
import { answerLink, endLink, LINK_STATES, links, offerLink } from '../../../workers/contract/cascade.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, usePages } from '../data.ts';
import { PagedTable } from '../parts/list.tsx';
import { useUnits } from '../parts/units.ts';

type Row = ClientOutput<typeof links>['items'][number];
const TOUCHES = ['links'];

/** 上下级连通: a city's plans go down to the counties that agreed, and their progress comes back. */
export function Links() {
  const units = useUnits();
  const pages = usePages(links, { limit: 100 } as never);
  const phone = Grid.useBreakpoint().md === false;
  const [offering, setOffering] = useState(false);
  const answer = useCommand(answerLink, { done: '已答复', touches: TOUCHES });
  const end = useCommand(endLink, { done: '已断开', touches: TOUCHES });
  return (
    <div className="card">
      <p className="muted" style={{ marginTop: 0 }}>
        连通后，上级交办给本单位的任务会进入下级的“上级交办”计划，下级的完成情况自动报回。双方互相看不到对方的隐患、举报、人员和其他任务。
      </p>
      <Button type="primary" style={{ marginBottom: 12 }} onClick={() => setOffering(true)}>
        请下级连通
      </Button>
      <PagedTable<Row>
        rowKey="id"
        pages={pages as never}
        empty="还没有连通的上级或下级。"
        {...(phone ? { scroll: {} } : {})}
        columns={[
          { title: '关系', width: 60, render: (_, l) => (l.direction === 'up' ? '上级' : '下级') },
          {
            title: '地区',
            render: (_, l) => (
              <>
                <strong>{l.name}</strong> <span className="muted">{l.slug}</span>
              </>
            ),
          },
          { title: '对应单位', responsive: ['md'], render: (_, l) => units.short(l.unitId) },
          {
            title: '状态',
            width: 110,
            render: (_, l) =>
              l.direction === 'up' && l.state === 'offered' ? (
                <Tag color="blue">请您答复</Tag>
              ) : (
                <Tag>{LINK_STATES[l.state]}</Tag>
              ),
          },
          {
            title: '',
            width: phone ? 90 : 180,
            render: (_, l) => (
              <div className="row">
                {l.direction === 'up' && l.state === 'offered' && (
                  <>
                    <Button
                      size="small"
                      type="primary"
                      onClick={() => answer.mutate({ id: l.id, version: l.version, accept: true })}
                    >
                      同意
                    </Button>
                    <Button size="small" onClick={() => answer.mutate({ id: l.id, version: l.version, accept: false })}>
                      不同意
                    </Button>
                  </>
                )}
                {l.state === 'agreed' && (
                  <Popconfirm
                    title="断开后不再收发任务和进展，已经收到的都保留。"
                    okText="断开"
                    onConfirm={() => end.mutate({ id: l.id, version: l.version })}
                  >
                    <Button size="small" danger>
                      断开
                    </Button>
                  </Popconfirm>
                )}
              </div>
            ),
          },
        ]}
      />
      {offering && <Offer onClose={() => setOffering(false)} />}
    </div>
  );
}

function Offer({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm();
  const units = useUnits();
  const offer = useCommand(offerLink, { done: '已发出请求，对方同意后连通', touches: TOUCHES, onDone: onClose });
  const counties = units.all.filter((u) => u.active && u.kind === 'county');
  return (
    <Modal
      open
      title="请下级连通"
      okText="发出请求"
      confirmLoading={offer.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={(v) => offer.mutate(v as never)}>
        <Form.Item name="unitId" label="本地区的哪个单位" rules={[{ required: true, message: '请选择单位' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(counties.length > 0 ? counties : units.all).map((u) => ({ value: u.id, label: u.name }))}
          />
        </Form.Item>
        <Form.Item
          name="slug"
          label="它在平台上的网址简称"
          extra="对方网址中的那一段，例如 https://…/hanbin/console 里的 hanbin。"
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,31}$/, message: '小写字母、数字和连字符' }]}
        >
          <Input maxLength={32} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
