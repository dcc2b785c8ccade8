-- Conversations and what was said in them.

CREATE TABLE conversations (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    contact            BIGINT NOT NULL REFERENCES contacts (id),
    channel            BIGINT NOT NULL REFERENCES channels (id),
    team               BIGINT NOT NULL REFERENCES teams (id),
    origin             TEXT   NOT NULL, -- active, receptive
    stage              TEXT   NOT NULL, -- open, concluded
    assignee           BIGINT,
    novo_since         BIGINT,          -- since when it is nobody's, while it is open
    thread             BIGINT,
    thread_name        TEXT,
    card               BIGINT,
    card_dirty         BIGINT NOT NULL DEFAULT 0, -- 0 shows the truth, 1 most urgent … 4 least
    card_rev           BIGINT NOT NULL DEFAULT 0,
    seen_until         BIGINT,          -- the last Discord message up to which nothing is missing
    window_until       BIGINT,
    window_refused     BIGINT NOT NULL,
    window_seen_open   BIGINT NOT NULL, -- when the core last looked
    queue_held         BIGINT NOT NULL,
    question_why       TEXT,
    question_since     BIGINT,
    above              TEXT   NOT NULL, -- nobody, customer, assignee, colleague
    above_at           BIGINT,
    named              BIGINT NOT NULL,
    run                BIGINT NOT NULL,
    paid_back_at       BIGINT,
    last_inbound       BIGINT,
    last_inbound_wamid TEXT,
    last_inbound_at    BIGINT,
    read_reported      BIGINT NOT NULL,
    last_outbound_at   BIGINT,
    unanswered_since   BIGINT,
    reminded           BIGINT NOT NULL,
    wake_at            BIGINT,
    created_at         BIGINT NOT NULL,
    concluded_at       BIGINT
);

CREATE UNIQUE INDEX conversations_one_open ON conversations (contact, channel) WHERE stage = 'open';
CREATE UNIQUE INDEX conversations_thread ON conversations (thread) WHERE thread IS NOT NULL;
CREATE INDEX conversations_contact ON conversations (contact, channel, id);
CREATE INDEX conversations_open ON conversations (team, assignee) WHERE stage = 'open';
CREATE INDEX conversations_concluded ON conversations (team, concluded_at) WHERE stage = 'concluded';
CREATE INDEX conversations_assignee ON conversations (assignee) WHERE stage = 'open';
CREATE INDEX conversations_wake ON conversations (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX conversations_dirty ON conversations (card_dirty, id) WHERE card_dirty > 0;

-- Messages towards the customer: the conversations' queues.
CREATE TABLE outgoing (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation     BIGINT NOT NULL REFERENCES conversations (id),
    position         BIGINT NOT NULL,
    post             BIGINT,
    author           BIGINT NOT NULL,
    kind             TEXT   NOT NULL, -- text, template
    content          TEXT   NOT NULL, -- versioned JSON
    quotes           TEXT,
    state            TEXT   NOT NULL,
    held             TEXT,
    written_at       BIGINT NOT NULL,
    confirmed_by     BIGINT NOT NULL,
    confirmed_at     BIGINT NOT NULL,
    due_at           BIGINT NOT NULL,
    ready_since      BIGINT,
    undo_restarted   BIGINT NOT NULL,
    attempt          BIGINT NOT NULL,
    refusals         BIGINT NOT NULL,
    sending_since    BIGINT,
    accepted_at      BIGINT,
    wamid            TEXT,
    failure          TEXT,            -- versioned JSON
    asked            BIGINT NOT NULL,
    reread           BIGINT NOT NULL,
    edited           TEXT,
    run              BIGINT NOT NULL,
    mark             TEXT,
    price_currency   TEXT,
    price_micros     BIGINT,
    billed_category  TEXT,
    billed_type      TEXT,
    billed           BIGINT
);

CREATE INDEX outgoing_order ON outgoing (conversation, position, id);
CREATE UNIQUE INDEX outgoing_wamid ON outgoing (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX outgoing_post ON outgoing (post) WHERE post IS NOT NULL;
CREATE INDEX outgoing_unsettled ON outgoing (conversation)
    WHERE state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt');

-- Messages from the customer.
CREATE TABLE inbound (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    contact      BIGINT NOT NULL REFERENCES contacts (id),
    channel      BIGINT NOT NULL REFERENCES channels (id),
    wamid        TEXT   NOT NULL UNIQUE,
    kind         TEXT   NOT NULL,
    body         TEXT   NOT NULL, -- JSON, versioned by whoever writes it
    text         TEXT   NOT NULL, -- as people read it
    at           BIGINT NOT NULL, -- the platform's stamp
    arrived_at   BIGINT NOT NULL,
    post         BIGINT           -- its mirror
);

CREATE INDEX inbound_conversation ON inbound (conversation, id);
CREATE INDEX inbound_post ON inbound (post) WHERE post IS NOT NULL;

-- Statuses of messages whose platform's id is not known yet.
CREATE TABLE unmatched (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    wamid      TEXT   NOT NULL,
    payload    TEXT   NOT NULL,
    arrived_at BIGINT NOT NULL
);

CREATE INDEX unmatched_wamid ON unmatched (wamid);

-- What each line of a thread is.
CREATE TABLE lines (
    post         BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversations (id),
    kind         TEXT   NOT NULL,
    inbound      BIGINT,
    message      BIGINT,
    author       BIGINT
);

CREATE INDEX lines_conversation ON lines (conversation, post);

CREATE TABLE journal (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation BIGINT REFERENCES conversations (id),
    at           BIGINT NOT NULL,
    person       BIGINT,
    kind         TEXT   NOT NULL,
    detail       TEXT   NOT NULL -- JSON
);

CREATE INDEX journal_conversation ON journal (conversation, id);
