-- When the customer first wrote of what waits for an answer; a reaction is nothing that they wrote.
ALTER TABLE conversations ADD COLUMN wrote_since BIGINT;
UPDATE conversations SET wrote_since = unanswered_since;

-- What is no message of the customer's own is not reported as read.
UPDATE conversations SET last_inbound_wamid = NULL WHERE last_inbound IN
    (SELECT id FROM inbound WHERE kind IN ('reaction', 'edit', 'revoke', 'call'));

-- What begins a conversation looks for what was said of the contact, and to them, since the last one.
CREATE INDEX inbound_news ON inbound (contact, channel) WHERE kind = 'system';
CREATE INDEX echoes_arrived ON echoes (conversation, arrived_at);
