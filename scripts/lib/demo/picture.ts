import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly colour: Colour;
}

const WIDTH = 480;
const HEIGHT = 360;

function png(boxes: readonly Box[]): Uint8Array {
  const raw = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (const { x, y, w, h, colour } of boxes) {
    for (let row = y; row < y + h; row++) {
      for (let column = x; column < x + w; column++) raw.set(colour, row * (WIDTH * 3 + 1) + 1 + column * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A corridor with an exit, drawn: crates in the way before, none after. `shade` tells one hazard's pair from another's. */
export function picture(stage: 'before' | 'after', shade: number): Uint8Array {
  const tone = (n: number) => 150 + ((shade * 37 + n) % 70);
  const room: Box[] = [
    { x: 0, y: 0, w: WIDTH, h: 240, colour: [tone(0), tone(20), tone(40)] },
    { x: 0, y: 240, w: WIDTH, h: 120, colour: [120, 116, 110] },
    { x: 180, y: 60, w: 120, h: 190, colour: [70, 92, 84] },
    { x: 196, y: 26, w: 88, h: 24, colour: [24, 140, 72] },
  ];
  const crates: Box[] = [0, 1, 2].map((i) => ({
    x: 120 + i * 86,
    y: 180 + ((shade + i) % 3) * 18,
    w: 78,
    h: 110,
    colour: [150 - i * 18, 104 - i * 10, 58],
  }));
  return png(stage === 'before' ? [...room, ...crates] : room);
}
