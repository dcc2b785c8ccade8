-- How often a message was refused because its contact was written to too fast: only that makes the
-- next pause longer.
ALTER TABLE outgoing ADD COLUMN pair_refusals BIGINT NOT NULL DEFAULT 0;
