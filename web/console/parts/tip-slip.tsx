import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { formatReceipt } from '../../../workers/protocol/receipt.ts';

/** The receipt to hand over: read out by groups, copied, or printed. The slip names no district and no matter. */
export function TipSlip({ receipt, onDone }: { receipt: string; onDone: () => void }) {
  const { message } = App.useApp();
  const [given, setGiven] = useState(false);
  const groups = formatReceipt(receipt).split(' ');
  const copy = () =>
    navigator.clipboard.writeText(groups.join(' ')).then(
      () => message.success('已复制'),
      () => message.info('请手动选中复制'),
    );
  const print = () => {
    // The title would stand on the sheet's edge, with the district's name in it.
    const title = document.title;
    document.title = '编码';
    window.print();
    document.title = title;
  };
  return (
    <div className="card" style={{ maxWidth: 760 }}>
      <div className="slip" data-testid="slip">
        <h2>回执码</h2>
        <ol className="slip-code">
          {groups.map((group, n) => (
            <li key={groups.slice(0, n + 1).join('')}>
              <small>第 {n + 1} 组</small>
              <b>{group}</b>
            </li>
          ))}
        </ol>
        <p>第一次查看时，网页会要求换一个新码，请务必更换：这个码经手人见过。</p>
        <p>只凭这个码查看进度、补充情况、收到答复。遗失无法找回，请收好，不要给别人看。</p>
      </div>
      <p className="muted no-print">
        电话举报请按组念给对方，念完请对方复述一遍。来信的，按来信人留下的方式交给本人；没有留下方式的，回执码作废即可。
      </p>
      <div className="row no-print">
        <Button onClick={() => void copy()}>复制</Button>
        <Button onClick={print}>打印回执</Button>
        <span className="grow" />
        <Checkbox checked={given} onChange={(e) => setGiven(e.target.checked)}>
          已交给举报人，对方已记下
        </Checkbox>
        <Button type="primary" disabled={!given} onClick={onDone}>
          完成，不再显示
        </Button>
      </div>
    </div>
  );
}
