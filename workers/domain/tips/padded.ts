/**
 * JSON and as many spaces as make the whole answer `bytes` long. `no-transform` on the route keeps it so: compressed on the
 * way, answers of one size would be of many.
 */
export function padTo(bytes: number, view: object): { padded: string } {
  const json = JSON.stringify(view);
  const size = Buffer.byteLength(JSON.stringify({ padded: json }), 'utf8');
  if (size > bytes) throw new RangeError('view too long');
  return { padded: json + ' '.repeat(bytes - size) };
}
