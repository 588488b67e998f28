import { call } from '../../../web/shared/api.ts';
import type { Grant } from '../../../workers/contract/access.ts';
import { addPerson, units } from '../../../workers/contract/people.ts';
import * as platform from '../../../workers/contract/platform.ts';
import { useLink, whoami } from '../../../workers/contract/session.ts';
import { myKeys } from '../../../workers/contract/tip-keys.ts';
import { form } from '../../../workers/contract/tips.ts';
import { type OfficerKeys, unlockOfficerKeys } from '../../../workers/protocol/officer-keys.ts';
import { Desk } from '../demo/client.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';
import { enableIntake } from '../demo/tip-key.ts';
import { must, type Steps } from '../steps.ts';

export interface District {
  readonly slug: string;
  readonly no: number;
  readonly base: string;
  readonly ownerUnitId: string;
  readonly admin: Desk;
  readonly tips: Desk;
  readonly tipsPersonId: string;
  readonly officer: OfficerKeys;
  readonly office: Desk;
  readonly handler: Desk;
  readonly inspector: Desk;
  readonly leader: Desk;
}

/** apply → approve → provision → invite → sign in → people → officer keys. */
export async function onboard(url: string, operatorPassword: string, steps: Steps): Promise<District> {
  const slug = `walk-${Date.now().toString(36)}`;
  const platformBase = `${url}/platform/api`;
  const base = `${url}/${slug}/api`;
  const applied = await steps.run('apply: a district asks for a tenant', () =>
    call(
      platform.apply,
      {
        unitName: '演练区安全生产委员会办公室',
        tenantName: '演练区',
        level: 'district',
        divisionCode: '999999',
        slug,
        contactName: '张三',
        contactPhone: '010-12345678',
        reason: '走查演练',
      },
      { base: platformBase },
    ),
  );
  const operator = await steps.run('operator signs in', async () => {
    const { accessToken } = await call(
      platform.signIn,
      { username: 'operator', password: operatorPassword },
      { base: platformBase },
    );
    return new Desk(platformBase, accessToken);
  });
  const approvedAt = performance.now();
  const opened = await steps.run(
    'approve: cell chosen, starter pack loaded, administrator invited',
    () =>
      operator.call(platform.approve, {
        id: applied.id,
        pack: 'zaozhuang',
        adminName: '张三',
        adminUsername: 'admin',
        reason: '走查演练',
      }),
    (o) => `cell ${o.tenant.cell}, ${o.tenant.status}`,
  );
  must(opened.tenant.status === 'active', 'the tenant is not active after approval');
  const admin = await steps.run('administrator opens the one-time link and signs in', () =>
    activate(base, opened.invitePath),
  );
  const all = await admin.call(units, {});
  const owner = all.items.find((u) => u.kind === 'department' && !u.name.includes('、')) ?? all.items[0];
  must(owner, 'the starter pack brought no units');
  const scoped = { role: 'unit_handler', unitId: owner.id } as const;
  const [tips, office, handler, inspector, leader] = await steps.run(
    'administrator invites five people; each signs in',
    async () =>
      [
        await join(base, admin, 'tips', '受理员', { role: 'tip_office', unitId: '' }),
        await join(base, admin, 'office', '安委办经办', { role: 'commission_office', unitId: '' }),
        await join(base, admin, 'handler', '单位经办', scoped),
        await join(base, admin, 'inspector', '执法检查', { role: 'inspector', unitId: '' }),
        await join(base, admin, 'leader', '分管领导', { role: 'leader', unitId: '' }),
      ] as const,
  );
  const keys = await steps.run('tip officer makes keys; the intake role key is put into use', async () => {
    await enableIntake(tips, opened.tenant.no);
    const { personId } = await tips.call(whoami, {});
    const mine = await tips.call(myKeys, {});
    return {
      personId,
      officer: await unlockOfficerKeys({ tenantNo: opened.tenant.no, personId }, mine.officer!, DEMO_PASSWORD),
    };
  });
  await steps.run(
    'the tip page works',
    () => call(form, {}, { base }),
    () => `${Math.round(performance.now() - approvedAt)} ms after approval, people and keys included`,
  );
  return {
    slug,
    no: opened.tenant.no,
    base,
    ownerUnitId: owner.id,
    admin,
    tips,
    tipsPersonId: keys.personId,
    officer: keys.officer,
    office,
    handler,
    inspector,
    leader,
  };
}

/** The one-time link opened, a password set. */
export async function activate(base: string, invitePath: string): Promise<Desk> {
  const token = invitePath.slice(invitePath.indexOf('#') + 1);
  const { accessToken } = await call(useLink, { token, password: DEMO_PASSWORD, label: '走查' }, { base });
  return new Desk(base, accessToken);
}

/** A person invited by the administrator, signed in. */
export async function join(base: string, admin: Desk, username: string, name: string, grant: Grant): Promise<Desk> {
  const { invitePath } = await admin.call(addPerson, { username, name, unitId: grant.unitId || null, roles: [grant] });
  return activate(base, invitePath);
}
