import {
  commitmentOf,
  drawFrom,
  type Frozen,
  type FrozenList,
  listHashOf,
  normalSeed,
  type Result,
  readFrozen,
  STRONG_BITS,
  seedKind,
  seedOf,
} from './draw.ts';
import { type Check, callsInOrder, check, openings } from './draw-after.ts';
import type { DrawFile } from './draw-file.ts';

export interface Verified {
  /** Nothing that was checked is wrong. */
  readonly holds: boolean;
  /** And there was a result to check. */
  readonly complete: boolean;
  readonly checks: readonly Check[];
  readonly frozen: Frozen | null;
  readonly result: Result | null;
}

/** Recomputes everything from the file alone, and says of each step whether it holds. `noted`: digest somebody wrote down at the freezing. */
export async function verify(file: DrawFile, noted?: string): Promise<Verified> {
  const hash = await listHashOf(file.list);
  const same = hash === file.listHash;
  const said = same ? `重算为 ${hash}` : `重算为 ${hash}，与公布的 ${file.listHash} 不同：名单被改过`;
  const checks = [check('list_hash', '名单指纹', same, said)];
  if (noted !== undefined) {
    const kept = noted.trim().toLowerCase() === hash;
    checks.push(check('noted', '与封存时记下的指纹', kept, kept ? '一致' : '不一致：这不是当时封存的名单'));
  }
  const frozen = readOr(file.list);
  if (!frozen) {
    checks.push(check('list', '名单内容', false, '名单格式、顺序或名额不合规则，无法据此抽取'));
    return { holds: false, complete: false, checks, frozen: null, result: null };
  }
  checks.push(check('list', '名单内容', true, sizeWords(frozen)), timing(frozen), await witnesses(frozen, file));
  const { result, found } = await outcome(frozen, hash, file);
  checks.push(...found, await openings(frozen, file));
  if (result) checks.push(callsInOrder(result, file));
  return { holds: checks.every((c) => c.ok !== false), complete: result !== null, checks, frozen, result };
}

function readOr(text: string): Frozen | undefined {
  try {
    return readFrozen(text);
  } catch {
    return undefined;
  }
}

function sizeWords({ lists }: Frozen): string {
  const sum = (of: (list: FrozenList) => number) => lists.reduce((n, list) => n + of(list), 0);
  const all = sum((list) => list.entries.length);
  const out = sum((list) => list.entries.filter((e) => e.excluded !== undefined).length);
  const places = sum((list) => list.quotas.reduce((n, q) => n + q.n, 0));
  return `${all} 个编号，其中 ${out} 个列明原因不参加；名额 ${places} 个`;
}

function timing({ seedSource }: Frozen): Check {
  const say = (ok: boolean, words: string) => check('time', '先封存、后开奖', ok, words);
  const kind = seedKind(seedSource.kind);
  if (!kind?.issue.test(seedSource.id)) return say(false, '公开种子的来源或期号不合规则');
  const earliest = kind.earliest ? kind.earliest(seedSource.id) : 0;
  if (earliest > 0 && earliest < Date.parse(seedSource.notBefore))
    return say(false, '见证人拆封截止之前这一期已经有结果');
  return say(true, `${kind.label}，${seedSource.id}`);
}

async function witnesses(frozen: Frozen, file: DrawFile): Promise<Check> {
  const say = (ok: boolean, words: string) => check('witnesses', '见证人输入', ok, words);
  if (file.inputs.length !== frozen.witnesses.length) return say(false, '输入的份数与见证人不符');
  if (frozen.witnesses.length === 0) return say(true, '本次没有见证人输入');
  const wrong: string[] = [];
  const absent: string[] = [];
  for (let i = 0; i < frozen.witnesses.length; i++) {
    const { name, commitment } = frozen.witnesses[i]!;
    const opened = file.inputs[i];
    if (!opened) absent.push(name);
    else if ((await commitmentOf(frozen.draw, name, opened.input, opened.salt)) !== commitment) wrong.push(name);
  }
  if (wrong.length > 0) return say(false, `与事先交存的密封值不符：${wrong.join('、')}`);
  return say(true, absent.length > 0 ? `未拆封，不计入种子：${absent.join('、')}` : '全部与事先交存的密封值一致');
}

async function outcome(
  frozen: Frozen,
  hash: string,
  file: DrawFile,
): Promise<{ result: Result | null; found: Check[] }> {
  const { publicSeed, inputs } = file;
  if (publicSeed === null) {
    const none = file.seed === null && file.result === null && file.resultHash === null;
    const words = none ? '尚未开奖，还没有抽取' : '没有种子，却有结果';
    return { result: null, found: [check('public_seed', '公开种子', none ? null : false, words)] };
  }
  const { kind } = frozen.seedSource;
  const known = seedKind(kind);
  const normal = normalSeed(kind, publicSeed) === publicSeed;
  const strong = (known ? known.bits >= STRONG_BITS : false) || inputs.some((o) => o !== null);
  const why = normal ? '这一来源可能的结果太少，又没有见证人输入' : '不是这一来源的规范写法';
  const seed = await seedOf(hash, publicSeed, inputs);
  const found = [
    check('public_seed', '公开种子', normal && strong, normal && strong ? publicSeed : why),
    check('seed', '种子', seed === file.seed, seed === file.seed ? seed : '与名单指纹、公开种子、见证人输入重算的不同'),
  ];
  if (!normal || inputs.length !== frozen.witnesses.length) return { result: null, found };
  const again = await drawFrom(frozen, hash, publicSeed, inputs);
  const held = again.text === file.result;
  const hashed = again.resultHash === file.resultHash;
  found.push(
    check('result', '抽取结果', held, held ? '逐一重算，次序全部一致' : '与重算的次序不同：结果被改过'),
    check('result_hash', '结果指纹', hashed, hashed ? again.resultHash : `重算为 ${again.resultHash}，与公布的不同`),
  );
  return { result: again.result, found };
}
