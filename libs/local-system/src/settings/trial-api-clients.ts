/** A system of a prefecture that gets tokens for the API of approval, as `demo.json` and the trial data name it. */
export type TrialApiClient = {
  /** Two digits (JIS X 0401). */
  prefecture: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
};

/** One of each prefecture of the trial, which may do everything. */
export const trialApiClients = (secret: () => string): TrialApiClient[] =>
  ['46', '36'].map((prefecture) => ({
    prefecture,
    clientId: `api-${prefecture}-trial`,
    clientSecret: secret(),
    scopes: ['applications:read', 'applications:decide', 'applications:file', 'mails:read'],
  }));
