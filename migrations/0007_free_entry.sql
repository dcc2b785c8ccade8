-- Until when nothing that a number sends to a contact is charged, because the contact came by an
-- advertisement and was answered in time. Only the platform's statuses tell it.
CREATE TABLE free_entries (
    contact BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    channel BIGINT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (contact, channel)
);
