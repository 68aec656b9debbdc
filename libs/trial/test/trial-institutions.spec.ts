import { createHash } from 'node:crypto';
import { checkPhone, findAddresses, hasFittingCheckDigit, municipalitiesOf, unwritableInCp932 } from '@todoke/japan';
import { trialId, trialInstitutions } from '../src/index.js';

const all = trialInstitutions();
const hospitals = all.flatMap(({ hospital, ...institution }) => (hospital ? [{ ...institution, hospital }] : []));

describe('the institutions of the trial', () => {
  it('are some three hundred of two prefectures, forty hospitals each', () => {
    expect(all).toHaveLength(305);
    for (const prefecture of ['36', '46'])
      expect(hospitals.filter((one) => one.prefecture === prefecture)).toHaveLength(40);
    expect(new Set(all.map(({ type }) => type)).size).toBe(5);
  });

  it('are the same every time', () => {
    const print = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
    expect(print).toBe('7d429434ddb86be6');
  });

  it('have names that are clearly invented, and ids that follow from these', () => {
    for (const { id, name, prefecture } of all) {
      expect(name).toMatch(/ためし|みほん|さくれい|れいだい/);
      expect(id).toBe(trialId(prefecture, name));
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('stand in real towns, with their postal codes', () => {
    for (const { postalCode, street, municipality, municipalityCode, prefecture } of all) {
      expect(municipalitiesOf(prefecture)).toContainEqual(
        expect.objectContaining({ code: municipalityCode, name: municipality }),
      );
      const towns = findAddresses(postalCode).filter((one) => one.municipalityCode === municipalityCode);
      expect(towns.some((one) => street.startsWith(one.street))).toBe(true);
    }
  });

  it('have telephone numbers that no subscriber can have', () => {
    for (const { phone } of all) {
      expect(checkPhone(phone)).toMatchObject({ ok: true, beginsWithZero: true });
      // Area code, then an office code that begins with 0.
      expect(phone).toMatch(/^0(99|88)(000|[2-7]00)\d{4}$/);
    }
  });

  it('have insurance codes with check digits that fit, each its own; midwifery centres have none', () => {
    const codes = all.flatMap(({ insuranceCode }) => insuranceCode ?? []);
    expect(codes.filter((code) => !hasFittingCheckDigit(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(all.filter(({ insuranceCode }) => insuranceCode === undefined).map(({ type }) => type)).toEqual(
      Array.from({ length: 10 }, () => 'midwifery-centre'),
    );
    expect(new Set(all.map((one) => `${one.prefecture} ${one.institutionCode}`)).size).toBe(all.length);
  });

  it('can be written into files in CP932', () => {
    expect(unwritableInCp932(all.map(({ name, street }) => name + street).join(''))).toEqual([]);
  });

  it('have as hospitals twenty beds or more, and secured beds within them', () => {
    for (const { hospital } of hospitals) {
      const { general, longTerm, psychiatric } = hospital.beds;
      expect(general + longTerm + psychiatric).toBeGreaterThanOrEqual(20);
      expect(hospital.secured.severe).toBeLessThanOrEqual(hospital.secured.all);
      expect(hospital.secured.all).toBeLessThan(general + longTerm + psychiatric);
    }
  });
});
