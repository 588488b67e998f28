import { makeStatement, type Said, type Statement, statementHash } from './chain.ts';

/** What a statement is about; number, link and day come with its place in the chain. */
export type Words = Pick<Said, 'kind' | 'subject' | 'id' | 'epoch' | 'key'>;
interface KeyOfRole {
  readonly id: string;
  readonly epoch: number;
  readonly sealPublic: string;
}

/** The root key itself: signed by the root before it, the first by itself. */
export const rootWords = ({ id, epoch, sealPublic }: KeyOfRole): Words => ({
  ...{ kind: 'root', subject: 'root' },
  ...{ id, epoch, key: sealPublic },
});
/** A role uses this key from now on. */
export const roleWords = (role: string, { id, epoch, sealPublic }: KeyOfRole): Words => ({
  ...{ kind: 'role', subject: role },
  ...{ id, epoch, key: sealPublic },
});
/** A person in service, and the key that person signs answers with. */
export const officerWords = (personId: string, signPublic: string): Words => ({
  ...{ kind: 'officer', subject: personId, id: '', epoch: 0 },
  key: signPublic,
});
/** A person who signs no more. */
export const leftWords = (personId: string): Words => ({
  ...{ kind: 'left', subject: personId, id: '', epoch: 0 },
  key: '',
});

/** Number and hash of the last statement; `{ seq: 0, hash: '' }` of none. */
export interface ChainPlace {
  readonly seq: number;
  readonly hash: string;
}

/** The words signed one after the other and linked to what stands; `root` is the key that signs them all. */
export async function sayAll(
  at: { readonly tenantNo: number; readonly day: string } & ChainPlace,
  words: readonly Words[],
  root: CryptoKey,
): Promise<{ statements: Statement[]; end: ChainPlace }> {
  const statements: Statement[] = [];
  let { seq, hash } = at;
  for (const { kind, subject, id, epoch, key } of words) {
    seq += 1;
    const body: Said = { v: 1, tenant: at.tenantNo, seq, prev: hash, day: at.day, kind, subject, id, epoch, key };
    const statement = await makeStatement(body, root);
    hash = await statementHash(statement);
    statements.push(statement);
  }
  return { statements, end: { seq, hash } };
}
