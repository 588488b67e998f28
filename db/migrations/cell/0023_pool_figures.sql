-- Figures of expert pools were counted when they were asked for; from now on each commit keeps them. What is there is counted once.
INSERT INTO counter (tenant_id, name, bucket, value)
SELECT tenant_id, 'expert.pool', pool_id || '|members', COUNT(*) FROM expert_seat
WHERE state IN ('appointed', 'suspended') GROUP BY tenant_id, pool_id;
INSERT INTO counter (tenant_id, name, bucket, value)
SELECT tenant_id, 'expert.pool', pool_id || '|failing', COUNT(*) FROM expert_seat
WHERE state IN ('appointed', 'suspended') AND (passes = 0 OR doubtful = 1) GROUP BY tenant_id, pool_id;
INSERT INTO counter (tenant_id, name, bucket, value)
SELECT tenant_id, 'expert.pool', pool_id || '|pending', COUNT(*) FROM expert_seat
WHERE state IN ('applied', 'supplement', 'checked', 'reviewed', 'publicised') GROUP BY tenant_id, pool_id;
