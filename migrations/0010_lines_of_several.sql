-- A line of an agent's may become several messages: its words and each of its files. Those after the
-- first know it, so that what happens to the line happens to all of them.
ALTER TABLE outgoing ADD COLUMN along_with BIGINT;
