import { followRoots, type Statement } from './chain.ts';

/**
 * The root now in force and those before it, back to the pinned one: an answer of last year was signed under last year's
 * root. @throws ProtocolError('root') when the way from the pinned root is broken
 */
export async function trustedRoots(tenantNo: number, roots: readonly Statement[], pinned?: string): Promise<string[]> {
  const trusted = [await followRoots(tenantNo, roots, pinned)];
  for (let n = roots.length - 1; n > 0; n--) {
    const former = await followRoots(tenantNo, roots.slice(0, n), pinned).catch(() => undefined);
    if (former === undefined) break;
    trusted.push(former);
  }
  return trusted;
}
