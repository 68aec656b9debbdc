-- 差戻し and the undoing of an approval: the application waits for its prefecture until that approves again.
ALTER TABLE issuance_applications DROP CONSTRAINT issuance_applications_status_check;
ALTER TABLE issuance_applications ADD CONSTRAINT issuance_applications_status_check CHECK (
  status IN (
    'to-check', 'pre-notice-sent', 'guidance-waiting', 'issued', 'permission-granted', 'nothing-to-do',
    'pre-notice-undeliverable', 'voided', 'returned'
  )
);
-- 差戻しの理由, which stays as the history of the application; NULL where the prefecture withdrew its approval.
ALTER TABLE issuance_applications ADD COLUMN return_reason text CHECK (char_length(return_reason) BETWEEN 1 AND 1000);
