-- Sessions of browsers. The id in the cookie is not kept, only its SHA-256, so that whoever reads the table
-- cannot act as anybody. "sid" is the session at the OpenID Provider, for back-channel logout.
CREATE TABLE "web_sessions" (
  "id" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "sid" TEXT,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "web_sessions_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "web_sessions_sid_idx" ON "web_sessions" ("sid") WHERE "sid" IS NOT NULL;

CREATE INDEX "web_sessions_expires_at_idx" ON "web_sessions" ("expires_at");
