import { centre, clinic, colleague, otherCentre, waiting } from '../../../test/samples.js';
import { assigneeBy, type AssignmentRule, mayLookAfter } from './assignment.js';

const rule = (assignee: string, more: Partial<AssignmentRule> = {}): AssignmentRule => ({
  id: assignee,
  prefecture: '46',
  assignee,
  ...more,
});
const application = { number: 'APF-00000001', prefecture: '46', type: 'pharmacy', municipalityCode: '46201' };

describe('who looks after an application (R46: 機関区分 × area)', () => {
  it('is whom the narrowest rule names', () => {
    const rules = [
      rule('all'),
      rule('pharmacies', { type: 'pharmacy' }),
      rule('south', { municipalities: ['46201', '46203'] }),
      rule('city', { municipalities: ['46201'] }),
      rule('pharmacies of the city', { type: 'pharmacy', municipalities: ['46201'] }),
    ];
    const found: (string | undefined)[] = [];
    for (let left = rules; left.length > 0;) {
      const assignee = assigneeBy(left, application);
      found.push(assignee);
      left = left.filter((one) => one.assignee !== assignee);
    }
    expect(found).toEqual(['pharmacies of the city', 'city', 'south', 'pharmacies', 'all']);
  });

  it('is nobody where no rule applies: another type, area or prefecture', () => {
    expect(assigneeBy([], application)).toBeUndefined();
    expect(assigneeBy([rule('x', { type: 'clinic' })], application)).toBeUndefined();
    expect(assigneeBy([rule('x', { municipalities: ['46203'] })], application)).toBeUndefined();
    expect(assigneeBy([rule('x', { prefecture: '36' })], application)).toBeUndefined();
    expect(
      assigneeBy([rule('x', { municipalities: ['46201'] })], { ...application, municipalityCode: undefined }),
    ).toBeUndefined();
  });

  it('can be whoever may decide: an official, and for a pharmacy the health centre of its area', () => {
    expect(mayLookAfter(colleague, waiting())).toBe(true);
    expect(mayLookAfter(centre, waiting())).toBe(true);
    expect(mayLookAfter(otherCentre, waiting())).toBe(false);
    expect(mayLookAfter(centre, waiting('APF-00000002', clinic))).toBe(false);
  });
});
