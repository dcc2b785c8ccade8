-- What became of a line's parts because Discord refused them as they were: what still stands of it before
-- a restart is told from what does not by the same steps.
ALTER TABLE posts ADD COLUMN reduced TEXT NOT NULL DEFAULT '[]';
