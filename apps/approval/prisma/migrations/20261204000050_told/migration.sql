-- Whether the prefecture has told whom it had to (連絡済み): the application leaves 不達・ご案内が必要.
ALTER TABLE reviews ADD COLUMN told boolean NOT NULL DEFAULT false;
