-- 事務局の確認 has begun: ① was asked for, and the approval can no longer be undone.
ALTER TABLE reviews DROP CONSTRAINT reviews_state_check;
ALTER TABLE reviews ADD CONSTRAINT reviews_state_check CHECK (
  state IN (
    'waiting', 'approved', 'rejected', 'pre-notice-sent', 'pre-noticed', 'issued', 'granted', 'nothing-to-do',
    'pre-notice-undeliverable', 'voided'
  )
);

-- An application that came back waits since then; one that was never sent back since it was received.
ALTER TABLE reviews DROP CONSTRAINT reviews_check3;
ALTER TABLE reviews ADD CONSTRAINT reviews_since_check CHECK (
  state = 'waiting' OR (state IN ('approved', 'rejected')) = (since IS NULL)
);

-- Who wanted the approval undone, and when.
ALTER TABLE reviews ADD COLUMN undo_asked_by text;
ALTER TABLE reviews ADD COLUMN undo_asked_at timestamptz(3);
ALTER TABLE reviews ADD CONSTRAINT reviews_undo_check CHECK (
  (undo_asked_by IS NULL) = (undo_asked_at IS NULL)
  AND (undo_asked_by IS NULL OR state NOT IN ('waiting', 'rejected'))
);

-- 差戻しの理由.
ALTER TABLE history ADD COLUMN note text;
