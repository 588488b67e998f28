import * as contract from '../../contract/people.ts';
import { listCommittees, listSectors } from '../../domain/committees/list.ts';
import { setSector } from '../../domain/committees/set-sector.ts';
import { addCommittee, editCommittee } from '../../domain/committees/write.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const committeeRoutes: readonly Bound[] = [
  bind(contract.committees, (ctx, input) => listCommittees(ctx, input)),
  bind(contract.addCommittee, (ctx, input) => addCommittee(ctx, input)),
  bind(contract.editCommittee, (ctx, input) => editCommittee(ctx, input)),
  bind(contract.sectors, (ctx) => listSectors(ctx)),
  bind(contract.setSector, (ctx, input) => setSector(ctx, input)),
];
