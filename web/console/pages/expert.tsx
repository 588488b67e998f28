import { useParams } from '@tanstack/react-router';
import { Button, Descriptions, Form, Grid, Input, Modal, Segmented, Tabs } from 'antd';
import { useState } from 'react';
import { edit, one } from '../../../workers/contract/experts.ts';
import { useCommand, useRoute } from '../data.ts';
import { Accounts, Reveal } from '../parts/expert-account.tsx';
import type { Expert } from '../parts/expert-figure-form.tsx';
import { Credentials, Periods } from '../parts/expert-history.tsx';
import { Leaves, Seats, Ties } from '../parts/expert-sides.tsx';
import { Fallible } from '../parts/states.tsx';
import { ExpertTrainings } from '../parts/training.tsx';

const SOURCES = { public: '网上申请', office: '单位登记', import: 'Excel 导入', lent: '上级共享' };

export function ExpertPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(one, { id });
  return <Fallible query={query}>{query.data && <Shown expert={query.data} />}</Fallible>;
}

/** One record: who it is, with secrets masked, and everything that was said and proven. */
function Shown({ expert }: { expert: Expert }) {
  const [editing, setEditing] = useState(false);
  const [looking, setLooking] = useState<'identity' | 'phone'>();
  const masked = (tail: string, which: 'identity' | 'phone') => (
    <span className="num">
      末四位 {tail}
      {expert.may.manage && (
        <Button type="link" size="small" onClick={() => setLooking(which)}>
          查看全号
        </Button>
      )}
    </span>
  );
  return (
    <div className="card">
      <div className="row">
        <h1 className="title grow">{expert.name}</h1>
        {expert.may.manage && <Button onClick={() => setEditing(true)}>修改</Button>}
      </div>
      <Descriptions
        column={{ xs: 1, md: 3 }}
        items={[
          { key: 'employer', label: '工作单位', children: expert.employer },
          { key: 'post', label: '职务', children: expert.post || '没有填' },
          { key: 'source', label: '来源', children: SOURCES[expert.source] },
          { key: 'identity', label: '证件号', children: masked(expert.identityTail, 'identity') },
          { key: 'phone', label: '电话', children: masked(expert.phoneTail, 'phone') },
          { key: 'birth', label: '出生日期', children: <span className="num">{expert.birthDay}</span> },
          ...(expert.bio ? [{ key: 'bio', label: '专长', span: 'filled' as const, children: expert.bio }] : []),
        ]}
      />
      <Sections expert={expert} />
      {editing && <Editing expert={expert} onClose={() => setEditing(false)} />}
      {looking && <Reveal expert={expert} which={looking} onClose={() => setLooking(undefined)} />}
    </div>
  );
}

/** Tabs; on a phone a row to push sideways, because antd's own overflow menu is no list of tabs to a screen reader. */
function Sections({ expert }: { expert: Expert }) {
  const phone = Grid.useBreakpoint().md === false;
  const [open, setOpen] = useState('periods');
  const items = [
    { key: 'periods', label: '工作经历', children: <Periods expert={expert} /> },
    { key: 'credentials', label: '资格证书', children: <Credentials expert={expert} /> },
    { key: 'ties', label: '回避关系', children: <Ties expert={expert} /> },
    { key: 'leaves', label: '请假', children: <Leaves expert={expert} /> },
    { key: 'trainings', label: '培训', children: <ExpertTrainings expert={expert} /> },
    { key: 'seats', label: '任职', children: <Seats expert={expert} /> },
    { key: 'accounts', label: '账户', children: <Accounts expert={expert} /> },
  ];
  if (!phone) return <Tabs activeKey={open} onChange={setOpen} items={items} />;
  return (
    <>
      <Segmented
        value={open}
        onChange={setOpen}
        options={items.map(({ key, label }) => ({ value: key, label }))}
        style={{ maxWidth: '100%', overflowX: 'auto', marginBottom: 12 }}
      />
      {items.find((item) => item.key === open)?.children}
    </>
  );
}

function Editing({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const [form] = Form.useForm();
  const save = useCommand(edit, { done: '已保存', touches: ['experts.'], onDone: onClose });
  const given = ({ identityNumber, phone, ...said }: Record<string, string>) => ({
    ...said,
    ...(identityNumber ? { identityNumber } : {}),
    ...(phone ? { phone } : {}),
  });
  const must = [{ required: true, message: '必填' }];
  return (
    <Modal
      open
      title="修改档案"
      okText="保存"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        autoComplete="off"
        initialValues={{ name: expert.name, employer: expert.employer, post: expert.post, bio: expert.bio }}
        onFinish={(said) => save.mutate({ id: expert.id, version: expert.version, ...given(said) } as never)}
      >
        <Form.Item name="name" label="姓名" rules={must}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="employer" label="工作单位" rules={must}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="post" label="职务">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="bio" label="专长">
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="identityNumber" label="更正身份证号" extra={`现在的末四位 ${expert.identityTail}，不改就不填`}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label="更正电话" extra={`现在的末四位 ${expert.phoneTail}，不改就不填`}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
