-- When the customer first wrote of what waits for an answer; a reaction is nothing that they wrote.
ALTER TABLE conversations ADD COLUMN wrote_since BIGINT;
UPDATE conversations SET wrote_since = unanswered_since;

-- What begins a conversation looks for what was said of the contact, and to them, since the last one.
CREATE INDEX inbound_news ON inbound (contact, channel) WHERE kind = 'system';
CREATE INDEX echoes_arrived ON echoes (conversation, arrived_at);
