-- A tenant that is being moved: whatever a request or a job still tries to write to the old place fails whole, so that
-- nothing is written behind the copy. Every write command leaves a row in one of these tables in its batch.
CREATE TABLE fence (
  tenant_id INTEGER PRIMARY KEY
);

CREATE TRIGGER fence_event BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_command BEFORE INSERT ON command WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_session BEFORE INSERT ON session WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_session_use BEFORE UPDATE ON session WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = OLD.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_person BEFORE UPDATE ON person WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = OLD.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_notification BEFORE INSERT ON notification WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_outbox BEFORE UPDATE ON outbox WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = OLD.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_clock BEFORE UPDATE ON clock WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = OLD.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_blob BEFORE INSERT ON blob WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
CREATE TRIGGER fence_tip_attachment BEFORE INSERT ON tip_attachment WHEN EXISTS (SELECT 1 FROM fence WHERE tenant_id = NEW.tenant_id) BEGIN
  SELECT RAISE(ABORT, 'tenant is moving');
END;
