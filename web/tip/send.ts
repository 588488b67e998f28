import type { ClientOutput } from '../../workers/contract/route.ts';
import type * as tips from '../../workers/contract/tips.ts';
import type { Attached, Draft, TipHeader, TipPayload, TipText } from '../../workers/protocol/compose.ts';
import { ask, Refused } from './api.ts';
import { newKey } from './dom.ts';
import type { Photo } from './photos.ts';

type Seal = typeof import('./seal.ts');
export type Form = ClientOutput<typeof tips.form>;
export type Accepted = ClientOutput<typeof tips.send>;
/** What the person wrote, as it stands when they press. */
export interface Written {
  readonly header: Omit<TipHeader, 'day'>;
  readonly text: TipText;
  readonly photos: readonly Photo[];
}
export type Tell = (percent: number, what: string) => void;

interface Upload {
  readonly key: string;
  readonly file: ReturnType<Seal['sealPhoto']>;
  done?: Attached;
}
interface Sent {
  payload: TipPayload;
  readonly key: string;
  readonly like: string;
}

const numbers = new WeakMap<Photo, string>();
function likeness({ header, text, photos }: Written): string {
  const names = photos.map((photo) => {
    const name = numbers.get(photo) || newKey();
    numbers.set(photo, name);
    return name;
  });
  return JSON.stringify([header, text, names]);
}

const WORK_LASTS_MS = 25 * 60_000;

/**
 * One tip from the first keystroke to the receipt, in memory alone. What was sent is kept as it was, with its key, until the
 * server has answered: pressing again after a lost answer gives the same receipt.
 */
export class Sender {
  // Declared, not defined: engines of 2018 know neither fields nor `#`, and what stands in for them would weigh on the page.
  declare private readonly api: string;
  declare private sealing: Promise<Seal> | undefined;
  declare private asked: Promise<Form> | undefined;
  declare private begun: Promise<Draft> | undefined;
  declare private puzzle: { at: number; solved: Promise<object> } | undefined;
  declare private readonly uploads: Map<Photo, Upload>;
  declare private sent: Sent | undefined;
  /** The last try may have reached the server though no answer came: what was sent must not change any more. */
  declare perhapsArrived: boolean;

  constructor(api: string) {
    this.api = api;
    this.uploads = new Map();
    this.perhapsArrived = false;
  }

  /** @throws whatever an engine too old for the sealing throws. */
  async seal(): Promise<Seal> {
    this.sealing = this.sealing || import('./seal.ts');
    return this.sealing;
  }

  form(): Promise<Form> {
    if (!this.asked) {
      this.asked = ask<Form>(`${this.api}/tip-form`);
      this.asked.catch(() => {
        this.asked = undefined;
      });
    }
    return this.asked;
  }

  /** Draws the keys while the person still writes. */
  draft(): Promise<Draft> {
    if (!this.begun) {
      this.begun = Promise.all([this.seal(), this.form()]).then(([seal, form]) => seal.startTip(form, ''));
      this.begun.catch(() => {
        this.begun = undefined;
      });
    }
    return this.begun;
  }

  /** Solves the puzzle ahead of the last press; an old one is asked for anew. */
  work(fresh = false): Promise<object> {
    const now = Date.now();
    if (fresh || !this.puzzle || now - this.puzzle.at > WORK_LASTS_MS) {
      const solved = this.solve(fresh || !!this.puzzle);
      this.puzzle = { at: now, solved };
      solved.catch(() => {
        this.puzzle = undefined;
      });
    }
    return this.puzzle.solved;
  }

  private async solve(fresh: boolean): Promise<object> {
    const seal = await this.seal();
    const form = fresh ? await ask<Form>(`${this.api}/tip-form`) : await this.form();
    return seal.solve(form.challenge);
  }

  async send(written: Written, tell: Tell): Promise<{ accepted: Accepted; receipt: string }> {
    tell(5, '正在准备密钥……');
    if (this.sent && !this.perhapsArrived && this.sent.like !== likeness(written)) this.forget(false);
    const draft = await this.draft();
    const attached = await this.uploadAll(draft, written.photos, tell);
    tell(70, '正在算题，防止机器刷屏……');
    const work = await this.work();
    tell(85, '正在加密……');
    if (!this.sent) {
      const [seal, form] = await Promise.all([this.seal(), this.form()]);
      const header = { ...written.header, day: form.day };
      const payload = await seal.finishTip(draft, form, header, written.text, attached, work);
      this.sent = { payload, key: newKey(), like: likeness(written) };
    }
    tell(90, '正在提交……');
    const accepted = await this.post(this.sent);
    tell(100, '已收到');
    return { accepted, receipt: draft.receipt };
  }

  private async post(sent: Sent): Promise<Accepted> {
    const once = () => ask<Accepted>(`${this.api}/tips`, sent.payload, sent.key);
    try {
      return await once().catch(async (error: unknown) => {
        if (!(error instanceof Refused) || !/^proof_/.test(error.refusal.code)) throw error;
        // Refused, so nothing is stored under this key: the same sealed tip may go with a new solution.
        const work = await this.work(true);
        sent.payload = { ...sent.payload, work: { ...work } };
        return once();
      });
    } catch (error) {
      const code = error instanceof Refused ? error.refusal.code : '';
      if (/^(offline|internal)$/.test(code)) this.perhapsArrived = true;
      else if (code !== 'rate_limited') this.forget(/^(no_role_key|envelope_invalid|bad_request)$/.test(code));
      throw error;
    }
  }

  /** A body is sealed once a draft: another text under the same key would give both away. So the draft goes too. */
  private forget(formToo: boolean): void {
    this.begun = undefined;
    this.sent = undefined;
    this.uploads.clear();
    if (formToo) this.asked = undefined;
  }

  private async uploadAll(draft: Draft, photos: readonly Photo[], tell: Tell): Promise<Attached[]> {
    const seal = await this.seal();
    const attached: Attached[] = [];
    for (const [n, photo] of photos.entries()) {
      tell(10 + (60 * n) / photos.length, `正在加密上传第 ${n + 1} 张照片，共 ${photos.length} 张……`);
      const upload: Upload = this.uploads.get(photo) || {
        key: newKey(),
        file: seal.sealPhoto(draft, photo.bytes, 'image/jpeg'),
      };
      this.uploads.set(photo, upload);
      const { bytes, uploadToken, manifest } = await upload.file;
      if (!upload.done) {
        const { id } = await ask<{ id: string }>(
          `${this.api}/tip-attachments?uploadToken=${uploadToken}`,
          bytes,
          upload.key,
        );
        upload.done = { id, uploadToken, manifest };
      }
      attached.push(upload.done);
    }
    return attached;
  }
}
