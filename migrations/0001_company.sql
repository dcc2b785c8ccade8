-- The company: its installation, numbers, teams, people, templates and prices.
-- Times are milliseconds since 1970 in UTC, booleans 0 or 1, Discord's ids signed 64-bit integers.

CREATE TABLE installation (
    only_row   BIGINT PRIMARY KEY CHECK (only_row = 1),
    id         TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE settings (
    key        TEXT PRIMARY KEY,
    value      TEXT   NOT NULL, -- JSON
    updated_at BIGINT NOT NULL
);

CREATE TABLE teams (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    name               TEXT   NOT NULL,
    role_id            BIGINT NOT NULL,
    supervisor_role_id BIGINT,
    place_id           BIGINT,           -- its channel in Discord
    rules              TEXT   NOT NULL,  -- JSON
    news_post          BIGINT,
    news_posted_at     BIGINT,
    reminded_at        BIGINT,           -- when its role was last mentioned
    news_rev           BIGINT NOT NULL DEFAULT 0,
    news_shown         BIGINT NOT NULL DEFAULT 0,
    created_at         BIGINT NOT NULL,
    archived_at        BIGINT
);

CREATE UNIQUE INDEX teams_place ON teams (place_id)
    WHERE place_id IS NOT NULL AND archived_at IS NULL;

CREATE TABLE channels (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    phone_number_id TEXT   NOT NULL UNIQUE,
    waba_id         TEXT   NOT NULL,
    display_phone   TEXT   NOT NULL,
    verified_name   TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    enabled         BIGINT NOT NULL DEFAULT 0,
    default_team    BIGINT REFERENCES teams (id),
    quality         TEXT,
    status          TEXT,
    paused_until    BIGINT,
    pause_reason    TEXT,
    off_count       BIGINT NOT NULL DEFAULT 0,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);

CREATE TABLE people (
    id       BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    locale   TEXT,
    notify   TEXT   NOT NULL,
    off_duty BIGINT NOT NULL DEFAULT 0,
    seen_at  BIGINT NOT NULL
);

CREATE TABLE templates (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    meta_id        TEXT   NOT NULL,
    waba_id        TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    language       TEXT   NOT NULL,
    category       TEXT   NOT NULL, -- lower case
    status         TEXT   NOT NULL, -- lower case
    definition     TEXT   NOT NULL, -- JSON, all that Meta says about it
    fingerprint    TEXT   NOT NULL,
    quality        TEXT,
    mapping        TEXT,            -- JSON: parameter to what fills it in
    standing_media TEXT,
    fetched_at     BIGINT NOT NULL,
    gone_at        BIGINT,
    UNIQUE (waba_id, name, language)
);

-- A template without rows here is open to every team.
CREATE TABLE template_teams (
    template BIGINT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    team     BIGINT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    PRIMARY KEY (template, team)
);

CREATE TABLE rates (
    region    TEXT   NOT NULL,
    category  TEXT   NOT NULL,
    currency  TEXT   NOT NULL,
    micros    BIGINT NOT NULL,
    from_date TEXT   NOT NULL, -- 2026-01-31
    PRIMARY KEY (region, category, currency, from_date)
);
