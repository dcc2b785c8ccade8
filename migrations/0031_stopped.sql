-- The customer has said since it left that they want no more: should it come back into the queue, it does
-- not leave by itself.
ALTER TABLE outgoing ADD COLUMN stopped BIGINT NOT NULL DEFAULT 0;
