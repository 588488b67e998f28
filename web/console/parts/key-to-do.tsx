import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ROOT } from '../../../workers/protocol/officer-keys.ts';
import { today } from '../format.ts';
import { useHand } from './key-busy.ts';
import type { ReadChain } from './key-chain.ts';
import {
  activeKey,
  byRole,
  leaking,
  myRoot,
  newcomers,
  rotationDue,
  uncovered,
  unsignedKeys,
  unsignedOfficers,
} from './key-plan.ts';
import { admit, coverAll, renew, replaceLeaking, setUp, signAll } from './key-work.ts';
import { useMe } from './person.ts';
import { startResealing } from './reseal.ts';
import type { Keys } from './vault.ts';

/** One thing to be done, with the button that does it. */
export interface Task {
  readonly key: string;
  readonly text: ReactNode;
  readonly more?: ReactNode;
  readonly grave?: boolean;
  readonly button?: string;
  /** Answers the sentence to show when it is done. */
  readonly work?: () => Promise<string | undefined>;
}

/** Keys that are not there yet. */
export function useSetUp(keys: Keys, label: (role: string) => string): Task[] {
  const hand = useHand();
  const missing = keys.roles.filter((role) => !activeKey(keys, role)).sort(byRole);
  if (missing.length === 0) return [];
  const others = [...new Set(keys.holders.filter((h) => missing.includes(h.role)).map((h) => h.name))];
  const root = missing.includes(ROOT);
  return [
    {
      key: 'set-up',
      text: `启用${missing.map((role) => `「${label(role)}」`).join('')}`,
      more: (
        <>
          {root && '根密钥是本地区的总签名：举报人的手机凭海报上的指纹核对它，假的密钥混不进来。'}
          {missing.includes('intake') && '启用受理密钥后，举报页就可以收件。'}
          {others.length > 0 && `将封给：${others.join('、')}。`}
        </>
      ),
      button: '启用',
      work: async () => {
        await setUp(hand);
        return '密钥已启用';
      },
    },
  ];
}

/** What the root has not said yet. */
export function useSigning(keys: Keys, { end }: ReadChain, label: (role: string) => string): Task[] {
  const hand = useHand();
  if (!end?.root) return [];
  const roles = unsignedKeys(keys, end);
  const officers = unsignedOfficers(keys, end);
  if (roles.length + officers.length === 0) return [];
  const mine = myRoot(keys);
  const names = [
    ...roles.map((k) => `${label(k.role)}第 ${k.epoch} 期`),
    ...officers.map((o) => `${o.name}的签名公钥`),
  ].join('、');
  if (!mine && roles.length === 0) return [];
  return [
    {
      key: 'sign',
      text: mine ? `等您用根密钥签名：${names}` : `还没有签名：${names}`,
      more: mine
        ? '签名前请当面或打电话向本人核实，确是他（她）在用。'
        : '请一位持有根密钥的人（受理员或纪检监察）在本页签名；签名之前，举报页不会使用。',
      ...(mine && {
        button: '签名',
        work: async () => {
          await signAll(hand);
          return '已签名';
        },
      }),
    },
  ];
}

/** Who left, who waits, what is due. */
export function usePeople(keys: Keys, label: (role: string) => string): Task[] {
  const me = useMe();
  const hand = useHand();
  const leaks = leaking(keys);
  const names = [...new Set(leaks.flatMap((k) => k.gone.map((m) => m.name)))].join('、');
  const now = today();
  const follow = (roles: readonly string[]) => {
    for (const role of roles) startResealing(me.tenant.no, role);
  };
  const tasks: Task[] = [];
  if (leaks.length > 0) {
    tasks.push({
      key: 'gone',
      grave: true,
      text: `${names}已不在岗，仍持有${leaks.map((k) => `「${label(k.role)}」`).join('')}`,
      more: `换一期密钥：新一期只封给在岗的人，未办结的举报随后在后台转封过去。${
        leaks.some((k) => k.role === ROOT) ? '根密钥一并更换，之后请重印举报海报。' : ''
      }`,
      button: '换一期密钥',
      work: async () => {
        follow(await replaceLeaking(hand));
        return '已换成新一期密钥，正在转封未办结的举报';
      },
    });
  }
  for (const newcomer of newcomers(keys)) {
    tasks.push({
      key: `admit-${newcomer.personId}`,
      text: `${newcomer.name}等您加封：${newcomer.keys.map((k) => label(k.role)).join('、')}`,
      more: '请当面确认是本人生成的密钥。',
      button: '加封',
      work: async () => {
        await admit(hand, newcomer);
        return `已为${newcomer.name}加封`;
      },
    });
  }
  for (const key of rotationDue(keys, now)) {
    tasks.push({
      key: `rotate-${key.role}`,
      text: `「${label(key.role)}」第 ${key.epoch} 期已到换期日（${key.rotateOn}）`,
      more: `每 ${keys.rotateDays} 天换一期，万一旧密钥泄露，受影响的只有那一期。`,
      button: '换一期密钥',
      work: async () => {
        await renew(hand, key.role);
        if (key.role !== ROOT) follow([key.role]);
        return '已换成新一期密钥';
      },
    });
  }
  return [...tasks, ...recoveryTasks(keys, () => coverAll(hand))];
}

function recoveryTasks(keys: Keys, cover: () => Promise<void>): Task[] {
  const held = keys.roleKeys.some((k) => k.state === 'active' && k.share);
  if (!held) return [];
  if (!keys.recovery) {
    return [
      {
        key: 'recovery',
        text: '还没有启用密钥恢复',
        more: (
          <>
            持有人都离岗或都忘了口令时，举报就再也打不开了。
            <Link to="/tip-keys/recovery">去启用密钥恢复</Link>
          </>
        ),
      },
    ];
  }
  const open = uncovered(keys).length;
  if (open === 0) return [];
  return [
    {
      key: 'cover',
      text: `有 ${open} 把密钥还不能凭恢复码恢复`,
      button: '纳入恢复',
      work: async () => {
        await cover();
        return '已纳入恢复';
      },
    },
  ];
}
