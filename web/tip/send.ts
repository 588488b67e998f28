import type { ClientOutput } from '../../workers/contract/route.ts';
import type * as tips from '../../workers/contract/tips.ts';
import type { Attached, Draft, TipHeader, TipPayload, TipText } from '../../workers/protocol/compose.ts';
import { ask, Refused } from './api.ts';
import { newKey } from './dom.ts';
import type { Photo } from './photos.ts';
import type { Uploads } from './upload-all.ts';

type Seal = typeof import('./seal.ts');
export type Form = ClientOutput<typeof tips.form>;
/** A form whose keys are the root's, and the root's fingerprint, to be kept with the receipt. */
export interface Checked {
  readonly form: Form;
  readonly root: string;
}
export type Accepted = ClientOutput<typeof tips.send>;
/** What the person wrote, as it stands when they press. */
export interface Written {
  readonly header: Omit<TipHeader, 'day'>;
  readonly text: TipText;
  readonly photos: readonly Photo[];
}
/** `halt` stops an upload that is under way. */
export type Tell = (percent: number, what: string, halt?: () => void) => void;

interface Sent {
  payload: TipPayload;
  readonly key: string;
  readonly like: string;
}

const INSTEAD = '内容可能会被别人看到，请不要在这里填写，改打 12350。';
const NOT_THE_POSTERS = `海报上的指纹和网站给出的密钥对不上，${INSTEAD}`;
const NOT_SIGNED = `网站给出的密钥没有本地的有效签名，${INSTEAD}`;

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
  declare private readonly pinned: string | undefined;
  declare private sealing: Promise<Seal> | undefined;
  declare private asked: Promise<Form> | undefined;
  declare private checked: Promise<Checked> | undefined;
  declare private begun: Promise<Draft> | undefined;
  declare private puzzle: { at: number; solved: Promise<object> } | undefined;
  declare private readonly uploads: Uploads;
  declare private sent: Sent | undefined;
  /** The last try may have reached the server though no answer came: what was sent must not change any more. */
  declare perhapsArrived: boolean;

  /** `pinned`: the root's fingerprint from a poster. */
  constructor(api: string, pinned?: string) {
    this.api = api;
    this.pinned = pinned;
    this.uploads = new Map();
    this.perhapsArrived = false;
  }

  /** @throws whatever an engine too old for the sealing throws. */
  async seal(): Promise<Seal> {
    this.sealing = this.sealing || import('./seal.ts');
    return this.sealing;
  }

  private form(): Promise<Form> {
    if (!this.asked) {
      this.asked = ask<Form>(`${this.api}/tip-form`);
      this.asked.catch(() => {
        this.asked = undefined;
      });
    }
    return this.asked;
  }

  /** The form with its keys held against the root, before anything is sealed. @throws Refused `keys_wrong` */
  keys(): Promise<Checked> {
    if (!this.checked) {
      this.checked = Promise.all([this.seal(), this.form()]).then(([seal, form]) =>
        seal.checkRoleKeys(form, this.pinned).then(
          (root) => ({ form, root }),
          () => {
            const detail = this.pinned ? NOT_THE_POSTERS : NOT_SIGNED;
            throw new Refused({ code: 'keys_wrong', detail, fields: [], retryAfter: 0 });
          },
        ),
      );
      this.checked.catch(() => {
        this.checked = undefined;
      });
    }
    return this.checked;
  }

  /** Draws the keys while the person still writes. */
  draft(): Promise<Draft> {
    if (!this.begun) {
      this.begun = Promise.all([this.seal(), this.keys()]).then(([seal, { form, root }]) => seal.startTip(form, root));
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

  /** Answers the receipt in groups of four. */
  async send(written: Written, tell: Tell): Promise<{ accepted: Accepted; receipt: string }> {
    tell(5, '正在准备密钥……');
    if (this.sent && !this.perhapsArrived && this.sent.like !== likeness(written)) this.forget(false);
    const draft = await this.draft();
    const attached = await this.uploadAll(draft, written.photos, tell);
    tell(70, '正在算题，防止机器刷屏……');
    const work = await this.work();
    tell(85, '正在加密……');
    if (!this.sent) {
      const [seal, { form }] = await Promise.all([this.seal(), this.keys()]);
      const header = { ...written.header, day: form.day };
      const payload = await seal.finishTip(draft, form, header, written.text, attached, work);
      this.sent = { payload, key: newKey(), like: likeness(written) };
    }
    tell(90, '正在提交……');
    const accepted = await this.post(this.sent);
    tell(100, '已收到');
    // Grouped here: by now nothing may have to be loaded any more, the network could be gone.
    return { accepted, receipt: (await this.seal()).formatReceipt(draft.receipt) };
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
    if (formToo) {
      this.asked = undefined;
      this.checked = undefined;
    }
  }

  private async uploadAll(draft: Draft, photos: readonly Photo[], tell: Tell): Promise<Attached[]> {
    if (photos.length === 0) return [];
    const { sendAll } = await import('./upload-all.ts');
    const owner = { scope: draft.scope, key: draft.dek, part: 'file' };
    return sendAll(this.api, owner, photos, this.uploads, (percent, what, halt) =>
      tell(10 + 0.6 * percent, what, halt),
    );
  }
}
