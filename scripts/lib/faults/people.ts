import { call } from '../../../web/shared/api.ts';
import { signIn } from '../../../workers/contract/session.ts';
import { TipClient } from '../../../workers/protocol/client.ts';
import { Desk } from '../demo/client.ts';
import { DEMO_PASSWORD } from '../demo/tenants.ts';

/** Of the district that is there throughout. */
export interface Place {
  readonly slug: string;
  readonly no: number;
  readonly ownerUnitId: string;
}

/** Everybody as they are signed in since the last start. */
export interface Now {
  readonly base: string;
  readonly admin: Desk;
  readonly tips: Desk;
  readonly office: Desk;
  readonly handler: Desk;
  readonly inspector: Desk;
  readonly reporter: TipClient;
}

export async function everybody(url: string, { slug }: Place): Promise<Now> {
  const base = `${url}/${slug}/api`;
  const desk = async (login: string): Promise<Desk> => {
    const { accessToken } = await call(signIn, { login, password: DEMO_PASSWORD, label: '故障演练' }, { base });
    return new Desk(base, accessToken);
  };
  return {
    base,
    admin: await desk('admin'),
    tips: await desk('tips'),
    office: await desk('office'),
    handler: await desk('handler'),
    inspector: await desk('inspector'),
    reporter: new TipClient(fetch, base),
  };
}
