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
  // By keyboard the next name is at hand at once; else, and behind the last one, the task: its keys go on working.
  const onward = (byKeyboard: boolean) =>
    requestAnimationFrame(() => {
      const next = byKeyboard ? box.current?.querySelector<HTMLElement>('.ant-btn, input') : undefined;
      (next ?? document.querySelector<HTMLElement>('.nt-card-at'))?.focus({ preventScroll: !next });
    });
  const settle = (name: string, ids: string[], byKeyboard = false) => {
    desk.change(resolveName(name, ids));
    onward(byKeyboard);
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
              <Button key={id} size="small" type="primary" ghost onClick={(e) => settle(name, [id], e.detail === 0)}>
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
              onClick={(e) => {
                desk.change(dropName(name));
                onward(e.detail === 0);
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
