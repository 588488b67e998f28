import { Link, useParams } from '@tanstack/react-router';
import { plan } from '../../../workers/contract/plans.ts';
import { useRoute } from '../data.ts';
import { CheckCoverage } from '../parts/check-coverage.tsx';
import { Fallible } from '../parts/states.tsx';

/** 检查覆盖 of one campaign, by itself: a list that grows long. */
export function CoveragePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(plan, { id });
  return (
    <Fallible query={query}>
      {query.data && (
        <div className="card">
          <h2>
            <Link to="/plans/$id" params={{ id } as never}>
              {query.data.title}
            </Link>
            ：检查覆盖
          </h2>
          <CheckCoverage planId={id} />
        </div>
      )}
    </Fallible>
  );
}
