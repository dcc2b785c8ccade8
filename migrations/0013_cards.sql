-- The end of the window as the card shows it, instead of whether it was open when the core last looked:
-- an end that is shown wrongly by a quarter of an hour is worth an edit.
ALTER TABLE conversations ADD COLUMN window_shown BIGINT;
UPDATE conversations SET window_shown = window_until WHERE window_seen_open = 1;
ALTER TABLE conversations DROP COLUMN window_seen_open;

-- A thread is given another name once, when the contact's is corrected.
ALTER TABLE conversations ADD COLUMN renamed BIGINT NOT NULL DEFAULT 0;
