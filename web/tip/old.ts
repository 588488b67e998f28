/** `replaceAll` is missing in WebViews before Chrome 85; the protocol uses it with plain text and with global patterns. */
if (!('replaceAll' in String.prototype)) {
  Object.defineProperty(String.prototype, 'replaceAll', {
    configurable: true,
    writable: true,
    value(this: string, pattern: string | RegExp, by: string): string {
      return pattern instanceof RegExp ? this.replace(pattern, by) : this.split(pattern).join(by);
    },
  });
}

/** WebCrypto exists only where the page came over https (or from this machine). */
export const canSeal = (): boolean => typeof crypto === 'object' && !!crypto.subtle && 'BigInt' in window;
