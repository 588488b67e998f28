import type { Pack } from '../workers/domain/packs/pack.ts';
import { commission, committee, SECTOR_COMMITTEES } from './national/committees.ts';
import { policies } from './national/policies.ts';
import { rewards } from './national/rewards.ts';
import { sectors } from './national/sectors.ts';
import { hotlines, settings } from './national/settings.ts';
import { templates } from './national/templates.ts';
import { departments } from './national/units.ts';

const units = departments('');

/** The base of every pack: departments of a county in their commonest form, national figures, usual committees. */
export const national: Pack = {
  key: 'national',
  version: 3,
  title: '全国通用',
  summary: '一般县（区）的部门、安委会和九个专业委员会，全国性时限与标准，未加地方规定。',
  level: 'county',
  units,
  committees: [
    ...commission(
      '',
      units.map((u) => u.key),
    ),
    ...SECTOR_COMMITTEES.map((brief) => committee('', brief)),
  ],
  sectors,
  policies,
  rewards,
  templates,
  settings,
  hotlines,
};
