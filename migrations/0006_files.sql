-- Files of customers and agents. Their bytes lie in a directory beside the database.

CREATE TABLE files (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT   NOT NULL UNIQUE, -- 128 random bits, hexadecimal: its name on disk and in links
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    inbound      BIGINT REFERENCES inbound (id), -- the customer's message that it came with
    post         BIGINT,                         -- the agent's Discord message that it came with
    source       TEXT   NOT NULL, -- versioned JSON: where it is fetched from
    kind         TEXT   NOT NULL, -- image, video, audio, voice, document, sticker
    name         TEXT   NOT NULL, -- safe to show
    mime         TEXT,            -- claimed; once it is kept, found
    bytes        BIGINT NOT NULL, -- claimed, 0 if nothing was; once it is kept, counted
    sha256       TEXT,            -- hexadecimal, of what lies on disk
    state        TEXT   NOT NULL, -- wanted, kept, failed, purged
    missed       BIGINT NOT NULL DEFAULT 0, -- the line of its message stands there without it
    attempts     BIGINT NOT NULL DEFAULT 0, -- answers about this very file that refused it
    trouble      TEXT,            -- why it is not here
    due_at       BIGINT NOT NULL,
    wanted_at    BIGINT NOT NULL, -- since when it is fetched: by itself, or because somebody asked
    created_at   BIGINT NOT NULL,
    kept_at      BIGINT
);

CREATE INDEX files_inbound ON files (inbound, id) WHERE inbound IS NOT NULL;
CREATE INDEX files_post ON files (post, id) WHERE post IS NOT NULL;
CREATE INDEX files_wanted ON files (due_at, id) WHERE state = 'wanted';
CREATE INDEX files_kept ON files (kept_at, id) WHERE state = 'kept';

-- The first of the lines that go out as one Discord message, once that is decided.
ALTER TABLE posts ADD COLUMN album BIGINT;
