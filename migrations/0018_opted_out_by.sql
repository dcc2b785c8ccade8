-- Who wrote down that a contact takes no marketing, where no message of theirs says so.
ALTER TABLE contacts ADD COLUMN opted_out_by BIGINT;
