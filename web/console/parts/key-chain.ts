import { useQuery } from '@tanstack/react-query';
import { chain } from '../../../workers/contract/tip-keys.ts';
import {
  type ChainEnd,
  fingerprint,
  makeStatement,
  type Said,
  type Statement,
  statementHash,
  verifyChain,
} from '../../../workers/protocol/chain.ts';
import type { ApiError } from '../../shared/api.ts';
import { dayOf } from '../format.ts';
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
  let after = 0;
  for (;;) {
    const page = await call(chain, { after });
    statements.push(...page.items.map(({ body, sig }) => ({ body, sig })));
    const last = page.items.at(-1)?.seq ?? after;
    if (page.next === null || last <= after) break;
    after = last;
  }
  const end = await verifyChain(tenantNo, statements).catch(() => undefined);
  return { statements, end, print: end?.root ? await fingerprint(tenantNo, end.root) : '' };
}

export function useChain() {
  const me = useMe();
  return useQuery<ReadChain, ApiError>({ queryKey: [chain.id], queryFn: () => readChain(me.tenant.no) });
}

/** What the root says next; number, link and day are put in when it is signed. */
export type Sentence = Pick<Said, 'kind' | 'subject' | 'id' | 'epoch' | 'key'>;

/** Signs what comes after `before`; each sentence is linked to the one before it. @throws ProtocolError for a bad chain */
export async function say(
  tenantNo: number,
  before: readonly Statement[],
  root: CryptoKey,
  sentences: readonly Sentence[],
): Promise<Statement[]> {
  const { seq, hash } = await verifyChain(tenantNo, before);
  let [at, prev] = [seq, hash];
  const made: Statement[] = [];
  for (const sentence of sentences) {
    at += 1;
    const day = dayOf(new Date().toISOString());
    const statement = await makeStatement({ v: 1, tenant: tenantNo, seq: at, prev, day, ...sentence }, root);
    prev = await statementHash(statement);
    made.push(statement);
  }
  return made;
}

/** Groups of four, to be read aloud and compared. */
export const grouped = (print: string): string => print.replace(/(.{4})(?=.)/g, '$1 ');
