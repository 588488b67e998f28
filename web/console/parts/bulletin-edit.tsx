import { Button, Form, Input } from 'antd';
import { editBulletin } from '../../../workers/contract/month.ts';
import { useCommand } from '../data.ts';
import type { Bulletin } from './bulletin-document.ts';

type Values = Pick<Bulletin, 'title' | 'body'>;

/** The words of a draft, section by section; tables are the ledger's and stay. */
export function BulletinEdit({ of, onClose }: { of: Bulletin; onClose: () => void }) {
  const run = useCommand(editBulletin, { done: '已保存', touches: ['bulletins.'], onDone: onClose });
  const save = ({ title, body }: Values) => {
    const sections = body.sections.map((section, i) => ({ ...section, table: of.body.sections[i]?.table ?? null }));
    run.mutate({ id: of.id, version: of.version, title, body: { ...body, sections } });
  };
  return (
    <Form<Values> layout="vertical" initialValues={{ title: of.title, body: of.body }} onFinish={save} className="card">
      <Form.Item name="title" label="标题" rules={[{ required: true, min: 2, message: '请填写标题' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['body', 'addressees']} label="主送">
        <Input maxLength={300} />
      </Form.Item>
      <Form.List name={['body', 'sections']}>
        {(fields) =>
          fields.map(({ key, name }) => (
            <fieldset key={key} className="bulletin-section">
              <Form.Item
                name={[name, 'heading']}
                label={`第${name + 1}部分 标题`}
                rules={[{ required: true, message: '请填写这一部分的标题' }]}
              >
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item
                name={[name, 'text']}
                label="文字"
                extra={of.body.sections[name]?.table && '下面的表取自台账，不在这里改。'}
              >
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 16 }} maxLength={8000} />
              </Form.Item>
            </fieldset>
          ))
        }
      </Form.List>
      <Form.Item name={['body', 'signature']} label="落款">
        <Input maxLength={80} />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={run.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>不改了</Button>
      </div>
    </Form>
  );
}
