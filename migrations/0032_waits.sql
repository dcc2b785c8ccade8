-- The wait that a message is to end: should it come to nothing, the customer waits as before.
ALTER TABLE outgoing ADD COLUMN answers TEXT;

-- Since when a change of a thread has been tried in vain: the longer, the more seldom it is.
ALTER TABLE thread_work ADD COLUMN first_tried_at BIGINT;
