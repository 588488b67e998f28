/** Where this copy of the console runs: a tenant's (`/{slug}/console`) or the operators' (`/platform`). */
const first = location.pathname.split('/')[1] ?? '';
export const isPlatform = first === 'platform';
export const slug = isPlatform ? '' : first;
export const apiBase = isPlatform ? '/platform/api' : `/${slug}/api`;
export const basePath = isPlatform ? '/platform' : `/${slug}/console`;
