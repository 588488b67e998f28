import * as contract from '../../contract/people.ts';
import { addPerson } from '../../domain/people/add.ts';
import { editPerson } from '../../domain/people/edit.ts';
import { resetLink } from '../../domain/people/invite.ts';
import { listPeople } from '../../domain/people/list.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const peopleRoutes: readonly Bound[] = [
  bind(contract.people, (ctx, input) => listPeople(ctx, input)),
  bind(contract.addPerson, (ctx, input) => addPerson(ctx, input)),
  bind(contract.editPerson, (ctx, input) => editPerson(ctx, input)),
  bind(contract.resetLink, (ctx, input) => resetLink(ctx, input)),
];
