-- What is asked for at every line of a thread, and at every look of the watch.
CREATE INDEX marks_thread ON marks (thread, post) WHERE due = 1;
CREATE INDEX webhooks_unreadable ON webhooks (id) WHERE readable = 0;
