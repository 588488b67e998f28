/** Addresses and sign-ins of what a fresh system shows. */
export async function prepareDemo(url: string): Promise<{ lines: string[] }> {
  const response = await fetch(new URL('/healthz', url));
  await response.body?.cancel();
  return { lines: [`首页      ${url}/`] };
}
