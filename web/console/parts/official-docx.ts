import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  FrameAnchorType,
  HorizontalPositionAlign,
  ImageRun,
  LineRuleType,
  convertMillimetersToTwip as mm,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  VerticalPositionAlign,
  WidthType,
} from 'docx';
import { type Block, dateWords, type OfficialDocument, signatureIndents, titleLines } from './official-doc.ts';

/** GB/T 9704: A4, type area 156 × 225 mm, 22 lines of 28 characters. Sizes in half-points, lengths in twips. */
const SIZE = { title: 44, body: 32, table: 24, page: 28 } as const;
const LINE = 560;
/** 28 letters of 16 points are 2 mm too wide: each gives a quarter of a point. A grid of letters is read differently everywhere. */
const TIGHTER = -5;
const CHARACTER = 320;
const WIDTH = mm(156);
const FONTS = { title: '方正小标宋简体', body: '仿宋', h1: '黑体', h2: '楷体', page: '宋体' } as const;
const RED = 'E60012';

const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia, hint: 'eastAsia' });
const run = (text: string, face: string, size: number, color?: string) =>
  new TextRun({ text, font: font(face), size, color, ...(size === SIZE.body ? { characterSpacing: TIGHTER } : {}) });
const spacing = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 };

export async function officialDocx(document: OfficialDocument): Promise<Blob> {
  return Packer.toBlob(wordOf(document));
}

/** The document before it is packed: a test reads its XML back. */
export function wordOf(document: OfficialDocument): Document {
  return new Document({
    title: document.title,
    creator: document.signature,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: font(FONTS.body), size: SIZE.body } } },
      paragraphStyles: [{ id: 'Normal', name: 'Normal', quickFormat: true, run: { size: SIZE.body } }],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(23) },
          },
          grid: { type: DocumentGridType.LINES, linePitch: 579 },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          ...head(document),
          ...document.blocks.flatMap((block, n) => blockOf(block, n === document.blocks.length - 1)),
          ...foot(document),
          ...pictured(document),
          ...imprint(document),
        ],
      },
    ],
  });
}

/** — 1 —, one character in from the outer edge. */
function pageNumber(alignment: 'left' | 'right'): Footer {
  const indent = { [alignment]: SIZE.page * 10 };
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: '宋体', size: SIZE.page });
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [number] })] });
}

function line(children: ParagraphChild[], more: object = {}): Paragraph {
  return new Paragraph({ spacing, children, ...more });
}
const empty = (): Paragraph => line([]);

function head({ redHead, number, title, addressees, note }: OfficialDocument): Paragraph[] {
  const mark = { alignment: AlignmentType.CENTER, spacing: { before: 600, after: 700 } };
  const rule = { style: BorderStyle.SINGLE, size: 18, color: RED, space: 8 };
  const alignment = AlignmentType.CENTER;
  const numbered = line([run(number, FONTS.body, SIZE.body)], {
    alignment,
    ...(redHead ? { border: { bottom: rule } } : {}),
  });
  const titled = { alignment, spacing: { ...spacing, line: 640 } };
  return [
    ...(redHead ? [new Paragraph({ ...mark, children: [redMark(redHead)] })] : []),
    ...(number ? [numbered] : []),
    empty(),
    ...titleLines(title).map((text) => new Paragraph({ ...titled, children: [run(text, FONTS.title, SIZE.title)] })),
    ...(note ? [line([run(`（${note}）`, FONTS.h2, SIZE.body)], { alignment })] : []),
    empty(),
    ...(addressees ? [line([run(addressees, FONTS.body, SIZE.body)])] : []),
  ];
}

/** As large as the line allows, at most 22 mm high (62 points). */
function redMark(text: string): TextRun {
  const points = Math.min(62, Math.floor(442 / Math.max(1, text.length)));
  return run(text, FONTS.title, points * 2, RED);
}

/** The last paragraph goes with the signature: no page carries a signature alone (GB/T 9704, 7.3.5). */
function blockOf(block: Block, last: boolean): (Paragraph | Table)[] {
  if (block.kind === 'table') return [tableOf(block.header, block.rows), empty()];
  const face = block.kind === 'p' ? FONTS.body : FONTS[block.kind];
  const indent = { firstLine: 2 * CHARACTER };
  const keepNext = last || block.kind !== 'p';
  return [line([run(block.text, face, SIZE.body)], { indent, keepNext, alignment: AlignmentType.JUSTIFIED })];
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  // The first wordy column takes what the narrow ones of figures leave.
  const longest = header.map((h, i) => Math.min(14, Math.max(h.length, ...rows.map((r) => r[i]?.length ?? 0), 2) + 1));
  const total = longest.reduce((sum, n) => sum + n, 0);
  const columnWidths = longest.map((n) => Math.floor((WIDTH * n) / total));
  const cells = (texts: readonly string[], face: string) =>
    columnWidths.map((width, i) => {
      const text = texts[i] ?? '';
      const left = text.length > 10;
      return new TableCell({
        width: { size: width, type: WidthType.DXA },
        verticalAlign: VerticalAlign.CENTER,
        margins: { left: 60, right: 60, top: 30, bottom: 30 },
        children: [
          new Paragraph({
            alignment: left ? AlignmentType.LEFT : AlignmentType.CENTER,
            children: [run(text, face, SIZE.table)],
          }),
        ],
      });
    });
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(header, FONTS.h1) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, FONTS.body) })),
    ],
  });
}

/** In the middle below everything, in points. */
function pictured({ picture }: OfficialDocument): Paragraph[] {
  if (!picture) return [];
  const { png: data, side, words } = picture;
  const alignment = AlignmentType.CENTER;
  const image = new ImageRun({ type: 'png', data, transformation: { width: side, height: side } });
  return [
    empty(),
    new Paragraph({ alignment, keepNext: true, children: [image] }),
    line([run(words, FONTS.page, SIZE.table)], { alignment }),
  ];
}

/** 版记: between two rules at the foot of the last page, in 14 points, one letter in from either edge (7.4). */
function imprint({ issuedBy, day }: OfficialDocument): Paragraph[] {
  if (!issuedBy || day === '') return [];
  const rule = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 };
  const letter = SIZE.page * 10;
  return [
    new Paragraph({
      frame: {
        type: 'alignment',
        width: WIDTH,
        height: 0,
        anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
        alignment: { x: HorizontalPositionAlign.LEFT, y: VerticalPositionAlign.BOTTOM },
      },
      border: { top: rule, bottom: rule },
      indent: { left: letter, right: letter },
      tabStops: [{ type: TabStopType.RIGHT, position: WIDTH - letter }],
      children: [run(`${issuedBy}\t${dateWords(day)}印发`, FONTS.body, SIZE.page)],
    }),
    // What floats needs words to float beside: as low as can be.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } }),
  ];
}

function foot({ signature, day }: OfficialDocument): Paragraph[] {
  if (!signature && !day) return [];
  const date = dateWords(day);
  const right = signatureIndents(signature, date);
  const at = (characters: number) => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(characters * CHARACTER) },
    keepLines: true,
  });
  return [
    line([], { keepNext: true }),
    line([run(signature, FONTS.body, SIZE.body)], { ...at(right.signature), keepNext: true }),
    ...(date ? [line([run(date, FONTS.body, SIZE.body)], at(right.date))] : []),
  ];
}
