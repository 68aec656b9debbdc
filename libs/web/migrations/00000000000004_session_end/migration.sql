-- A session ends some hours after it began, however much it is used, so that a stolen one does.
ALTER TABLE "web_sessions" ADD COLUMN "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
