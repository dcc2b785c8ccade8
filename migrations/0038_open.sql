-- What is open is found without walking all that ever was; work on a thread that is given up is
-- deleted, so that none of it is ever dead.

CREATE INDEX conversations_open_id ON conversations (id) WHERE stage = 'open';
CREATE INDEX posts_work ON posts (conversation) WHERE state IN ('pending', 'retracting');

DROP INDEX thread_work_pending;
ALTER TABLE thread_work DROP COLUMN dead;
CREATE INDEX thread_work_lane ON thread_work (conversation, id);
