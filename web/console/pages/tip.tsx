import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Skeleton, Tag } from 'antd';
import { CATEGORIES, HAZARD_STATES, type HazardState } from '../../../workers/contract/hazards.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { openTip as openRoute } from '../../../workers/contract/tip-desk.ts';
import { TIP_STATES, TRACKS } from '../../../workers/contract/tips.ts';
import { type OpenedTip, openTip } from '../../../workers/protocol/open-tip.ts';
import type { ApiError } from '../../shared/api.ts';
import { timeOf } from '../format.ts';
import { useMe } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';
import { TipFiles } from '../parts/tip-files.tsx';
import { BriefForm, RefuseForm } from '../parts/tip-forms.tsx';
import { useUnits } from '../parts/units.ts';
import { Unlocked } from '../parts/unlock.tsx';
import { lock, touch, useVault } from '../parts/vault.ts';
import { call } from '../session.ts';

export type Sealed = ClientOutput<typeof openRoute>;

export function TipPage() {
  return (
    <div className="card" style={{ maxWidth: 1000 }}>
      <Unlocked>
        <Opened />
      </Unlocked>
    </div>
  );
}

function Opened() {
  const { id } = useParams({ strict: false }) as { id: string };
  const me = useMe();
  const vault = useVault();
  // Each look is logged by the server, so it is fetched once and kept until the page is left.
  const sealed = useQuery<Sealed, ApiError>({
    queryKey: [openRoute.id, id],
    queryFn: () => call(openRoute, { id }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const opened = useQuery<OpenedTip, Error>({
    queryKey: ['opened', id, sealed.data?.version],
    enabled: !!sealed.data && !!vault,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      touch();
      const tip = sealed.data!;
      const wrap = tip.envelope.wraps.find((w) => vault!.roles.has(w.roleKeyId));
      if (!wrap) throw new Error('no key');
      const scope = { tenantNo: me.tenant.no, tipId: tip.id, formHash: tip.formHash };
      return openTip(scope, tip.envelope, tip.header, wrap.roleKeyId, vault!.roles.get(wrap.roleKeyId)!);
    },
  });
  return (
    <Fallible query={sealed}>
      {sealed.data && (
        <>
          <Head tip={sealed.data} />
          {opened.isPending && <Skeleton active />}
          {opened.error && (
            <Alert
              type="error"
              showIcon
              title="打不开这条举报"
              description={
                opened.error.message === 'no key'
                  ? '您的密钥不包含封装它的岗位密钥，请已有密钥的受理员为您加封。'
                  : '密文与地区、举报或表单不符，可能被改动过。请保留现场并报告管理员。'
              }
            />
          )}
          {opened.data && <Words tip={sealed.data} opened={opened.data} />}
        </>
      )}
    </Fallible>
  );
}

function Head({ tip }: { tip: Sealed }) {
  const units = useUnits();
  return (
    <>
      <div className="row">
        <Tag color="blue">{TIP_STATES[tip.state]}</Tag>
        <strong>{CATEGORIES[tip.header.category]}</strong>
        <span>{units.short(tip.header.placeUnitId)}</span>
        <Tag>{TRACKS[tip.header.track]}</Tag>
        {tip.header.danger && <span className="late">▲现场危险</span>}
        {tip.header.casualty && <span className="late">◆有伤亡</span>}
        <span className="grow" />
        <Link to="/hazards/$id" params={{ id: tip.hazard.id } as never}>
          隐患 {tip.hazard.number}（{HAZARD_STATES[tip.hazard.state as HazardState]}）
        </Link>
        <Button size="small" onClick={lock}>
          锁上密钥
        </Button>
      </div>
      <details style={{ margin: '8px 0 16px' }}>
        <summary className="muted">查看记录 {tip.looks.length} 次（每次打开都会记录）</summary>
        <ul className="rows">
          {tip.looks.map((l) => (
            <li key={l.at + l.name} className="muted num">
              {timeOf(l.at)} {l.name}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Words({ tip, opened }: { tip: Sealed; opened: OpenedTip }) {
  const { content } = opened;
  const lines = (
    [
      ['具体位置', content.place],
      ['企业或场所', content.enterprise],
      ['姓名', content.name],
      ['联系方式', content.contact],
    ] as const
  ).filter(([, v]) => v);
  const open = tip.state === 'received' || tip.state === 'opened';
  return (
    <>
      {!opened.headerIntact && (
        <Alert
          type="error"
          showIcon
          title="明文信息与举报人封存的不一致，可能在途中被改动。请以下面的内容为准。"
          style={{ marginBottom: 12 }}
        />
      )}
      <div className="sealed-text" data-testid="tip-text">
        {content.text}
      </div>
      <dl className="facts" style={{ margin: '12px 0' }}>
        {lines.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TipFiles tip={tip} opened={opened} />
      {open ? (
        <div className="row" style={{ marginTop: 16 }}>
          <BriefForm tip={tip} content={content} />
          <RefuseForm tip={tip} />
        </div>
      ) : (
        <p className="muted">这条举报已办结受理环节。</p>
      )}
    </>
  );
}
