-- The platform's id of the message that an echo says anew: so that the last text of it is found.
ALTER TABLE echoes ADD COLUMN edits TEXT;
CREATE INDEX echoes_edits ON echoes (edits) WHERE edits IS NOT NULL;

-- What a person should know before opening a file: a JSON list of words.
ALTER TABLE files ADD COLUMN cautions TEXT NOT NULL DEFAULT '[]';

-- What the platform says about accounts and numbers and admins must know, each once.
CREATE TABLE account_news (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    subject    TEXT   NOT NULL, -- the account, the number and the kind of news
    news       TEXT   NOT NULL, -- versioned JSON
    at         BIGINT,          -- the platform's stamp
    arrived_at BIGINT NOT NULL
);

CREATE INDEX account_news_subject ON account_news (subject, id);
CREATE INDEX account_news_arrived ON account_news (arrived_at);
