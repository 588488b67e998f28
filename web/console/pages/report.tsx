import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Form, Input, Radio, Select, TreeSelect } from 'antd';
import { CATEGORIES, HAZARD_LEVELS, HAZARD_SOURCES, report } from '../../../workers/contract/hazards.ts';
import { sectors } from '../../../workers/contract/people.ts';
import { useCommand, useRoute } from '../data.ts';
import { Locate } from '../parts/locate.tsx';
import { treeOf, useUnits } from '../parts/units.ts';
import { Uploader } from '../parts/uploader.tsx';

const pick = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** Reporting from the field: works with one hand on a phone; nothing typed is lost when the network fails. */
export function Report() {
  const [form] = Form.useForm();
  const navigate = useNavigate();
  const units = useUnits();
  const list = useRoute(sectors, {});
  const send = useCommand(report, {
    done: '已上报',
    touches: ['hazards.', 'home'],
    onDone: ({ id }) => void navigate({ to: '/hazards/$id', params: { id } as never }),
  });
  return (
    <div className="card" style={{ maxWidth: 720 }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ level: 'general', source: 'grid', evidence: [], danger: false }}
        scrollToFirstError
        onFinish={({ spot, ...values }) =>
          send.mutate({ ...values, longitude: spot?.longitude ?? null, latitude: spot?.latitude ?? null })
        }
      >
        <Form.Item name="title" label="什么隐患" rules={[{ required: true, min: 2, message: '一句话写清隐患' }]}>
          <Input maxLength={80} showCount placeholder="例：三楼安全出口上锁" />
        </Form.Item>
        <Form.Item name="evidence" label="现场照片（整改前）" extra="照片上的位置、机型信息会去除">
          <Uploader label="拍照或选照片" />
        </Form.Item>
        <Form.Item name="danger" valuePropName="checked">
          <Checkbox>现场有即时危险（先撤人、先处置，再上报）</Checkbox>
        </Form.Item>
        <Form.Item name="placeUnitId" label="所在街道、社区或网格">
          <TreeSelect
            showSearch
            allowClear
            treeNodeFilterProp="title"
            treeData={treeOf(units.all.filter((u) => ['street', 'community', 'grid', 'park'].includes(u.kind)))}
          />
        </Form.Item>
        <Form.Item name="address" label="具体位置">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="spot" noStyle>
          <Locate />
        </Form.Item>
        <Form.Item name="enterprise" label="涉及企业或场所">
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="description" label="详细情况">
          <Input.TextArea rows={4} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item name="level" label="等级">
          <Radio.Group options={pick(HAZARD_LEVELS)} />
        </Form.Item>
        <div className="grid2">
          <Form.Item name="category" label="类别">
            <Select allowClear options={pick(CATEGORIES)} />
          </Form.Item>
          <Form.Item name="sector" label="行业领域">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={list.data?.items.map((s) => ({ value: s.sector, label: s.label }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="source" label="发现渠道" rules={[{ required: true }]}>
          <Select options={pick(HAZARD_SOURCES).filter((o) => o.value !== 'tip')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" loading={send.isPending}>
          上报
        </Button>
      </Form>
    </div>
  );
}
