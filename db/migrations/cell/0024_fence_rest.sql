-- What is written outside the batch of a command, and yet has to stand still while a tenant is copied.
CREATE TRIGGER fence_sequence BEFORE INSERT ON sequence WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_security_count BEFORE INSERT ON security_count WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_spent_proof BEFORE INSERT ON spent_proof WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
