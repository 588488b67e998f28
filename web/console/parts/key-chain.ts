import { useQuery } from '@tanstack/react-query';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { chain } from '../../../workers/contract/tip-keys.ts';
import { type ChainEnd, fingerprint, type Said, type Statement, verifyChain } from '../../../workers/protocol/chain.ts';
import { sayAll, type Words } from '../../../workers/protocol/chain-write.ts';
import type { ApiError } from '../../shared/api.ts';
import { today } from '../format.ts';
import { call } from '../session.ts';
import { useMe } from './person.ts';

export interface ReadChain {
  readonly statements: readonly Statement[];
  /** Undefined when a statement does not fit. */
  readonly end: ChainEnd | undefined;
  /** Of the root in force; '' before there is one. */
  readonly print: string;
}

/** The whole chain from its first statement, checked here and not by the server. */
export async function readChain(tenantNo: number): Promise<ReadChain> {
  const statements: Statement[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: ClientOutput<typeof chain> = await call(chain, cursor ? { cursor } : {});
    statements.push(...page.items.map(({ body, sig }) => ({ body, sig })));
    if (page.next === null) break;
    cursor = page.next;
  }
  const end = await verifyChain(tenantNo, statements).then(
    (checked) => ofLastRoot(checked, statements),
    () => undefined,
  );
  return { statements, end, print: end?.root ? await fingerprint(tenantNo, end.root) : '' };
}

/** What a former root said of roles and officers counts no more. */
function ofLastRoot(end: ChainEnd, statements: readonly Statement[]): ChainEnd {
  const since = statements.map((s) => JSON.parse(s.body) as Said).findLast((what) => what.kind === 'root')?.seq ?? 0;
  const later = (all: ReadonlyMap<string, Said>) => new Map([...all].filter(([, what]) => what.seq > since));
  return { ...end, roles: later(end.roles), officers: later(end.officers) };
}

export function useChain() {
  const me = useMe();
  return useQuery<ReadChain, ApiError>({ queryKey: [chain.id], queryFn: () => readChain(me.tenant.no) });
}

/** Signs what comes after `before`. @throws ProtocolError for a bad chain */
export async function say(
  tenantNo: number,
  before: readonly Statement[],
  root: CryptoKey,
  words: readonly Words[],
): Promise<Statement[]> {
  const { seq, hash } = await verifyChain(tenantNo, before);
  const day = today();
  return (await sayAll({ tenantNo, day, seq, hash }, words, root)).statements;
}

/** Groups of four, to be read aloud and compared. */
export const grouped = (print: string): string => print.replace(/(.{4})(?=.)/g, '$1 ');
