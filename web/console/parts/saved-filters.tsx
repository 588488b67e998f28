import { Button, Dropdown, Input, Popover } from 'antd';
import { useState } from 'react';
import { filters, removeFilter, saveFilter } from '../../../workers/contract/desk.ts';
import { useCommand, useRoute } from '../data.ts';

/** Filters saved by name: the query string as it stands in the URL. */
export function SavedFilters({
  page,
  current,
  apply,
}: {
  page: string;
  current: Record<string, string>;
  apply: (next: Record<string, string>) => void;
}) {
  const saved = useRoute(filters, { page });
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const save = useCommand(saveFilter, { done: '已保存', touches: ['filters'], onDone: () => setOpen(false) });
  const remove = useCommand(removeFilter, { touches: ['filters'] });
  const items = saved.data?.items ?? [];
  return (
    <>
      {items.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: items.map((f) => ({
              key: f.id,
              label: (
                <span className="row">
                  <span className="grow">{f.name}</span>
                  <Button
                    type="text"
                    size="small"
                    aria-label={`删除 ${f.name}`}
                    onClick={(e) => {
                      e.stopPropagation();
                      remove.mutate({ id: f.id });
                    }}
                  >
                    ×
                  </Button>
                </span>
              ),
              onClick: () => apply(Object.fromEntries(new URLSearchParams(f.query))),
            })),
          }}
        >
          <Button>我的筛选</Button>
        </Dropdown>
      )}
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        content={
          <div className="row">
            <Input
              value={name}
              onChange={(e) => setName(e.target.value)}
              placeholder="给这个筛选起个名"
              maxLength={30}
              style={{ width: 180 }}
            />
            <Button
              type="primary"
              disabled={!name.trim()}
              loading={save.isPending}
              onClick={() => save.mutate({ page, name, query: new URLSearchParams(current).toString() })}
            >
              保存
            </Button>
          </div>
        }
      >
        <Button type="link">保存筛选</Button>
      </Popover>
    </>
  );
}
