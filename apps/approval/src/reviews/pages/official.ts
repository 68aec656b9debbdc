import { codesOfArea } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import type { Official } from '../domain/official.js';
import { problems } from '../problems.js';

/**
 * The person of the session as the domain knows officials. The guard has already turned away all other roles.
 */
export function officialOf({ sub, role, prefecture, area }: SignedIn): Official {
  if (role !== 'prefecture' && role !== 'health-centre' && role !== 'secretariat')
    throw problems.notYoursToDecide();
  return { sub, role, prefecture, area: codesOfArea(area ?? []) };
}
