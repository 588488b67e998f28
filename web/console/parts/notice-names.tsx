import { Button, Select } from 'antd';
import { useRef } from 'react';
import { Hint } from './notice-bits.tsx';
import type { Desk } from './notice-desk.ts';
import { dropName, resolveName } from './notice-draft.ts';
import { unitOptions } from './notice-units.tsx';
import { useUnits } from './units.ts';

/** Names that are none of the tenant's units: each is settled once, for all the tasks it stands in. */
export function NoticeNames({ desk }: { desk: Desk }) {
  const units = useUnits();
  const box = useRef<HTMLElement>(null);
  if (desk.open.length === 0 || desk.locked) return null;
  // The next name is at hand at once; behind the last one, the task.
  const onward = () =>
    requestAnimationFrame(() => {
      const next = box.current?.querySelector<HTMLElement>('.ant-btn, input');
      (next ?? document.querySelector<HTMLElement>('.nt-card-at'))?.focus();
    });
  const settle = (name: string, ids: string[]) => {
    desk.change(resolveName(name, ids));
    onward();
  };
  return (
    <section ref={box} className="nt-names" aria-label="没有对应上的单位">
      <h2>
        {desk.open.length} 个单位名称没有对应上{' '}
        <span className="muted">
          选一次，所有任务都生效
          <Hint keys="N" />
        </span>
      </h2>
      <ul className="rows">
        {desk.open.map(({ name, candidates, keys }) => (
          <li key={name} className="row" data-name={name}>
            <span className="nt-name">
              <b>{name}</b>
              <button type="button" className="nt-link" onClick={() => desk.setActive(keys[0]!)}>
                {keys.length} 项
              </button>
            </span>
            {candidates.slice(0, 2).map((id) => (
              <Button key={id} size="small" type="primary" ghost onClick={() => settle(name, [id])}>
                {units.byId.get(id)?.name ?? ''}？
              </Button>
            ))}
            <Select
              size="small"
              className="nt-pick"
              aria-label={`“${name}”是哪个单位`}
              placeholder="选择单位"
              value={null}
              showSearch={{ optionFilterProp: 'label' }}
              options={unitOptions(units, candidates)}
              onChange={(id: string | null) => id && settle(name, [id])}
            />
            <Button
              size="small"
              onClick={() => {
                desk.change(dropName(name));
                onward();
              }}
            >
              去掉
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
