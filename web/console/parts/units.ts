import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { units } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { call } from '../session.ts';

export type Unit = ClientOutput<typeof units>['items'][number];

/** The tenant's units, all pages, kept for five minutes. */
export function useUnits() {
  const query = useInfiniteQuery({
    queryKey: [units.id],
    queryFn: ({ pageParam }) => call(units, pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 300_000,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => {
    const all = query.data?.pages.flatMap((p) => p.items) ?? [];
    const byId = new Map(all.map((u) => [u.id, u]));
    return {
      query,
      all,
      byId,
      short: (id: string | null | undefined) => (id ? (byId.get(id)?.shortName ?? '') : ''),
      options: all.filter((u) => u.active).map((u) => ({ value: u.id, label: u.name })),
    };
  }, [query]);
}

export interface UnitNode {
  key: string;
  value: string;
  title: string;
  children: UnitNode[];
}

/** Units as a tree for TreeSelect and Tree. */
export function treeOf(all: readonly Unit[]): UnitNode[] {
  const nodes = new Map(all.map((u) => [u.id, { key: u.id, value: u.id, title: u.name, children: [] as UnitNode[] }]));
  const roots: UnitNode[] = [];
  for (const unit of all) {
    const node = nodes.get(unit.id)!;
    const parent = unit.parentId ? nodes.get(unit.parentId) : undefined;
    (parent?.children ?? roots).push(node);
  }
  return roots;
}
