-- In which channel a team's message about its new conversations stands: it goes when the team moves.
ALTER TABLE teams ADD COLUMN news_place BIGINT;
UPDATE teams SET news_place = place_id;
UPDATE teams SET news_post = NULL WHERE news_place IS NULL;
