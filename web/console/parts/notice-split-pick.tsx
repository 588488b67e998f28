import { Button } from 'antd';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { DraftItem } from '../../../workers/contract/notice-desk.ts';
import type { Desk } from './notice-desk.ts';
import { breaks } from './notice-split.ts';
import type { Verbs } from './notice-verbs.ts';

/** A task's words, sentence by sentence: choose where the second task begins. */
export function SplitPicker({ desk, verbs, item }: { desk: Desk; verbs: Verbs; item: DraftItem }) {
  const places = breaks(item.content);
  const [at, setAt] = useState(1);
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.focus(), []);
  const chosen = Math.min(at, places.length - 1);
  const done = () => (places[chosen] ? verbs.splitAt(item.key, places[chosen]) : desk.setMode(null));
  const keys = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) setAt(Math.max(1, Math.min(places.length - 1, chosen + step)));
    else if (event.key === 'Enter' && event.target === box.current) done();
    else if (event.key === 'Escape') desk.setMode(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (places.length < 2) {
    return <p className="soon">这一项只有一句话，没有可以拆开的地方。需要时请“修改”后在光标处拆分。</p>;
  }
  return (
    <fieldset ref={box} className="nt-split" tabIndex={-1} onKeyDown={keys}>
      <legend>从哪里拆成两项？↑ ↓ 选择，Enter 拆开，Esc 取消</legend>
      {places.map((from, i) => (
        <Fragment key={from}>
          {i > 0 && (
            <button
              type="button"
              className={i === chosen ? 'nt-cut nt-cut-at' : 'nt-cut'}
              aria-label={`从第 ${i + 1} 句拆开`}
              onClick={() => verbs.splitAt(item.key, from)}
            >
              {i === chosen ? '—— 从这里拆开 ——' : '·'}
            </button>
          )}
          <span>{item.content.slice(from, places[i + 1])}</span>
        </Fragment>
      ))}
      <div className="nt-buttons">
        <Button size="small" type="primary" onClick={done}>
          拆成两项
        </Button>
        <Button size="small" onClick={() => desk.setMode(null)}>
          取消
        </Button>
      </div>
    </fieldset>
  );
}
