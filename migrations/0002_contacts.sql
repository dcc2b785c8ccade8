-- Customers and how they are found.

CREATE TABLE contacts (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    name              TEXT   NOT NULL,
    name_folded       TEXT   NOT NULL,
    phone             TEXT,            -- E.164
    phone_digits      TEXT   NOT NULL, -- '' without a phone
    email             TEXT,
    email_folded      TEXT   NOT NULL, -- '' without an address
    wa_id             TEXT,
    bsuid             TEXT,
    username          TEXT,
    note              TEXT,
    blocked_at        BIGINT,
    archived_at       BIGINT,
    opted_out_at      BIGINT,
    opted_out_inbound BIGINT,          -- the message that said so, where there is one
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    last_seen_at      BIGINT
);

CREATE UNIQUE INDEX contacts_wa_id ON contacts (wa_id) WHERE wa_id IS NOT NULL;
CREATE UNIQUE INDEX contacts_bsuid ON contacts (bsuid) WHERE bsuid IS NOT NULL;
CREATE INDEX contacts_phone_digits ON contacts (phone_digits) WHERE phone_digits <> '';

CREATE TABLE contact_agents (
    contact BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    person  BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (contact, person)
);

CREATE INDEX contact_agents_recent ON contact_agents (person, last_at DESC);

-- Any part of at least three characters.
CREATE VIRTUAL TABLE contact_parts USING fts5 (
    name_folded, email_folded, phone_digits,
    content = 'contacts', content_rowid = 'id', tokenize = 'trigram'
);

-- The beginning of a word, for one or two characters, which a trigram cannot find.
CREATE VIRTUAL TABLE contact_words USING fts5 (
    name_folded, email_folded,
    content = 'contacts', content_rowid = 'id', tokenize = 'unicode61', prefix = '1 2', detail = 'none'
);

CREATE TRIGGER contacts_inserted AFTER INSERT ON contacts BEGIN
    INSERT INTO contact_parts (rowid, name_folded, email_folded, phone_digits)
    VALUES (new.id, new.name_folded, new.email_folded, new.phone_digits);
    INSERT INTO contact_words (rowid, name_folded, email_folded)
    VALUES (new.id, new.name_folded, new.email_folded);
END;

CREATE TRIGGER contacts_deleted AFTER DELETE ON contacts BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, name_folded, email_folded, phone_digits)
    VALUES ('delete', old.id, old.name_folded, old.email_folded, old.phone_digits);
    INSERT INTO contact_words (contact_words, rowid, name_folded, email_folded)
    VALUES ('delete', old.id, old.name_folded, old.email_folded);
END;

CREATE TRIGGER contacts_updated AFTER UPDATE OF name_folded, email_folded, phone_digits ON contacts
WHEN old.name_folded <> new.name_folded
    OR old.email_folded <> new.email_folded
    OR old.phone_digits <> new.phone_digits
BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, name_folded, email_folded, phone_digits)
    VALUES ('delete', old.id, old.name_folded, old.email_folded, old.phone_digits);
    INSERT INTO contact_parts (rowid, name_folded, email_folded, phone_digits)
    VALUES (new.id, new.name_folded, new.email_folded, new.phone_digits);
    INSERT INTO contact_words (contact_words, rowid, name_folded, email_folded)
    VALUES ('delete', old.id, old.name_folded, old.email_folded);
    INSERT INTO contact_words (rowid, name_folded, email_folded)
    VALUES (new.id, new.name_folded, new.email_folded);
END;
