import type { Bound } from '../../http/mount.ts';
import { committeeRoutes } from './committees.ts';
import { guideRoutes } from './guide.ts';
import { importRoutes } from './import.ts';
import { peopleRoutes } from './people.ts';
import { unitRoutes } from './units.ts';

/** Units, people, committees, and how they come in: the routes of contract/people.ts. */
export const organisationRoutes: readonly Bound[] = [
  ...peopleRoutes,
  ...importRoutes,
  ...unitRoutes,
  ...committeeRoutes,
  ...guideRoutes,
];
