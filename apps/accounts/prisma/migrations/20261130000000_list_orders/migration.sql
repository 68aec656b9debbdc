-- 確認待ち一覧 with すべて, and of one prefecture; that of one status has an index that begins with it.
CREATE INDEX issuance_applications_submitted_at_number_idx ON issuance_applications (submitted_at, number);
CREATE INDEX issuance_applications_prefecture_submitted_at_number_idx
  ON issuance_applications (prefecture, submitted_at, number);
