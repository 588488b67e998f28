import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;

/** A screenshot with a palette of 256 colours: less than half the bytes, and no difference that an eye finds in it. */
export function shrink(png: Buffer): Buffer {
  const { width, height, depth, pixels } = decode(png);
  const { palette, indexOf } = paletteOf(pixels, depth);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + x + 1] = indexOf((y * width + x) * depth);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const parts = [chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 }))];
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Eight bits a channel, three or four channels, not interlaced: what a browser writes. */
function decode(png: Buffer) {
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  if (png[24] !== 8 || (kind !== 2 && kind !== 6) || png[28] !== 0) throw new Error('not a PNG as a browser writes it');
  const depth = kind === 2 ? 3 : 4;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const line = width * depth;
  const pixels = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)] ?? 0;
    for (let i = 0; i < line; i += 1) {
      const at = y * line + i;
      const left = i < depth ? 0 : (pixels[at - depth] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - line] ?? 0);
      const corner = i < depth || y === 0 ? 0 : (pixels[at - line - depth] ?? 0);
      pixels[at] = (raw[y * (line + 1) + 1 + i] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return { width, height, depth, pixels };
}

/** The five filters of PNG. */
function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter < 3) return [0, left, up][filter] ?? 0;
  if (filter === 3) return (left + up) >> 1;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Colours that differ by less than eight steps are one, as the commonest of them; the rarest take their nearest neighbour. */
function paletteOf(pixels: Buffer, depth: number) {
  const colourAt = (at: number) => pixels.readUIntBE(at, 3);
  const shades = new Map<number, Map<number, number>>();
  for (let at = 0; at < pixels.length; at += depth) {
    const colour = colourAt(at);
    const shade = shades.get(colour & 0xf8f8f8) ?? new Map<number, number>();
    shade.set(colour, (shade.get(colour) ?? 0) + 1);
    shades.set(colour & 0xf8f8f8, shade);
  }
  const ranked = [...shades].map(([shade, of]) => {
    const counts = [...of].sort((a, b) => b[1] - a[1]);
    return { shade, colour: counts[0]?.[0] ?? shade, count: counts.reduce((sum, [, n]) => sum + n, 0) };
  });
  ranked.sort((a, b) => b.count - a.count);
  const kept = ranked.slice(0, COLOURS).map((r) => r.colour);
  const palette = Buffer.alloc(kept.length * 3);
  for (const [i, colour] of kept.entries()) palette.writeUIntBE(colour, i * 3, 3);
  const index = new Map(ranked.map((r, i) => [r.shade, i < COLOURS ? i : nearest(kept, r.colour)]));
  return { palette, indexOf: (at: number) => index.get(colourAt(at) & 0xf8f8f8) ?? 0 };
}

function nearest(palette: readonly number[], colour: number): number {
  const far = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 255) - ((colour >> shift) & 255)) ** 2, 0);
  let best = 0;
  for (const [i, other] of palette.entries()) if (far(other) < far(palette[best] ?? 0)) best = i;
  return best;
}
