-- What became of an export, until the browser that asked for it is told on a page. "characters" are those that CP932
-- does not have and that became 〓, each once, and "unwritten" is how often they did.
CREATE TABLE web_exports (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  rows integer NOT NULL,
  whole boolean NOT NULL,
  unwritten integer NOT NULL,
  characters text NOT NULL,
  ended_at timestamptz NOT NULL DEFAULT now()
);
