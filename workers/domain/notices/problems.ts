/** Why a notice cannot be read, with a sentence that says what to do. */
export const NOTICE_PROBLEMS = {
  empty: '文件里没有文字。请打开原文件确认内容，或把通知正文复制后粘贴到这里。',
  too_long: '文字超过 50 万字，不像是一份通知。请只留下通知正文和任务清单后再上传。',
  too_large: '文件超过 10 MB。请把通知正文复制后粘贴，或去掉图片后另存为 .docx 再上传。',
  pdf: '这是 PDF 文件，读不出可靠的文字；扫描件更是只有图像。请用文字识别软件转成 Word（.docx）或文本，再上传或粘贴。',
  old_word: '这是旧版 Word（.doc）或 WPS 文件。请用 Word 或 WPS 打开，另存为 .docx 后再上传。',
  image: '这是图片，里面没有可读的文字。请先用文字识别软件转成文本，再粘贴到这里。',
  unsupported: '认不出这种文件。请上传 .docx 或 .txt 文件，或把通知正文复制后粘贴。',
  damaged: '文件已损坏，打不开。请重新下载或用 Word 打开后另存一份，再上传。',
  bomb: '文件展开后大得不正常，为安全起见没有打开。请把通知正文复制后粘贴到这里。',
  no_text: '这份 Word 文件里没有文字（可能只是扫描图片）。请先做文字识别，或把正文粘贴到这里。',
  no_items: '没有找到带责任单位的任务条目。请确认粘贴的是任务分工的全文；如果任务在附件里，请上传附件。',
} as const;
export type NoticeProblem = keyof typeof NOTICE_PROBLEMS;

/** Thrown for whatever is not a notice that can be read. `message` is the sentence for the person. */
export class UnreadableNotice extends Error {
  readonly problem: NoticeProblem;
  constructor(problem: NoticeProblem) {
    super(NOTICE_PROBLEMS[problem]);
    this.problem = problem;
  }
}

/** Characters of text that are read; the longest notices have a tenth of it. */
export const MAX_NOTICE_CHARS = 500_000;
export const MAX_NOTICE_BYTES = 10 * 1024 * 1024;
