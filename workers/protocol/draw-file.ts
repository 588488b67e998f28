import { ProtocolError } from './bytes.ts';
import type { Opened } from './draw.ts';

/** Shows that an entry of a list is this one and no other. */
export interface Opening {
  readonly list: string;
  readonly id: string;
  readonly who: string;
  readonly salt: string;
}
/** What became of one who was drawn; `standsFor`: place of the one whom an alternate replaces. */
export interface Call {
  readonly list: string;
  readonly place: number;
  readonly id: string;
  readonly state: string;
  readonly standsFor: number | null;
}
/** The file of a draw as anybody may download it. What has not happened yet is null or empty. */
export interface DrawFile {
  readonly format: 'anshao-draw';
  readonly v: 1;
  readonly list: string;
  readonly listHash: string;
  readonly inputs: readonly Opened[];
  readonly publicSeed: string | null;
  readonly seed: string | null;
  readonly result: string | null;
  readonly resultHash: string | null;
  readonly openings: readonly Opening[];
  readonly calls: readonly Call[];
}

/** Reads a file somebody downloaded. @throws ProtocolError when it is no file of a draw at all */
export function readDrawFile(text: string): DrawFile {
  let file: Record<string, unknown>;
  try {
    file = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new ProtocolError('not JSON');
  }
  const textOrNull = (v: unknown) => v === null || typeof v === 'string';
  const whole =
    typeof file === 'object' &&
    file !== null &&
    file.format === 'anshao-draw' &&
    file.v === 1 &&
    typeof file.list === 'string' &&
    typeof file.listHash === 'string' &&
    ['publicSeed', 'seed', 'result', 'resultHash'].every((name) => textOrNull(file[name])) &&
    isList(file.inputs, (o) => o === null || texts(o, 'input', 'salt')) &&
    isList(file.openings, (o) => texts(o, 'list', 'id', 'who', 'salt')) &&
    isList(file.calls, (o) => texts(o, 'list', 'id', 'state') && places(o));
  if (!whole) throw new ProtocolError('not a draw file');
  return file as unknown as DrawFile;
}

const isList = (value: unknown, each: (one: unknown) => boolean) => Array.isArray(value) && value.every(each);
const texts = (value: unknown, ...names: string[]) =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
const places = (value: unknown) => {
  const { place, standsFor } = value as Record<string, unknown>;
  return typeof place === 'number' && (standsFor === null || typeof standsFor === 'number');
};
