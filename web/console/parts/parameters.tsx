import { Link } from '@tanstack/react-router';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { setSetting, settings } from '../../../workers/contract/settings.ts';
import { useCommand, useRoute } from '../data.ts';
import { timeOf } from '../format.ts';
import { PagedTable } from './list.tsx';
import { Fallible } from './states.tsx';

/** The tenant's own numbers, as JSON. */
export function Parameters() {
  const query = useRoute(settings, {});
  const [editing, setEditing] = useState<{ key: string; value: unknown; version: number }>();
  return (
    <Fallible query={query}>
      <PagedTable
        rowKey="key"
        pages={{
          items: query.data?.items ?? [],
          isPending: false,
          error: null,
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: () => undefined,
          refetch: () => undefined,
        }}
        empty="没有参数。"
        columns={[
          { title: '参数', dataIndex: 'key', width: 260 },
          { title: '值', render: (_, s) => <code style={{ whiteSpace: 'pre-wrap' }}>{JSON.stringify(s.value)}</code> },
          { title: '更新', width: 150, className: 'num', render: (_, s) => timeOf(s.updatedAt) },
          {
            title: '',
            width: 80,
            render: (_, s) =>
              // Version 0 of a rule that is revised in versions, with its basis, elsewhere.
              s.key === 'expert.rule' ? (
                <Link to={'/expert-pools' as '/'} search={{ tab: 'rules' } as never}>
                  去修订
                </Link>
              ) : (
                <Button size="small" onClick={() => setEditing(s)}>
                  修改
                </Button>
              ),
          },
        ]}
      />
      {editing && <Parameter setting={editing} onClose={() => setEditing(undefined)} />}
    </Fallible>
  );
}

function Parameter({
  setting,
  onClose,
}: {
  setting: { key: string; value: unknown; version: number };
  onClose: () => void;
}) {
  const [text, setText] = useState(JSON.stringify(setting.value, null, 2));
  const [wrong, setWrong] = useState(false);
  const run = useCommand(setSetting, { done: '已保存', touches: ['settings'], onDone: onClose });
  const save = () => {
    try {
      run.mutate({ key: setting.key, value: JSON.parse(text), version: setting.version });
    } catch {
      setWrong(true);
    }
  };
  return (
    <Modal open title={setting.key} okText="保存" confirmLoading={run.isPending} onCancel={onClose} onOk={save}>
      <Input.TextArea
        rows={12}
        value={text}
        status={wrong ? 'error' : ''}
        onChange={(e) => {
          setText(e.target.value);
          setWrong(false);
        }}
        aria-label="参数值（JSON）"
        style={{ fontFamily: 'monospace' }}
      />
      {wrong && <span className="late">不是有效的 JSON，没有保存。</span>}
    </Modal>
  );
}
