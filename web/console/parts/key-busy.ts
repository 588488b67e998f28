import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { ProtocolError } from '../../../workers/protocol/bytes.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { type Hand, KeyTrouble } from './key-work.ts';
import { useMe } from './person.ts';

/** Whose hand the work is done by: me. */
export function useHand(): Hand {
  const me = useMe();
  return { tenantNo: me.tenant.no, personId: me.personId };
}

/** Why it did not work, for the person at the screen. */
export function whyNot(error: unknown): string {
  if (error instanceof ApiError) return sentence(error);
  if (error instanceof KeyTrouble) return error.message;
  if (error instanceof ProtocolError) return '密钥对不上，没有做成。请锁上密钥、重新打开后再试。';
  return '没有做成，请刷新页面后再试。';
}

/** One piece of work at a time; afterwards whatever was read of the keys is read again. */
export function useBusy() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState('');
  const run = async (name: string, work: () => Promise<string | undefined>): Promise<boolean> => {
    setBusy(name);
    try {
      const done = await work();
      if (done) void message.success(done);
      return true;
    } catch (error) {
      void message.error(whyNot(error), 6);
      return false;
    } finally {
      await client.invalidateQueries({
        predicate: (q) => ['keys.', 'guide'].some((t) => String(q.queryKey[0]).startsWith(t)),
      });
      setBusy('');
    }
  };
  return { busy, run };
}
