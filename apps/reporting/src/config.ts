import { environment, publicAddress } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import type { z } from 'zod';

const settings = appSettings.extend({
  /** Address of approval. The home page of officials links to it. */
  APPROVAL_URL: publicAddress,
  /** Address of registration, where an institution without the permission applies. */
  REGISTRATION_URL: publicAddress,
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
