/** The root's fingerprint from the poster: `#k=` and 22 characters. A damaged one counts as one that fits nothing. */
const fragment = location.hash;
export const pinned: string | undefined = /^#k=/.test(fragment) ? fragment.slice(3) || '-' : undefined;

// Out of the address bar, so that no screenshot and no shared link shows which poster was read.
if (fragment) history.replaceState(history.state, '', location.pathname + location.search);

/** After a mismatch it stands there again: loading the page once more must not get round the check. */
export function putBack(): void {
  history.replaceState(history.state, '', location.pathname + location.search + fragment);
}
