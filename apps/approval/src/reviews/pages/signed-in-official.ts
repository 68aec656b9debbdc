import { codesOfArea } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import type { Official } from '../domain/official.js';
import { problems } from '../problems.js';

/** The signed-in person as an official. The guard has refused all other roles before. */
export function officialOf({ sub, role, prefecture, area }: SignedIn): Official {
  if (role !== 'prefecture' && role !== 'health-centre' && role !== 'secretariat') throw problems.notYoursToDecide();
  return { sub, role, prefecture, area: codesOfArea(area ?? []) };
}
