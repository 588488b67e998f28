import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useEffect } from 'react';
import { openTip as openRoute } from '../../../workers/contract/tip-desk.ts';
import type { OpenedTip } from '../../../workers/protocol/open-tip.ts';
import type { ApiError } from '../../shared/api.ts';
import { useMe } from '../parts/person.ts';
import { RewardOfTip } from '../parts/reward-propose.tsx';
import { Fallible } from '../parts/states.tsx';
import { TipBody } from '../parts/tip-content.tsx';
import { Looks, TipHead } from '../parts/tip-head.tsx';
import { Duplicates } from '../parts/tip-merge.tsx';
import { TipMessages } from '../parts/tip-messages.tsx';
import { openWith, remember, type Sealed } from '../parts/tip-sealed.ts';
import { Unlocked } from '../parts/unlock.tsx';
import { lock, touch, useVault } from '../parts/vault.ts';
import { call } from '../session.ts';

export type { Sealed } from '../parts/tip-sealed.ts';

export function TipPage() {
  const vault = useVault();
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Link to="/tips">‹ 回到列表</Link>
        <span className="grow" />
        {vault && (
          <Button size="small" onClick={lock}>
            锁上密钥
          </Button>
        )}
      </div>
      <div className={vault ? '' : 'card'}>
        <Unlocked>
          <Opened />
        </Unlocked>
      </div>
    </>
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
    queryKey: ['opened', id, sealed.data?.version, vault?.roles.size],
    enabled: !!sealed.data && !!vault,
    retry: false,
    gcTime: 0,
    queryFn: () => {
      touch();
      return openWith(vault!, me.tenant.no, sealed.data!);
    },
  });
  useEffect(() => {
    if (sealed.data && opened.data) remember(sealed.data, opened.data);
  }, [sealed.data, opened.data]);
  const tip = sealed.data;
  return (
    <Fallible query={sealed}>
      {tip && (
        <div className="split">
          <div>
            {opened.data && <Duplicates of={id} />}
            <div className="card">
              {tip.priority > 0 && (
                <Alert
                  type="error"
                  showIcon
                  style={{ marginBottom: 12 }}
                  title="举报人反映遭到打击报复，请优先办理，先看往来消息。"
                />
              )}
              <TipHead tip={tip} />
              {opened.isPending && <Skeleton active />}
              {opened.error && <Shut error={opened.error} />}
              {opened.data && <TipBody tip={tip} opened={opened.data} />}
              <RewardOfTip tipId={tip.id} />
              <Looks tip={tip} />
            </div>
          </div>
          {opened.data && <TipMessages tip={tip} opened={opened.data} />}
        </div>
      )}
    </Fallible>
  );
}

function Shut({ error }: { error: Error }) {
  return (
    <Alert
      type="error"
      showIcon
      title="打不开这条举报"
      description={
        error.message === 'no key'
          ? '您的密钥不包含封装它的岗位密钥，请已有密钥的同事为您加封。'
          : '密文与地区、举报或表单不符，可能被改动过。请保留现场并报告管理员。'
      }
    />
  );
}
