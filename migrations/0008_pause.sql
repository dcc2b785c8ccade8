-- A pause has a beginning of its own, and one until further notice has no end. Until now the platform's
-- pauses, which were the only ones, were written as ending in 365 days.
ALTER TABLE channels ADD COLUMN paused_at BIGINT;
UPDATE channels SET paused_at = paused_until - 31536000000, paused_until = NULL
    WHERE paused_until IS NOT NULL;
