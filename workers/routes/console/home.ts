import { home as contract } from '../../contract/desk.ts';
import { home } from '../../domain/home/home.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const homeRoutes: readonly Bound[] = [bind(contract, home)];
