import { useNavigate } from '@tanstack/react-router';
import { Spin } from 'antd';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../shared/api.ts';
import { onSessionChange, refresh, signedIn } from '../session.ts';
import { Failed } from './states.tsx';

/** Lets in whoever has a session (a reload renews it by the cookie); sends the others to the sign-in page. */
export function Door({ children }: { children: ReactNode }) {
  const inside = useSyncExternalStore(onSessionChange, signedIn);
  const [checked, setChecked] = useState(inside);
  const [failure, setFailure] = useState<ApiError>();
  const navigate = useNavigate();
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new try
  useEffect(() => {
    if (signedIn()) return;
    setFailure(undefined);
    refresh().then(
      () => setChecked(true),
      (error: unknown) => setFailure(error instanceof ApiError ? error : new ApiError('internal', '登录状态未能取得')),
    );
  }, [round]);

  // Once, and from the address as it is now: the sign-in page loads lazily, and this page renders again meanwhile.
  const leave = checked && !inside && !failure;
  useEffect(() => {
    if (!leave) return;
    const next = location.pathname + location.search;
    void navigate({ to: '/sign-in', search: { next } as never, replace: true });
  }, [leave, navigate]);

  if (inside) return children;
  if (failure) return <Failed error={failure} retry={() => setRound(round + 1)} />;
  return <Spin fullscreen description="正在核对登录…" />;
}
