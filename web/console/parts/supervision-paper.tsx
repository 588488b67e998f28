import type { ReactNode } from 'react';
import { dateWords, type OfficialDocument } from './official-doc.ts';
import { PaperTable } from './paper-table.tsx';

/** An official document as it looks on paper; `children`: what was written under it since. */
export function Paper({ document, children }: { document: OfficialDocument; children?: ReactNode }) {
  const { redHead, number, title, note, addressees, blocks, signature, day } = document;
  return (
    <article className="paper">
      {redHead && <p className="paper-head">{redHead}</p>}
      <p className={`paper-number num ${redHead ? 'ruled' : ''}`}>{number}</p>
      <h2 className="paper-title">{title}</h2>
      {note && <p className="paper-note">（{note}）</p>}
      {addressees && <p>{addressees}</p>}
      {blocks.map((block, i) =>
        block.kind === 'table' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one document, in their order
          <PaperTable key={i} table={block} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text, in their order
          <p key={i} className={`indent ${block.kind}`}>
            {block.text}
          </p>
        ),
      )}
      <p className="paper-sign">
        {signature}
        {day && (
          <>
            <br />
            {dateWords(day)}
          </>
        )}
      </p>
      {children}
    </article>
  );
}

/** What came after it was served, under a rule: an answer, minutes, an opinion. */
export function PaperPart({ title, words, foot }: { title: string; words: string; foot?: string }) {
  if (!words) return null;
  return (
    <section className="paper-part">
      <h3>{title}</h3>
      {words.split('\n').map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text, in their order
        <p key={i} className="indent">
          {line}
        </p>
      ))}
      {foot && <p className="paper-sign num">{foot}</p>}
    </section>
  );
}
