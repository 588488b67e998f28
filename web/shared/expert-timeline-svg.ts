const SVG = 'http://www.w3.org/2000/svg';

/** Elements without `innerHTML` and without style attributes: the public pages forbid both. */
export function svg(tag: string, attributes: Record<string, string | number>): Element {
  const element = document.createElementNS(SVG, tag);
  for (const name of Object.keys(attributes)) element.setAttribute(name, String(attributes[name]));
  return element;
}

export function html(tag: string, className: string, words?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}

/** Places across are parts of the width, so that bars grow with the page and letters do not. */
export const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`;

/** A bar from one part of the width to another, at least a hair wide. */
export const rect = (kind: string, from: number, to: number, y: number, height: number): Element =>
  svg('rect', { class: kind, x: percent(from), width: percent(Math.max(to - from, 0.003)), y, height });

export function text(kind: string, at: number, y: number, words: string, anchor: string): Element {
  const element = svg('text', { class: kind, x: percent(at), y, 'text-anchor': anchor });
  element.textContent = words;
  return element;
}

export const upright = (kind: string, at: number, y1: number, y2: number): Element =>
  svg('line', { class: kind, x1: percent(at), x2: percent(at), y1, y2 });

let given = 0;
/** A pattern is referred to by an id, and a page may hold several timelines. */
export const nextId = (): string => `xt-hatch-${++given}`;

/** Slanting lines: what does not count is told apart without colour, on paper too. */
export function hatch(id: string): Element {
  const defs = svg('defs', {});
  const pattern = svg('pattern', {
    ...{ id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
  });
  pattern.appendChild(svg('rect', { width: 6, height: 6, class: 'xt-hatch-ground' }));
  pattern.appendChild(svg('line', { x1: 0, y1: 0, x2: 0, y2: 6, class: 'xt-hatch-line' }));
  defs.appendChild(pattern);
  return defs;
}
