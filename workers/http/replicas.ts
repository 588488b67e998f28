/** The header in which staff are told what they have seen of their cell, and tell it with the next request. */
export const BOOKMARK = 'anshao-bookmark';
/** The cell, and what D1 calls a state of its database. */
const FORM = /^(\d{2,3}):([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32})$/;

/** What the sender has seen, and of which cell. */
export interface Seen {
  readonly cell: string;
  readonly bookmark: string;
}

export function seenBy(request: Request): Seen | undefined {
  const [, cell, bookmark] = FORM.exec(request.headers.get(BOOKMARK) ?? '') ?? [];
  return cell === undefined || bookmark === undefined ? undefined : { cell, bookmark };
}

/** The database of a cell as one request of a member of staff sees it. */
export interface View {
  readonly db: D1Database;
  /** What it has seen by now, for the header. */
  readonly bookmark: () => string | undefined;
}

/**
 * Who only reads may be served by a replica that is no older than what they have seen; who has seen nothing of this cell (it
 * may be another one than before a move), and who writes, begins at the primary.
 */
export function viewOn(cell: string, d1: D1Database, method: string, seen: Seen | undefined): View {
  const follows = method === 'GET' && seen?.cell === cell;
  const session = d1.withSession(follows ? seen.bookmark : 'first-primary');
  return {
    // TenantDb and drizzle ask for `prepare` and `batch` alone.
    db: session as unknown as D1Database,
    bookmark: () => {
      const now = session.getBookmark();
      return now === null ? undefined : `${cell}:${now}`;
    },
  };
}
