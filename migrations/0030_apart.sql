-- Where what leaves stands if not in its Discord message, so that an edit of that is kept beside it; and
-- whether what an edit says was sent as a correction.
ALTER TABLE outgoing ADD COLUMN apart TEXT;
ALTER TABLE outgoing ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0;
UPDATE outgoing SET apart = 'form', edited = NULL WHERE edited = '';
