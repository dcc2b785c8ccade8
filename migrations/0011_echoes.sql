-- What somebody wrote to customers on the company's own phone, which shares a number with us.
CREATE TABLE echoes (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    wamid        TEXT   NOT NULL UNIQUE,
    body         TEXT   NOT NULL, -- JSON, versioned by whoever writes it
    at           BIGINT NOT NULL, -- the platform's stamp
    arrived_at   BIGINT NOT NULL,
    post         BIGINT           -- its line in the thread
);

CREATE INDEX echoes_conversation ON echoes (conversation, id);
