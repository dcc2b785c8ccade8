-- Work that waits: for Discord, for the platform, for a person.

-- Lines for the threads: one lane per conversation, in the order of their ids.
CREATE TABLE posts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation   BIGINT NOT NULL REFERENCES conversations (id),
    payload        TEXT   NOT NULL, -- versioned JSON
    question       TEXT,
    state          TEXT   NOT NULL, -- pending, posted, retracting, retracted, dead
    attempts       BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    first_tried_at BIGINT,
    due_at         BIGINT NOT NULL,
    parts          TEXT   NOT NULL DEFAULT '[]', -- JSON: the Discord message of each part
    error          TEXT
);

CREATE INDEX posts_pending ON posts (conversation, id) WHERE state = 'pending';
CREATE INDEX posts_retracting ON posts (id) WHERE state = 'retracting';
CREATE INDEX posts_questions ON posts (conversation, question) WHERE question IS NOT NULL;
CREATE INDEX posts_lane ON posts (conversation, id);

-- The mark of each Discord message: one row per target, the latest wish wins.
CREATE TABLE marks (
    post   BIGINT PRIMARY KEY,
    thread BIGINT NOT NULL,
    wanted TEXT,
    shown  TEXT   NOT NULL DEFAULT '[]', -- JSON
    due    BIGINT NOT NULL
);

CREATE INDEX marks_due ON marks (post) WHERE due = 1;

-- Read receipts that have not left: the newest per conversation is all that counts.
CREATE TABLE reads (
    conversation BIGINT PRIMARY KEY REFERENCES conversations (id),
    channel      BIGINT NOT NULL REFERENCES channels (id),
    wamid        TEXT   NOT NULL,
    at           BIGINT NOT NULL
);

-- Joining, leaving and archiving: in order per conversation.
CREATE TABLE thread_work (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    kind         TEXT   NOT NULL,
    subject      BIGINT,
    attempts     BIGINT NOT NULL DEFAULT 0,
    due_at       BIGINT NOT NULL,
    dead         BIGINT NOT NULL DEFAULT 0,
    error        TEXT
);

CREATE INDEX thread_work_pending ON thread_work (conversation, id) WHERE dead = 0;

-- Webhooks as they came.
CREATE TABLE webhooks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at BIGINT NOT NULL,
    sha256      TEXT   NOT NULL,
    readable    BIGINT NOT NULL,
    body        BLOB   NOT NULL
);

CREATE INDEX webhooks_received ON webhooks (received_at);

-- What could not be worked in and waits in its contact's lane.
CREATE TABLE inbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    lane       TEXT   NOT NULL,
    payload    TEXT   NOT NULL, -- JSON, versioned by whoever writes it
    attempts   BIGINT NOT NULL,
    error      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    dead       BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX inbox_waiting ON inbox (lane, id) WHERE dead = 0;

-- Conversations that are being prepared in the wizard.
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner      BIGINT NOT NULL,
    step       TEXT   NOT NULL,
    data       TEXT   NOT NULL, -- JSON, versioned by whoever writes it
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    done_at    BIGINT
);

CREATE INDEX drafts_owner ON drafts (owner, id) WHERE done_at IS NULL;

-- Presses that must count once, however often they are made.
CREATE TABLE presses (
    key    TEXT PRIMARY KEY,
    result BIGINT,
    at     BIGINT NOT NULL
);
