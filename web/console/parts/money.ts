/** Fen as yuan: 30,000 · 1,234.50. */
export const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2 });
/** What a person typed in yuan, as whole fen. */
export const fenOf = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.round(value * 100);
