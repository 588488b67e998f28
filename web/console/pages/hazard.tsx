import { useNavigate, useParams } from '@tanstack/react-router';
import { HazardDetail } from '../parts/hazard-detail.tsx';

export function HazardPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  return (
    <div className="card" style={{ maxWidth: 1400 }}>
      <HazardDetail id={id} wide onClose={() => void navigate({ to: '/hazards' })} />
    </div>
  );
}
