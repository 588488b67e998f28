/** Token buckets, per tenant and client: how many at once, and how many come back a minute. */
export const BUCKETS = {
  sign_in: { burst: 20, perMinute: 10 },
  apply: { burst: 5, perMinute: 0.1 },
  tip: { burst: 60, perMinute: 60 },
  tip_upload: { burst: 60, perMinute: 60 },
  receipt: { burst: 20, perMinute: 10 },
  link: { burst: 20, perMinute: 10 },
  export: { burst: 10, perMinute: 2 },
} as const;
export type BucketName = keyof typeof BUCKETS;

/** Limits of input, stated in the API documentation. */
export const MAX_JSON_BYTES = 1024 * 1024;
export const PAGE_MAX = 100;
