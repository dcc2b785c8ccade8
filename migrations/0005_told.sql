-- Two facts instead of one: since when a customer waits, and what the assignee was told of it. Whoever
-- assumes a conversation knows that the customer waits, and may still forget to answer.
ALTER TABLE conversations ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN remind_at BIGINT;
UPDATE conversations SET told = 1 WHERE unanswered_since IS NOT NULL;
UPDATE conversations SET remind_at = unanswered_since + 300000
    WHERE unanswered_since IS NOT NULL AND reminded = 0;
ALTER TABLE conversations DROP COLUMN reminded;
