import * as z from 'zod';
import { base64, id, instant, line, ok, page, pageQuery } from './common.ts';
import { PAGE_MAX } from './limits.ts';
import { route } from './route.ts';
import { statement, wrap } from './tips.ts';

/** Keys of the officers, of the roles, of the root; recovery. Everything secret arrives here sealed. */
const keyholder = { app: 'console' as const, access: { permission: 'tip.key' } as const };

export const KEY_ROLES = {
  intake: '举报受理',
  discipline: '纪检监察',
  identity: '姓名保管',
  verification: '举报核查',
  root: '根密钥',
} as const;
/** `intake`, `discipline`, `identity`, `root`, or `verification:{unit}`. */
export const keyRole = z.string().regex(/^(intake|discipline|identity|root|verification:[\w-]{1,64})$/);
const share = z.object({ personId: id, envelope: base64(4000) });
const recoveryEnvelope = base64(4000).nullable();
const member = z.object({ personId: id, name: z.string() });

export const myKeys = route({
  ...keyholder,
  id: 'keys.mine',
  method: 'GET',
  path: '/tip-keys',
  summary: '我的密钥与岗位密钥',
  input: z.object({}),
  output: z.object({
    officer: z.object({ sealPublic: z.string(), signPublic: z.string(), wrapped: z.string() }).nullable(),
    /** Roles I may hold a share of. */
    roles: z.array(z.string()),
    /** Of those roles; whoever may hold the root, which signs them all, is told of every role's. */
    roleKeys: z.array(
      z.object({
        id,
        role: z.string(),
        epoch: z.number(),
        sealPublic: z.string(),
        state: z.enum(['active', 'retired', 'destroyed']),
        share: z.string().nullable(),
        createdAt: instant,
        /** When it should give way to a new epoch. */
        rotateOn: z.iso.date().nullable(),
        /** When a retired one is destroyed, with what only it opens. */
        destroyOn: z.iso.date().nullable(),
        recoverable: z.boolean(),
        /** Said by the root in force. One that is not waits, and the epoch before stays in use. */
        signed: z.boolean(),
        members: z.array(member),
        /** Had a share and may not hold this role any more: a reason for a new epoch. */
        gone: z.array(member),
      }),
    ),
    /** For each role with an active key: officers who may hold it, have keys of their own, and hold no share yet. */
    waiting: z.array(z.object({ role: z.string(), personId: id, name: z.string(), sealPublic: z.string() })),
    /** Everyone who may hold one of these keys' roles and has keys: who a new key is sealed to. */
    holders: z.array(
      z.object({ role: z.string(), personId: id, name: z.string(), sealPublic: z.string(), signPublic: z.string() }),
    ),
    recovery: z
      .object({
        id,
        sealPublic: z.string(),
        holders: z.array(z.string()),
        createdAt: instant,
        rehearsedAt: instant.nullable(),
      })
      .nullable(),
    rotateDays: z.number(),
  }),
});
export const putMyKeys = route({
  ...keyholder,
  id: 'keys.put',
  method: 'PUT',
  path: '/tip-keys',
  summary: '保存我的公钥与加密后的私钥',
  input: z.object({ sealPublic: base64(200), signPublic: base64(200), wrapped: z.string().max(4000) }),
  output: ok,
});
/**
 * A new key or a new epoch. `statements` are appended to the chain in the same commit; none while there is no root. A new
 * `root` comes with its `root` statement and with one for every key then in use of intake, discipline and identity. Who
 * holds no share of the root sends none: the key is used, and the former retired, once a root holder appends its statement.
 */
export const createRoleKey = route({
  ...keyholder,
  id: 'keys.createRole',
  method: 'POST',
  path: '/tip-keys/roles',
  summary: '启用或更换岗位密钥',
  input: z.object({
    id: z.uuid(),
    role: keyRole,
    sealPublic: base64(200),
    shares: z.array(share).min(1).max(50),
    recoveryEnvelope,
    statements: z.array(statement).max(20),
  }),
  output: z.object({ id, epoch: z.number() }),
  errors: ['chain_invalid'],
});
export const addShare = route({
  ...keyholder,
  id: 'keys.addShare',
  method: 'POST',
  path: '/tip-keys/roles/{id}/shares',
  summary: '为新成员加封岗位密钥',
  input: z.object({ id, ...share.shape, statements: z.array(statement).max(5).default([]) }),
  output: ok,
  errors: ['chain_invalid'],
});
/** Anyone may read the chain and check it from the first statement. */
export const chain = route({
  app: 'public',
  access: 'public',
  id: 'keys.chain',
  method: 'GET',
  path: '/key-chain',
  summary: '岗位密钥的签名链（公开，可逐条核验）',
  input: z.object({ ...pageQuery, limit: pageQuery.limit.default(PAGE_MAX) }),
  output: page(z.object({ seq: z.number(), ...statement.shape })),
});
/** Officers' signing keys, people who left, keys from before there was a root. */
export const appendChain = route({
  ...keyholder,
  id: 'keys.append',
  method: 'POST',
  path: '/key-chain',
  summary: '在签名链上追加声明',
  input: z.object({ statements: z.array(statement).min(1).max(20) }),
  output: ok,
  errors: ['chain_invalid'],
});

/** Parts of open tips still wrapped to an older epoch of a role I hold. `left`: how many in all. */
export const pendingWraps = route({
  ...keyholder,
  id: 'keys.pending',
  method: 'GET',
  path: '/tip-keys/pending',
  summary: '待转封到新一期密钥的未办结举报',
  input: z.object({ role: keyRole, limit: pageQuery.limit }),
  output: z.object({
    left: z.number(),
    items: z.array(
      z.object({ tipId: id, formHash: z.string(), part: z.string(), commit: z.string(), wrap, toRoleKeyId: id }),
    ),
  }),
});
export const rewrapParts = route({
  ...keyholder,
  id: 'keys.rewrap',
  method: 'POST',
  path: '/tip-keys/rewrap',
  summary: '提交转封结果',
  input: z.object({
    items: z
      .array(z.object({ tipId: id, part: z.string().max(64), wrap }))
      .min(1)
      .max(100),
  }),
  output: z.object({ done: z.number() }),
});

/** 2 of 3: the codes are made and shown in the browser; the server keeps what they open, still sealed. */
export const setRecovery = route({
  ...keyholder,
  id: 'keys.setRecovery',
  method: 'POST',
  path: '/tip-keys/recovery',
  summary: '启用密钥恢复（三份恢复码，任意两份可恢复）',
  input: z.object({
    id: z.uuid(),
    sealPublic: base64(200),
    wrapped: base64(900),
    auth: base64(64),
    holders: z.array(line(40)).length(3),
    /** Every role key I hold a share of, sealed to the recovery key. */
    keys: z.array(z.object({ roleKeyId: id, envelope: base64(4000) })).max(200),
  }),
  output: ok,
});
/** Keys made before the recovery, or by someone who held what I did not. */
export const coverKeys = route({
  ...keyholder,
  id: 'keys.cover',
  method: 'POST',
  path: '/tip-keys/recovery/keys',
  summary: '将岗位密钥纳入恢复',
  input: z.object({
    recoveryId: id,
    keys: z
      .array(z.object({ roleKeyId: id, envelope: base64(4000) }))
      .min(1)
      .max(200),
  }),
  output: ok,
});
/** What two codes are tried on. Every look is an event that all officers see. */
export const recoveryRecord = route({
  ...keyholder,
  id: 'keys.recoveryRecord',
  method: 'POST',
  path: '/tip-keys/recovery/record',
  summary: '取出恢复记录（用于演练或恢复，留痕）',
  unkeyed: 'every call is another look, written down as such',
  input: z.object({ purpose: z.enum(['rehearsal', 'recovery']), reason: line(200, 2) }),
  output: z.object({
    id,
    sealPublic: z.string(),
    wrapped: z.string(),
    holders: z.array(z.string()),
    keys: z.array(
      z.object({ roleKeyId: id, role: z.string(), epoch: z.number(), sealPublic: z.string(), envelope: z.string() }),
    ),
  }),
});
/** The codes fit: nothing was opened. */
export const rehearsed = route({
  ...keyholder,
  id: 'keys.rehearsed',
  method: 'POST',
  path: '/tip-keys/recovery/rehearsals',
  summary: '登记恢复演练结果',
  input: z.object({ recoveryId: id, auth: base64(64) }),
  output: ok,
  errors: ['recovery_wrong'],
});
/** Two holders and an officer with keys of their own: the role keys, sealed to that officer. All officers are told. */
export const recover = route({
  ...keyholder,
  id: 'keys.recover',
  method: 'POST',
  path: '/tip-keys/recovery/use',
  summary: '凭两份恢复码恢复岗位密钥',
  input: z.object({
    recoveryId: id,
    auth: base64(64),
    reason: line(200, 2),
    shares: z
      .array(z.object({ roleKeyId: id, envelope: base64(4000) }))
      .min(1)
      .max(200),
  }),
  output: ok,
  errors: ['recovery_wrong'],
});
/** What all officers see: who set it up, looked at the record, rehearsed, recovered. Newest first. */
export const recoveryLog = route({
  ...keyholder,
  id: 'keys.recoveryLog',
  method: 'GET',
  path: '/tip-keys/recovery/log',
  summary: '密钥恢复的启用、取出、演练与使用记录',
  input: z.object({ limit: pageQuery.limit }),
  output: z.object({
    items: z.array(
      z.object({ at: instant, name: z.string(), action: z.string(), reason: z.string(), purpose: z.string() }),
    ),
  }),
});
