-- What a customer's message is about, and where the customer came from with it: so that an edit of
-- an edit, the reaction that stands and an advertisement that was told of are found.
ALTER TABLE inbound ADD COLUMN about TEXT;
ALTER TABLE inbound ADD COLUMN source TEXT;
CREATE INDEX inbound_about ON inbound (about) WHERE about IS NOT NULL;

-- The customer's reaction under a line of the thread: what it should be, and what stands there.
ALTER TABLE marks ADD COLUMN emoji TEXT;
ALTER TABLE marks ADD COLUMN emoji_shown TEXT;
