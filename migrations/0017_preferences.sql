-- When the contact last said whether they take marketing: an older word of the platform's, which it
-- repeats, does not overrule a newer one.
ALTER TABLE contacts ADD COLUMN preference_at BIGINT;
