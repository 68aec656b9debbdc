import { findAddresses } from '@todoke/japan';
import { addressLine, fillAddress } from './found-address.js';

const [tokushima] = findAddresses('7708570');

describe('The address of a postal code (R27)', () => {
  it('fills prefecture, municipality and town, and leaves the rest alone', () => {
    const filled = fillAddress({ postalCode: '770-8570', familyName: '山田' }, tokushima!);
    expect(filled).toMatchObject({
      postalCode: '7708570',
      prefecture: '36',
      municipality: '徳島市',
      familyName: '山田',
    });
    expect(filled['street']).toContain('万代町');
  });

  it('keeps a house number that was already typed after the same town, in either width', () => {
    const street = `${tokushima!.street}1-2-3`;
    expect(fillAddress({ street }, tokushima!)['street']).toBe(`${fillAddress({}, tokushima!)['street']}１－２－３`);
  });

  it('replaces the street of another town', () => {
    expect(fillAddress({ street: '〇〇町１－２' }, tokushima!)['street']).toBe(tokushima!.street);
  });

  it('tells several addresses of one code apart', () => {
    const lines = findAddresses('6180000').map(addressLine);
    expect(lines.length).toBeGreaterThan(1);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.some((line) => line.startsWith('京都府'))).toBe(true);
    expect(lines.some((line) => line.startsWith('大阪府'))).toBe(true);
  });
});
