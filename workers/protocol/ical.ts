/** RFC 5545: no line longer than 75 bytes; what is longer goes on behind a line break and a space. */
export function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, width] = ['', 0];
  for (const letter of Array.from(line)) {
    const size = encoder.encode(letter).length;
    if (width + size > 75) {
      out += '\r\n ';
      width = 1;
    }
    out += letter;
    width += size;
  }
  return out;
}
