import { useNavigate, useParams } from '@tanstack/react-router';
import { TaskDetail } from '../parts/task-detail.tsx';

/** One task on a page of its own. */
export function TaskPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  return (
    <div className="card" style={{ maxWidth: 1400 }}>
      <TaskDetail id={id} wide onClose={() => void navigate({ to: '/tasks' })} />
    </div>
  );
}
