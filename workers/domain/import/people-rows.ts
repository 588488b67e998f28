import { type Grant, ROLE_NAMES, ROLES, type Role } from '../../contract/access.ts';
import { phone, username } from '../../contract/common.ts';
import type { Ctx } from '../context.ts';
import { plainPhone } from '../people/check.ts';
import type { SheetRow } from './columns.ts';
import { unitsByName } from './unit-names.ts';

export interface PersonRow extends SheetRow {
  readonly errors: string[];
  readonly person: {
    readonly name: string;
    readonly username: string;
    readonly phone: string | null;
    readonly unitId: string | null;
    readonly post: string | null;
    readonly roles: Grant[];
  };
}

const ROLE_BY_LABEL = new Map<string, Role>(ROLE_NAMES.map((role) => [ROLES[role].label, role]));

/** Every row with what is wrong with it, in words for whoever fills in the sheet. */
export async function checkPeople(ctx: Ctx, rows: readonly SheetRow[]): Promise<PersonRow[]> {
  const { person: p } = ctx.db.rows;
  const [unitOf, there] = await Promise.all([
    unitsByName(ctx),
    ctx.db.select({ username: p.username, phone: p.phone }).from(p),
  ]);
  const names = new Set(there.map((row) => row.username));
  const phones = new Set(there.map((row) => row.phone));
  const seenNames = new Set<string>();
  const seenPhones = new Set<string>();
  return rows.map(({ row, values }) => {
    const errors: string[] = [];
    const name = values.姓名 ?? '';
    if (name === '' || name.length > 30) errors.push('姓名须为 1 至 30 个字');

    const login = (values.用户名 ?? '').toLowerCase();
    if (!username.safeParse(login).success) errors.push('用户名须以小写字母开头，2 至 32 位，可含数字和 . _ -');
    else if (names.has(login)) errors.push('用户名已存在');
    else if (seenNames.has(login)) errors.push('用户名在表中重复');
    seenNames.add(login);

    const typed = (values.手机号 ?? '').replaceAll(' ', '');
    const number = plainPhone(typed === '' ? null : typed);
    if (number !== null) {
      if (!phone.safeParse(typed).success) errors.push('手机号格式不对');
      else if (phones.has(number)) errors.push('手机号已有人使用');
      else if (seenPhones.has(number)) errors.push('手机号在表中重复');
      seenPhones.add(number);
    }

    const unitName = values.单位 ?? '';
    const unitId = unitName === '' ? null : (unitOf(unitName) ?? null);
    if (unitName !== '' && unitId === null) errors.push('单位不在单位表中，或简称不止一个单位使用');
    const post = values.职务 || null;
    if (post !== null && post.length > 40) errors.push('职务不超过 40 个字');
    const roles = rolesOf(values.岗位 ?? '', unitId, errors);
    return { row, values, errors, person: { name, username: login, phone: number, unitId, post, roles } };
  });
}

/** Labels parted by 、 or the like. A role bound to a place counts for the person's unit and below. */
function rolesOf(text: string, unitId: string | null, errors: string[]): Grant[] {
  const labels = new Set(text.split(/[、,，;；/\s]+/).filter((label) => label !== ''));
  return [...labels].flatMap((label) => {
    const role = ROLE_BY_LABEL.get(label);
    if (!role) {
      errors.push('岗位名称不认识，请照模板第二页填写');
      return [];
    }
    if (!ROLES[role].scoped) return [{ role, unitId: '' }];
    if (unitId !== null) return [{ role, unitId }];
    errors.push(`岗位“${ROLES[role].label}”按单位划定范围，须填写单位`);
    return [];
  });
}
