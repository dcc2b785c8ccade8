-- The file that a template's header always carries: what it is, as JSON; its bytes lie beside the
-- database under its key. Nothing could set the column that was meant for it.
ALTER TABLE templates DROP COLUMN standing_media;
ALTER TABLE templates ADD COLUMN standing_file TEXT;

-- The platform's ids of these files, each good for one number.
CREATE TABLE standing_uploads (
    template BIGINT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    channel  BIGINT NOT NULL REFERENCES channels (id),
    key      TEXT   NOT NULL, -- of the file that was uploaded
    media    TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (template, channel)
);
