-- Texts that are written once and sent often.
CREATE TABLE quick_replies (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    scope      TEXT   NOT NULL, -- JSON: for a person, a team, or everyone
    name       TEXT   NOT NULL,
    text       TEXT   NOT NULL,
    written_by BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Messages that were composed in a form and shown to their author, who has not confirmed them.
CREATE TABLE composed (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    owner        BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    content      TEXT   NOT NULL, -- versioned JSON
    updated_at   BIGINT NOT NULL,
    sent_at      BIGINT
);
