import { ApiError, call } from '../../../web/shared/api.ts';
import type { ClientInput, ClientOutput, Route } from '../../../workers/contract/route.ts';
import { signIn } from '../../../workers/contract/session.ts';
import { DEMO_PASSWORD, type Username } from './tenants.ts';

/**
 * A key made of what is meant: whoever prepares the demo again sends the same keys and gets the stored answers, so that
 * a run that stopped halfway goes on where it stopped.
 */
export const keyOf = (...parts: readonly (string | number)[]): string => `demo-preparation-${parts.join('-')}`;

export class Desk {
  readonly #base: string;
  readonly #token: string | undefined;
  constructor(base: string, token?: string) {
    this.#base = base;
    this.#token = token;
  }

  call<R extends Route>(route: R, input: ClientInput<R>, key?: string, body?: Uint8Array): Promise<ClientOutput<R>> {
    return call(route, input, { base: this.#base, token: this.#token, key, body });
  }
}

export async function signedIn(url: string, slug: string, username: Username): Promise<Desk> {
  const base = `${url}/${slug}/api`;
  const { accessToken } = await call(signIn, { login: username, password: DEMO_PASSWORD, label: '演示' }, { base });
  return new Desk(base, accessToken);
}

/** The answer, or undefined when it is refused with one of these codes. */
export async function unless<T>(codes: readonly string[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
