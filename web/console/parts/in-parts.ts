import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClientInput, ClientOutput, Route } from '../../../workers/contract/route.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';
import { call } from '../session.ts';

interface Part {
  readonly next: string | null;
}

/** Calls a route that answers in parts until it says there is no more, adding up its figures as they come. */
export function useInParts<R extends Route>(route: R, touches: readonly string[] = []) {
  const client = useQueryClient();
  const [sums, setSums] = useState<Record<string, number>>();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const [refusal, setRefusal] = useState('');
  const run = async (input: Omit<ClientInput<R>, 'cursor'>) => {
    setState('busy');
    setRefusal('');
    setSums({});
    try {
      const total: Record<string, number> = {};
      for (let cursor: string | undefined; ; ) {
        const key = crypto.randomUUID();
        const asked = { ...input, cursor } as unknown as ClientInput<R>;
        const part = (await call(route, asked, { key })) as ClientOutput<R> & Part;
        for (const [name, value] of Object.entries(part)) {
          if (typeof value === 'number') total[name] = (total[name] ?? 0) + value;
        }
        setSums({ ...total });
        if (part.next === null) break;
        cursor = part.next;
      }
      setState('done');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(sentence(error));
      setState('idle');
    }
    await client.invalidateQueries({
      predicate: (q) => touches.some((t) => String(q.queryKey[0]).startsWith(t)),
    });
  };
  const reset = () => {
    setState('idle');
    setSums(undefined);
  };
  return { run, reset, sums, state, refusal };
}
