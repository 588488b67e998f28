import { expect, test } from 'vitest';
import * as api from '../../workers/contract/hazards.ts';
import { setSector } from '../../workers/contract/people.ts';
import { district } from '../support/hazards.ts';

test('the regulator of the sector is the default assignee, until somebody owns the hazard', async () => {
  const d = await district();
  await d.office.call(setSector, { sector: 'gas', label: '城镇燃气', unitId: d.bureau });
  const { id } = await d.report({ sector: 'gas' });
  const { version, suggestedUnitId } = await d.one(id);
  expect(suggestedUnitId).toBe(d.bureau);
  const confirmed = await d.office.call(api.confirm, { id, version, level: 'general', sector: 'gas' });
  await d.office.call(api.assign, { id, version: confirmed.version, unitId: d.bureau });
  expect((await d.one(id)).suggestedUnitId).toBeNull();
  const { id: other } = await d.report({ sector: 'mine' });
  expect((await d.one(other)).suggestedUnitId).toBeNull();
});

test('an enterprise sees and rectifies what is its own, and nothing else', async () => {
  const d = await district();
  const firm = await d.unit('某某制品厂', 'other');
  const person = await d.person([{ role: 'enterprise', unitId: firm }], '企业安全员');
  const { id } = await d.report();
  const { version } = await d.one(id);
  expect((await person.send(api.one, { id })).status).toBe(404);
  const confirmed = await d.office.call(api.confirm, { id, version, level: 'general' });
  await d.office.call(api.assign, { id, version: confirmed.version, unitId: firm });
  const own = await person.call(api.queue, {});
  expect(own.items.map((h) => h.id)).toEqual([id]);
});
