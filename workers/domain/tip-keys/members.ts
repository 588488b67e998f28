import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { keyholders } from './role-keys.ts';

export function refuseShares(message: string): never {
  throw new DomainError('bad_request', { fields: [{ path: 'shares', message }] });
}

/** Each once; each in service, allowed to hold this role's key, with keys of their own. @throws `bad_request` */
export async function checkMembers(ctx: Ctx, role: string, ids: readonly string[]): Promise<void> {
  const known = new Set((await keyholders(ctx, role)).map((person) => person.personId));
  if (new Set(ids).size !== ids.length || !ids.every((id) => known.has(id))) {
    refuseShares('只能分给已生成密钥、在这个岗位的人员，每人一份');
  }
}
