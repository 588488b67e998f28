import type { Route } from '../contract/route.ts';
import type { Bound } from './mount.ts';

type Contract = Readonly<Record<string, unknown>>;

/**
 * Routes whose verbs are loaded when one of them is first asked for: an isolate starts with what every visitor needs, and no
 * more. `contract`: the modules whose routes of `app` the loaded file binds, all of them and no others.
 */
export function later(
  app: Route['app'],
  contract: readonly Contract[],
  load: () => Promise<readonly Bound[]>,
): readonly Bound[] {
  const routes = contract.flatMap((part) => Object.values(part)).filter((value) => isRoute(value, app)) as Route[];
  // The handlers and not the promise of them: a request must not wait for what another one began.
  let known: ReadonlyMap<string, Bound['handler']> | undefined;
  const handlerOf = async (id: string) => {
    known ??= new Map((await load()).map((bound) => [bound.route.id, bound.handler]));
    return known.get(id) as Bound['handler'];
  };
  return routes.map((route) => ({
    route,
    handler: async (ctx, input, exchange) => (await handlerOf(route.id))(ctx, input, exchange),
    load,
  }));
}

const isRoute = (value: unknown, app: Route['app']): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'access' in value &&
  'path' in value &&
  'app' in value &&
  value.app === app;
