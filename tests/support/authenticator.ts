import { isoCBOR } from '@simplewebauthn/server/helpers';

const bytes = (...parts: (ArrayBuffer | Uint8Array | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
const b64 = (data: Uint8Array | ArrayBuffer | string) => Buffer.from(data as Uint8Array).toString('base64url');
const sha = async (data: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-256', data as BufferSource));
const text = (value: string) => new TextEncoder().encode(value);

/** r ‖ s as the ASN.1 sequence an authenticator sends. */
function der(raw: Uint8Array): Uint8Array {
  const whole = (part: Uint8Array) => {
    const from = part.findIndex((byte) => byte !== 0);
    const plain = part.subarray(from);
    const body = plain[0]! > 127 ? bytes([0], plain) : plain;
    return bytes([2, body.length], body);
  };
  const [r, s] = [whole(raw.subarray(0, 32)), whole(raw.subarray(32))];
  return bytes([0x30, r.length + s.length], r, s);
}

/** A passkey device in software: one P-256 key, user always present and verified. */
export async function authenticator(origin: string) {
  const rp = await sha(text(new URL(origin).hostname));
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
  ])) as CryptoKeyPair;
  const jwk = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey;
  const id = crypto.getRandomValues(new Uint8Array(16));
  let counter = 0;
  const count = () => {
    counter += 1;
    return [0, 0, 0, counter];
  };
  const clientData = (type: string, challenge: string) => text(JSON.stringify({ type, challenge, origin }));
  const common = { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {} };
  return {
    create({ challenge }: Record<string, unknown>): Record<string, unknown> {
      const point = (part: string | undefined) => new Uint8Array(Buffer.from(part ?? '', 'base64url'));
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, point(jwk.x)],
          [-3, point(jwk.y)],
        ]) as never,
      );
      const authData = bytes(rp, [0x45], count(), new Uint8Array(16), [0, id.length], id, key);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      return {
        ...common,
        response: {
          clientDataJSON: b64(clientData('webauthn.create', challenge as string)),
          attestationObject: b64(isoCBOR.encode(attestation as never)),
        },
      };
    },
    async get({ challenge }: Record<string, unknown>): Promise<Record<string, unknown>> {
      const client = clientData('webauthn.get', challenge as string);
      const authData = bytes(rp, [0x05], count());
      const signed = bytes(authData, await sha(client));
      const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed as BufferSource);
      return {
        ...common,
        response: {
          clientDataJSON: b64(client),
          authenticatorData: b64(authData),
          signature: b64(der(new Uint8Array(raw))),
        },
      };
    },
  };
}
