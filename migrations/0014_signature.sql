-- The name of whoever writes stands before their words: whose the customer read last since the
-- conversation was assumed, and before which message; and which messages left with one.
ALTER TABLE conversations ADD COLUMN signed_by BIGINT;
ALTER TABLE conversations ADD COLUMN signed_in BIGINT;
ALTER TABLE outgoing ADD COLUMN signed BIGINT NOT NULL DEFAULT 0;
