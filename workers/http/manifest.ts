import type { Platform } from '../platform.ts';

/** What a page must load for one entry of the web build. Paths start with `/assets/`. */
export interface Entry {
  readonly js: string;
  readonly css: readonly string[];
  /** Chunks the entry imports at once, to be preloaded. */
  readonly imports: readonly string[];
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

const kept = new WeakMap<Platform, Record<string, Chunk>>();

/** The built files of an entry, named by its source: `web/tip/tip.ts`. A build is read once an isolate. */
export async function entry(platform: Platform, source: string): Promise<Entry> {
  const manifest = kept.get(platform) ?? (await load(platform));
  const chunk = manifest[source];
  if (!chunk) throw new Error(`the web build lacks ${source}`);
  const css = new Set<string>();
  const imports = new Set<string>();
  collect(manifest, chunk, css, imports);
  return { js: `/${chunk.file}`, css: [...css], imports: [...imports] };
}

async function load(platform: Platform): Promise<Record<string, Chunk>> {
  const answer = await platform.assets.fetch(new Request('http://assets/assets/manifest.json'));
  if (!answer.ok) throw new Error('the web is not built: dist/web/assets/manifest.json is missing');
  const manifest = (await answer.json()) as Record<string, Chunk>;
  kept.set(platform, manifest);
  return manifest;
}

function collect(manifest: Record<string, Chunk>, chunk: Chunk, css: Set<string>, imports: Set<string>): void {
  for (const file of chunk.css ?? []) css.add(`/${file}`);
  for (const name of chunk.imports ?? []) {
    const next = manifest[name];
    if (!next || imports.has(`/${next.file}`)) continue;
    imports.add(`/${next.file}`);
    collect(manifest, next, css, imports);
  }
}
