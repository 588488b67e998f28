import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { today } from '../format.ts';
import { useMe } from './person.ts';

export interface Sheet {
  readonly holder: string;
  readonly code: string;
}

/** One page of paper for each holder; shown now and never again. */
export function Sheets({ sheets }: { sheets: readonly Sheet[] }) {
  const me = useMe();
  const [printing, setPrinting] = useState<number>();
  const print = (n: number | undefined) => {
    flushSync(() => setPrinting(n));
    window.print();
  };
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <span className="grow">三张纸，每人一张，分开打印、分开交接，不要一个人经手两张。</span>
        <Button onClick={() => print(undefined)}>三张一起打印</Button>
      </div>
      <div className="sheets" data-printing={printing}>
        {sheets.map(({ holder, code }, n) => (
          <article key={holder} className="sheet" aria-label={`第 ${n + 1} 份恢复码`}>
            <h3>举报密钥恢复码（第 {n + 1} 份，共 3 份）</h3>
            <p>
              {me.tenant.name}　{today()}　保管人：<b>{holder}</b>
            </p>
            <ol className="code-groups">
              {code.split('-').map((group, at) => (
                // The place in the code is what names a group: two may be alike.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <li key={at}>
                  <span>{at + 1}</span>
                  <code>{group}</code>
                </li>
              ))}
            </ol>
            <p>
              任意两份合在一起，可以恢复本地区的举报密钥；只有一份，什么也打不开。请装入信封密封、各自锁存，不要拍照，不要录入电脑或手机。
              遗失或有人看过，请立即通知举报受理员重新制作，旧码随即作废。
            </p>
            <Button className="no-print" onClick={() => print(n)}>
              打印这一张
            </Button>
          </article>
        ))}
      </div>
    </>
  );
}
