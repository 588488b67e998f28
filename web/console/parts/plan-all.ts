import { useEffect } from 'react';
import type { ClientInput, Route } from '../../../workers/contract/route.ts';
import { usePages } from '../data.ts';

/** All pages of a list, one after the other, for views that show a whole plan at once. */
export function useAll<R extends Route>(route: R, input: Omit<ClientInput<R>, 'cursor'>) {
  const pages = usePages(route, input);
  const { hasNextPage, isFetching, error, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  return { ...pages, whole: !pages.isPending && !hasNextPage };
}
