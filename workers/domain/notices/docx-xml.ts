import { SaxesParser } from 'saxes';
import { UnreadableNotice } from './problems.ts';

const MAX_DEPTH = 200;

export interface Visit {
  /** `name` without its prefix; `attribute` finds one by its name without prefix. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text(words: string): void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Walks a part of a .docx. Declared entities are refused, and so is nesting that no document has. */
export function walk(xml: string, visit: Visit): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(0, 4096))) throw new UnreadableNotice('bomb');
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new UnreadableNotice('bomb');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new UnreadableNotice('bomb');
    visit.open(local(name), (wanted) => {
      for (const [key, value] of Object.entries(attributes)) if (local(key) === wanted) return value;
      return undefined;
    });
  });
  parser.on('text', (words) => visit.text(words));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    visit.close(local(name));
  });
  parser.write(xml).close();
}
