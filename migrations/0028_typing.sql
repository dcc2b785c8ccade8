-- A read receipt may show "typing…" until what was written leaves.

ALTER TABLE reads ADD COLUMN typing_until BIGINT;
