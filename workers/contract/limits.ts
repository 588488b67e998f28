/** Token buckets, per tenant and client: how many at once, and how many come back a minute. */
export const BUCKETS = {
  // An office signs in at eight o'clock from one address; guessing is slowed down per person, not here.
  sign_in: { burst: 60, perMinute: 30 },
  refresh: { burst: 600, perMinute: 300 },
  /** Without a trusted proxy every sender is the same client, and a province may apply in a morning. */
  apply: { burst: 30, perMinute: 1 },
  // Wide: behind no trusted proxy all reporters of a tenant are one client, and the proof of work is what slows a flood.
  tip_form: { burst: 600, perMinute: 300 },
  tip: { burst: 300, perMinute: 120 },
  tip_upload: { burst: 600, perMinute: 300 },
  receipt: { burst: 60, perMinute: 30 },
  link: { burst: 60, perMinute: 30 },
  export: { burst: 10, perMinute: 2 },
} as const;
export type BucketName = keyof typeof BUCKETS;

/** Limits of input, stated in the API documentation. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** Objects and lists within each other: deeper ones would exhaust the stack of whoever walks them. */
export const MAX_JSON_DEPTH = 32;
export const PAGE_MAX = 100;
