/** A member of a lent pool as the other district gets to know it: what the roster shows, and whom it must not judge. */
export interface LentMember {
  readonly seat: string;
  readonly expert: string;
  readonly name: string;
  readonly employer: string;
  readonly post: string;
  readonly number: string | null;
  readonly state: string;
  readonly termFrom: string | null;
  readonly termTo: string | null;
  /** Does the lender's rule of the day still let them in, and for certain? */
  readonly passes: boolean;
  readonly doubtful: boolean;
  readonly ties: readonly {
    readonly kind: string;
    readonly enterprise: string;
    readonly creditCode: string;
    readonly fromDay: string | null;
    readonly toDay: string | null;
  }[];
}

/** A job of a lent expert in the district that borrowed: how busy it makes them, not what it is about. */
export interface LentJob {
  /** Seat in the lender's pool. */
  readonly seat: string;
  readonly part: string;
  readonly open: boolean;
  readonly fromDay: string;
  readonly toDay: string;
  readonly at: number;
}

/** What two districts say to each other about a lent pool; each may come twice, late, or after a newer one. */
export type LoanMessage =
  | {
      readonly type: 'loan_offer';
      readonly pool: { readonly id: string; readonly title: string; readonly field: string };
      readonly until: string | null;
    }
  | { readonly type: 'loan_answer'; readonly pool: string; readonly accept: boolean }
  | { readonly type: 'loan_end'; readonly pool: string }
  | {
      readonly type: 'loan_roster';
      readonly pool: string;
      readonly members: readonly LentMember[];
      /** When it was so. */
      readonly at: number;
    }
  | { readonly type: 'loan_job'; readonly pool: string; readonly job: LentJob };
