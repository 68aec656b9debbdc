-- 申請一覧 of the secretariat, which sees all prefectures; those of one prefecture have an index that begins with it.
CREATE INDEX reviews_of_all_by_day ON reviews (received_at, number);
CREATE INDEX reviews_of_all_by_state ON reviews (state, received_at, number);
