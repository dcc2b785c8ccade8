-- What people leave out of a name or an address must not hide it: `davila` finds D'Ávila. A word that
-- occurs in the folded text occurs without the spaces as well, so that this index takes the place of
-- the former one.

ALTER TABLE contacts ADD COLUMN name_joined TEXT NOT NULL
    GENERATED ALWAYS AS (replace(name_folded, ' ', '')) VIRTUAL;
ALTER TABLE contacts ADD COLUMN email_joined TEXT NOT NULL
    GENERATED ALWAYS AS (replace(email_folded, ' ', '')) VIRTUAL;

DROP TRIGGER contacts_inserted;
DROP TRIGGER contacts_deleted;
DROP TRIGGER contacts_updated;
DROP TABLE contact_parts;

-- Any part of at least three characters.
CREATE VIRTUAL TABLE contact_parts USING fts5 (
    name_joined, email_joined, phone_digits,
    content = 'contacts', content_rowid = 'id', tokenize = 'trigram'
);

INSERT INTO contact_parts (contact_parts) VALUES ('rebuild');

CREATE TRIGGER contacts_inserted AFTER INSERT ON contacts BEGIN
    INSERT INTO contact_parts (rowid, name_joined, email_joined, phone_digits)
    VALUES (new.id, new.name_joined, new.email_joined, new.phone_digits);
    INSERT INTO contact_words (rowid, name_folded, email_folded)
    VALUES (new.id, new.name_folded, new.email_folded);
END;

CREATE TRIGGER contacts_deleted AFTER DELETE ON contacts BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, name_joined, email_joined, phone_digits)
    VALUES ('delete', old.id, old.name_joined, old.email_joined, old.phone_digits);
    INSERT INTO contact_words (contact_words, rowid, name_folded, email_folded)
    VALUES ('delete', old.id, old.name_folded, old.email_folded);
END;

CREATE TRIGGER contacts_updated AFTER UPDATE OF name_folded, email_folded, phone_digits ON contacts
WHEN old.name_folded <> new.name_folded
    OR old.email_folded <> new.email_folded
    OR old.phone_digits <> new.phone_digits
BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, name_joined, email_joined, phone_digits)
    VALUES ('delete', old.id, old.name_joined, old.email_joined, old.phone_digits);
    INSERT INTO contact_parts (rowid, name_joined, email_joined, phone_digits)
    VALUES (new.id, new.name_joined, new.email_joined, new.phone_digits);
    INSERT INTO contact_words (contact_words, rowid, name_folded, email_folded)
    VALUES ('delete', old.id, old.name_folded, old.email_folded);
    INSERT INTO contact_words (rowid, name_folded, email_folded)
    VALUES (new.id, new.name_folded, new.email_folded);
END;
