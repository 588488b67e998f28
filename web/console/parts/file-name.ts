const ENDS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};
const WORDS: Record<string, string> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel' };

/** A name to save a file under, with the ending of what it is. */
export const fileName = (name: string, mediaType: string): string => `${name}.${ENDS[mediaType] ?? 'bin'}`;

/** What a file that is no picture is called: Word, PDF … */
export const fileWord = (mediaType: string): string => WORDS[ENDS[mediaType] ?? ''] ?? '文件';
