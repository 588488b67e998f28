import { PROFILE_FIELDS, type ProfileField } from '../../contract/unit-profiles.ts';
import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';

/** Which units have to say what. */
export interface ProfileRule {
  readonly kinds: readonly string[];
  readonly required: readonly ProfileField[];
  readonly basis: string;
  readonly basisChecked: boolean;
}
const FIRST: readonly ProfileField[] = ['hasBody', 'leaderId', 'contactId'];
const NEVER = { kinds: ['department', 'street'], required: FIRST };

/** Setting `unit.profile`; words it does not know count as not said. */
export async function profileRule(ctx: Ctx): Promise<ProfileRule> {
  const { kinds, required, basis, basisChecked } = ((await readSetting(ctx, 'unit.profile')) ?? {}) as Record<
    string,
    unknown
  >;
  const known = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
  const fields = known(required).filter((word) => word in PROFILE_FIELDS) as ProfileField[];
  return {
    kinds: known(kinds).length > 0 ? known(kinds) : NEVER.kinds,
    required: fields.length > 0 ? fields : NEVER.required,
    basis: typeof basis === 'string' ? basis : '',
    basisChecked: basisChecked === true,
  };
}

/** The columns of a profile that are fields of it. */
export type Said = Readonly<Record<Exclude<ProfileField, 'hasBody'>, string | number | null>> & {
  readonly hasBody: number | null;
};

/** Where there is no safety body, its name, day and document are not asked for. */
const OF_BODY: readonly ProfileField[] = ['body', 'bodySince', 'bodyDocNo'];

/** Required fields not said yet, in their order; all of them for a unit that said nothing. */
export function missingOf(said: Said | null, { required }: ProfileRule): ProfileField[] {
  if (said === null) return [...required];
  return required.filter((field) => {
    if (said.hasBody === 0 && OF_BODY.includes(field)) return false;
    return said[field] === null || said[field] === '';
  });
}
