import * as contract from '../../contract/unit-profiles.ts';
import { forgetAlias } from '../../domain/unit-profiles/aliases.ts';
import { listProfiles } from '../../domain/unit-profiles/list.ts';
import { oneProfile } from '../../domain/unit-profiles/one.ts';
import { saveProfile } from '../../domain/unit-profiles/save.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const unitProfileRoutes: readonly Bound[] = [
  bind(contract.unitProfiles, listProfiles),
  bind(contract.unitProfile, oneProfile),
  bind(contract.saveProfile, saveProfile),
  bind(contract.forgetAlias, forgetAlias),
];
