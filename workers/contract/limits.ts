export interface Bucket {
  readonly burst: number;
  readonly perMinute: number;
  readonly channel?: string;
  readonly intake?: boolean;
}
/**
 * Token buckets, per tenant and client: how many at once, and how many come back a minute. `channel`: buckets counted in
 * one place. `intake`: never closed: a sender without a trusted address is only counted, and a flood makes the proof of
 * work harder instead.
 */
export const BUCKETS = {
  // An office signs in at eight o'clock from one address; guessing is slowed down per person, not here.
  sign_in: { burst: 60, perMinute: 30 },
  refresh: { burst: 600, perMinute: 300 },
  /** Without a trusted proxy every sender is the same client, and a province may apply in a morning. */
  apply: { burst: 30, perMinute: 1 },
  tip_form: { burst: 600, perMinute: 300, channel: 'tip', intake: true },
  tip: { burst: 300, perMinute: 120, channel: 'tip', intake: true },
  tip_upload: { burst: 600, perMinute: 300, channel: 'tip_upload', intake: true },
  receipt: { burst: 60, perMinute: 30 },
  /** Applications of experts with their papers: an institute of forty may send them from one address. */
  expert_apply: { burst: 60, perMinute: 6 },
  expert_upload: { burst: 400, perMinute: 60 },
  /** Guessing at pay-out codes: one in ten thousand millions a try, and few tries. */
  pay_code: { burst: 30, perMinute: 10 },
  /** Objections to experts in their publicity period; a browser without scripts has no other limit. */
  objection: { burst: 10, perMinute: 2 },
  link: { burst: 60, perMinute: 30 },
  export: { burst: 10, perMinute: 2 },
  /** Test messages to an address of the tenant's own choosing. */
  webhook_test: { burst: 10, perMinute: 4 },
} as const satisfies Record<string, Bucket>;
export type BucketName = keyof typeof BUCKETS;

/** Limits of input, stated in the API documentation. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** Objects and lists within each other: deeper ones would exhaust the stack of whoever walks them. */
export const MAX_JSON_DEPTH = 32;
export const PAGE_MAX = 100;
/** Tasks of one plan: what is withdrawn, drawn or brought back from Excel as a whole stays bounded. */
export const PLAN_MAX_TASKS = 500;
