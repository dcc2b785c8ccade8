-- Whether something later was written in a conversation before a message came.
CREATE INDEX inbound_at ON inbound (conversation, at);

-- Lines of the company's own phone, by what is deleted in Discord.
CREATE INDEX echoes_post ON echoes (post) WHERE post IS NOT NULL;
