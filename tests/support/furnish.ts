import { uuidv7 } from 'uuidv7';
import type { TableName } from '../../db/schema/index.ts';
import type { NewRow } from '../../db/tenant-db.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { checkRows } from './furnish-checks.ts';
import { expertRows, sealWrites } from './furnish-experts.ts';
import { orderRows } from './furnish-orders.ts';
import { registerRows } from './furnish-registers.ts';

const hash = 'f'.repeat(64);
const NAMED =
  'unit child template person committee hazard merged sealed blob tip attachment key clock session passkey notification filter message request recovery reward scale notice plan task subtask assignment step meeting resolution duty dutyLine dutyReport link periodic review bulletin order summons team check recheck finding alias programme award accident measure case pool expert application period credential tie leave seat opinion objection draw budget engagement part fee training assessment loan webhook'.split(
    ' ',
  );

export interface Furnished {
  readonly hazardWord: string;
  readonly blobKey: string;
  /** Ids by what they name: `unit`, `person`, `hazard`, … */
  readonly ids: Readonly<Record<string, string>>;
}

/** At least one row in every tenant table, rows that point to later rows among them, and two stored objects. */
export async function furnish(ctx: Ctx): Promise<Furnished> {
  const { db, ports, tenant, now } = ctx;
  const id = Object.fromEntries(NAMED.map((k) => [k, uuidv7()])) as Record<string, string>;
  // The child's id sorts before its parent's, and the merged hazard's before the one it went into.
  id.child = `0-${id.child}`;
  id.merged = `0-${id.merged}`;
  id.subtask = `0-${id.subtask}`;
  const head = { version: 1, eventHash: hash };
  const hazard = {
    number: '',
    state: 'confirmed',
    level: 'general',
    source: 'grid',
    description: '灭火器过期',
    createdAt: now,
    updatedAt: now,
    ...head,
  };
  const objectKey = `t${tenant.no}/evidence/${id.blob}`;
  const rows: [TableName, Record<string, unknown>][] = [
    ['unit', { id: id.unit, kind: 'department', name: `局${id.unit}`, shortName: '局' }],
    ['unit', { id: id.child, kind: 'grid', name: `格${id.child}`, shortName: '格', parentId: id.unit }],
    [
      'person',
      {
        id: id.person,
        name: '张三',
        status: 'active',
        username: `z${id.person}`,
        passwordHash: 'secret-hash',
        totpSecret: 'secret-totp',
        unitId: id.unit,
        createdAt: now,
      },
    ],
    ['personRole', { personId: id.person, role: 'unit_handler', unitId: id.unit, grantedAt: now }],
    ['passkey', { id: id.passkey, personId: id.person, publicKey: 'k', label: '手机', createdAt: now }],
    [
      'session',
      {
        id: id.session,
        personId: id.person,
        refreshHash: 'secret-refresh',
        label: '浏览器',
        createdAt: now,
        lastUsedAt: now,
        expiresAt: now,
      },
    ],
    [
      'invitation',
      {
        id: uuidv7(),
        personId: id.person,
        kind: 'invite',
        tokenHash: `secret-${uuidv7()}`,
        createdBy: 'x',
        createdAt: now,
        expiresAt: now,
      },
    ],
    ['committee', { id: id.committee, kind: 'committee', name: `委${id.committee}`, leadUnitId: id.unit }],
    [
      'committeeMember',
      { id: uuidv7(), committeeId: id.committee, unitId: id.unit, personId: id.person, role: 'lead' },
    ],
    ['sectorRegulator', { sector: `s-${id.unit}`, label: '消防', unitId: id.unit }],
    ['setting', { key: `k-${id.unit}`, value: '{"a":"值"}', updatedAt: now }],
    ['template', { id: id.template, kind: 'task', title: '任务', body: '{}' }],
    [
      'event',
      {
        entity: 'hazard',
        entityId: id.hazard,
        seq: 1,
        at: now,
        actor: `person:${id.person}`,
        action: 'report',
        data: '{}',
        prevHash: '',
        hash,
      },
    ],
    ['command', { actor: 'public', key: uuidv7(), route: 'x', requestHash: hash, answer: 'null', at: now }],
    ['counter', { name: 'hazards', bucket: id.unit, value: 3 }],
    ['sequence', { name: `n-${id.unit}`, value: 2 }],
    [
      'notification',
      { id: id.notification, personId: id.person, kind: 'late', title: '超期', body: '', link: '/', createdAt: now },
    ],
    ['outbox', { id: uuidv7(), channel: 'mail', payload: '{}', createdAt: now, nextAt: now + 1e9 }],
    ['savedFilter', { id: id.filter, personId: id.person, page: 'queue', name: '我的', query: '', createdAt: now }],
    [
      'blob',
      {
        id: id.blob,
        objectKey,
        purpose: 'evidence',
        mediaType: 'image/jpeg',
        size: 5,
        sha256: hash,
        createdBy: id.person,
        createdAt: now,
      },
    ],
    [
      'slaPolicy',
      {
        id: id.clock,
        entity: 'hazard',
        kind: 'accept',
        match: '{}',
        amount: 2,
        unit: 'working_day',
        warnBefore: 1,
        escalateAfter: '[]',
        basis: '地方规定',
        basisChecked: false,
        effectiveFrom: '2026-01-01',
      },
    ],
    [
      'clock',
      {
        id: id.clock,
        entity: 'hazard',
        entityId: id.hazard,
        kind: 'accept',
        policyId: id.clock,
        policyVersion: 1,
        anchorAt: now,
      },
    ],
    ['escalationFired', { clockId: id.clock, epoch: 0, step: 'warn', at: now }],
    [
      'hazard',
      {
        id: id.hazard,
        seq: 901,
        title: '仓库消防通道堵塞',
        placeUnitId: id.child,
        longitude: 117,
        latitude: 30.5,
        ...hazard,
      },
    ],
    ['hazard', { id: id.merged, seq: 902, title: '重复上报', mergedIntoId: id.hazard, ...hazard }],
    ['hazard', { id: id.sealed, seq: 903, title: '举报仓库', restricted: 1, ...hazard }],
    [
      'hazardEvidence',
      { id: uuidv7(), hazardId: id.hazard, stage: 'before', blobId: id.blob, addedBy: id.person, addedAt: now },
    ],
    ['officerKey', { personId: id.person, sealPublic: 'p', signPublic: 'p', wrapped: 'w', createdAt: now }],
    [
      'roleKey',
      {
        id: id.key,
        role: `r-${id.key}`,
        epoch: 1,
        sealPublic: 'p',
        state: 'active',
        createdBy: id.person,
        createdAt: now,
      },
    ],
    ['roleKeyShare', { roleKeyId: id.key, personId: id.person, envelope: '{}', sealedBy: id.person, createdAt: now }],
    [
      'tip',
      {
        id: id.tip,
        hazardId: id.sealed,
        seq: 903,
        state: 'received',
        track: 'anonymous',
        category: 'fire',
        danger: false,
        casualty: false,
        day: '2026-11-18',
        locator: uuidv7(),
        authMac: hash,
        formHash: hash,
        envelope: '密文'.repeat(40_000),
        reporterPublic: 'p',
        reporterWrapped: 'w',
        digest: hash,
        proof: 'j',
        ...head,
      },
    ],
    [
      'tipAttachment',
      {
        id: id.attachment,
        tipId: id.tip,
        objectKey: `t${tenant.no}/tip/${id.tip}`,
        size: 5,
        sha256: hash,
        uploadHash: hash,
        day: '2026-11-18',
        createdAt: now,
      },
    ],
    ['tipWrap', { tipId: id.tip, part: 'body', roleKeyId: id.key, enc: 'e', ct: 'c' }],
    [
      'tipMessage',
      {
        ...{ tipId: id.tip, seq: 1, id: id.message, sender: 'officer', kind: 'message', personId: id.person },
        ...{ body: '密文', commitment: 'c', reporterEnc: 'e', reporterCt: 'c', day: '2026-11-18' },
      },
    ],
    ['tipIdentity', { tipId: id.tip, body: '密文', commitA: 'a', commitB: 'b' }],
    [
      'identityRequest',
      {
        ...{ id: id.request, tipId: id.tip, state: 'open', reason: '兑现奖励', requestedBy: id.person },
        ...{ createdAt: now, expiresAt: now, ...head },
      },
    ],
    ['tipAttachmentPart', { attachmentId: id.attachment, n: 0, size: 5, sha256: hash }],
    [
      'keyChain',
      // Far behind what a test may have said in this tenant before.
      { seq: 9001, kind: 'left', subject: 'p', body: '{}', signature: 's', hash: `${hash}${id.key}`, createdAt: now },
    ],
    [
      'recovery',
      {
        ...{ id: id.recovery, state: 'active', sealPublic: 'p', wrapped: 'w', authMac: hash, holders: '[]' },
        ...{ createdBy: id.person, createdAt: now },
      },
    ],
    [
      'shredCertificate',
      {
        ...{ id: uuidv7(), tipId: id.tip, day: '2026-11-18', outcome: 'not_established', settledDay: '2026-05-01' },
        ...{ keptDays: 180, digest: hash, wraps: 1, messages: 0, files: 0, eventHash: hash },
      },
    ],
    ['securityCount', { hour: '2026-11-18T02', kind: `k-${id.unit}`, value: 2 }],
    [
      'rewardScale',
      {
        ...{ id: id.scale, version: 1, kind: 'fixed', label: '小额奖励', amount: 30_000 },
        ...{ basis: '本地规则', basisChecked: false, effectiveFrom: '2025-01-01' },
      },
    ],
    [
      'reward',
      {
        ...{ id: id.reward, tipId: id.tip, category: 'fire', state: 'proposed', amount: 30_000 },
        ...{ scaleId: id.scale, scaleVersion: 1, facts: '{"fine":null,"deaths":null,"grade":null,"fixed":null}' },
        ...{ proposedBy: id.person, proposedDay: '2026-11-18', ...head },
      },
    ],
    [
      'yearlyFigure',
      { year: '2026', category: 'fire', received: 1, confirmed: 0, paid: 0, paidSum: 0, day: '2026-11-18' },
    ],
    ...orderRows(id, now, head),
    ...checkRows(id, now, head),
    ...registerRows(id, now, head),
    ...expertRows(id, now, head),
    [
      'webhook',
      {
        ...{
          id: id.webhook,
          kind: 'wecom',
          label: '安委办工作群',
          host: 'qyapi.weixin.qq.com',
          sealed: 'secret-webhook',
        },
        ...{ signed: false, base: 'https://anshao.test', topics: '["hazards"]', state: 'off', createdAt: now, ...head },
      },
    ],
    ['spentProof', { signature: uuidv7(), expiresAt: now }],
  ];
  await db.commit(
    rows.map(([table, row]) => db.insert(table, row as NewRow<TableName>)),
    null,
  );
  await db.commit(await sealWrites(ctx, id), null);
  await ports.search.replace([{ seq: 901, text: '仓库消防通道堵塞 灭火器过期' }]);
  await ports.blobs.put(objectKey, new Uint8Array([1, 2, 3, 4, 5]), 'image/jpeg');
  await ports.blobs.put(`t${tenant.no}/tip/${id.tip}`, new Uint8Array([5, 4, 3, 2, 1]), 'application/octet-stream');
  return { hazardWord: '通道', blobKey: objectKey, ids: id };
}
