import { Navigate, useLocation } from '@tanstack/react-router';
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
  const location = useLocation();
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

  if (inside) return children;
  if (failure) return <Failed error={failure} retry={() => setRound(round + 1)} />;
  if (!checked) return <Spin fullscreen tip="正在核对登录…" />;
  return <Navigate to="/sign-in" search={{ next: location.href } as never} />;
}
