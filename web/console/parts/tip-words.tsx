import { Alert } from 'antd';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';

/** What the reporter wrote, and whether the clear header is the one that was sealed with it. */
export function TipWords({ opened }: { opened: OpenedTip }) {
  const { text, place, enterprise, name, contact } = opened.content;
  const lines = (
    [
      ['具体位置', place],
      ['企业或场所', enterprise],
      ['姓名', name],
      ['联系方式', contact],
    ] as const
  ).filter(([, v]) => v);
  return (
    <>
      {!opened.headerIntact && (
        <Alert
          type="error"
          showIcon
          title="明文信息与举报人封存的不一致，可能在途中被改动。请以下面的内容为准。"
          style={{ margin: '12px 0' }}
        />
      )}
      <div className="sealed-text" data-testid="tip-text" style={{ marginTop: 12 }}>
        {text || '（没有文字）'}
      </div>
      <dl className="facts" style={{ margin: '12px 0' }}>
        {lines.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
