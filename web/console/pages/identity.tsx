import { Button, Tag } from 'antd';
import { CATEGORIES } from '../../../workers/contract/hazards.ts';
import { identityRequests } from '../../../workers/contract/tip-desk.ts';
import type { IdentityPart } from '../../../workers/protocol/identity.ts';
import { usePages } from '../data.ts';
import { prose, timeOf } from '../format.ts';
import { Grant, Refuse } from '../parts/identity-decide.tsx';
import { useMe } from '../parts/person.ts';
import { Fallible, Nothing } from '../parts/states.tsx';
import { REQUEST_STATES, type Request } from '../parts/tip-identity.tsx';
import { Unlocked } from '../parts/unlock.tsx';
import { useVault } from '../parts/vault.ts';

/** 姓名保管: what waits for my half, and what was decided. */
export function IdentityDesk() {
  const me = useMe();
  const vault = useVault();
  const pages = usePages(identityRequests, { limit: 50 } as never);
  const rows = pages.items as Request[];
  const holds = (role: string) => me.grants.some((g) => g.role === role);
  const parts: IdentityPart[] = [
    ...(holds('identity_custodian') ? (['identity-a'] as const) : []),
    ...(holds('discipline') ? (['identity-b'] as const) : []),
  ];
  const mine = (r: Request) =>
    r.state !== 'open' || r.requestedBy.personId === me.personId
      ? []
      : parts.filter((p) => (p === 'identity-a' ? r.grantedA : r.grantedB) === null);
  const waiting = rows.filter((r) => mine(r).length > 0);
  const rest = rows.filter((r) => !waiting.includes(r));
  return (
    <Fallible query={pages as never}>
      {!vault && (
        <div className="card" style={{ marginBottom: 16 }}>
          <p>同意调取前，请先打开您的举报密钥。</p>
          <Unlocked>{null}</Unlocked>
        </div>
      )}
      <div className="card">
        <h2>等我决定（{waiting.length}）</h2>
        {waiting.length === 0 && <Nothing why="没有等您决定的申请。有人申请调取封存的姓名时，会出现在这里。" />}
        <ul className="rows">
          {waiting.map((r) => (
            <li key={r.id}>
              <About request={r} />
              <div className="row" style={{ marginTop: 8 }}>
                {mine(r).map((part) => (
                  <Grant key={part} request={r} part={part} />
                ))}
                <Refuse request={r} />
              </div>
            </li>
          ))}
        </ul>
      </div>
      <div className="card">
        <h2>办理记录</h2>
        {rest.length === 0 && <p className="muted">还没有记录。</p>}
        <ul className="rows">
          {rest.map((r) => (
            <li key={r.id}>
              <About request={r} />
            </li>
          ))}
        </ul>
        {pages.hasNextPage && (
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            再看 50 条
          </Button>
        )}
      </div>
    </Fallible>
  );
}

function About({ request: r }: { request: Request }) {
  const granted = [r.grantedA && `姓名保管：${r.grantedA} 同意`, r.grantedB && `纪检监察：${r.grantedB} 同意`];
  return (
    <>
      <div className="row">
        <Tag color={r.state === 'open' ? 'blue' : 'default'}>{REQUEST_STATES[r.state]}</Tag>
        <strong>{r.requestedBy.name}</strong>
        <span className="muted num">{timeOf(r.createdAt)}</span>
        <span className="grow" />
        <span className="muted">
          {r.tipDay} 收到的举报（{CATEGORIES[r.category]}）
        </span>
      </div>
      <div>理由：{r.reason}</div>
      {r.refusal && <div>不同意：{r.refusal}</div>}
      <div className="muted">
        {[...granted, r.state === 'open' && `${prose(r.expiresAt)}前有效`].filter(Boolean).join('；')}
      </div>
    </>
  );
}
