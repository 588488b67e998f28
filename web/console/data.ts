import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import type { ClientInput, ClientOutput, Route } from '../../workers/contract/route.ts';
import { ApiError } from '../shared/api.ts';
import { call } from './session.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    // Try even when the browser thinks it is offline: the person gets a sentence, not a button that waits in silence.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => error instanceof ApiError && error.code === 'offline' && count < 2,
    },
  },
});

/** Reads a route; the key is the route's id and its input. */
export function useRoute<R extends Route>(
  route: R,
  input: ClientInput<R>,
  options: { enabled?: boolean; refetchInterval?: number } = {},
) {
  return useQuery<ClientOutput<R>, ApiError>({
    queryKey: [route.id, input],
    queryFn: () => call(route, input),
    placeholderData: keepPreviousData as never,
    ...options,
  });
}

interface Paged {
  items: unknown[];
  next: string | null;
}

/** Reads a paged route, page after page. */
export function usePages<R extends Route>(route: R, input: Omit<ClientInput<R>, 'cursor'>) {
  type Page = ClientOutput<R> & Paged;
  const result = useInfiniteQuery<Page, ApiError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: [route.id, input],
    queryFn: ({ pageParam }) =>
      call(route, { ...input, cursor: pageParam } as unknown as ClientInput<R>) as Promise<Page>,
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = (result.data?.pages.flatMap((p) => p.items) ?? []) as (ClientOutput<R> extends { items: (infer I)[] }
    ? I
    : never)[];
  return { ...result, items };
}

/**
 * Writes through a route. The idempotency key stays the same for the same input until it succeeds, so that a second
 * press after a lost answer does the thing once. Refusals are shown; `done` is the sentence on success.
 */
export function useCommand<R extends Route>(
  route: R,
  options: {
    done?: string;
    touches?: readonly string[];
    onDone?: (answer: ClientOutput<R>) => void;
    onRefused?: (e: ApiError) => boolean;
  } = {},
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useRef<{ text: string; key: string } | undefined>(undefined);
  return useMutation<ClientOutput<R>, ApiError, ClientInput<R>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input);
      if (intent.current?.text !== text) intent.current = { text, key: crypto.randomUUID() };
      const answer = await call(route, input, { key: intent.current.key });
      intent.current = undefined;
      return answer;
    },
    onSuccess: async (answer) => {
      if (options.done) void message.success(options.done);
      await client.invalidateQueries({
        predicate: (q) => (options.touches ?? []).some((t) => String(q.queryKey[0]).startsWith(t)),
      });
      options.onDone?.(answer);
    },
    onError: (error) => {
      if (error.code !== 'offline') intent.current = undefined;
      if (error.code === 'conflict' || error.code === 'wrong_state') void client.invalidateQueries();
      if (options.onRefused?.(error)) return;
      void message.error(sentence(error), 6);
    },
  });
}

/** The Chinese sentence of a refusal, with the fields it names. */
export function sentence(error: ApiError): string {
  const fields = error.fields.map((f) => `${f.path}：${f.message}`).join('；');
  const wait = error.retryAfter ? `（${error.retryAfter} 秒后可再试）` : '';
  return `${error.message}${wait}${fields ? ` ${fields}` : ''}`;
}
