/**
 * Settings of a system to which simulated applicants come in a crowd: all of them from one network, and with addresses
 * at one domain, which in earnest would make the robot check harder for each.
 */
export const crowdSettings: Readonly<Record<string, string>> = {
  ADDRESSES_PER_CLIENT: '1000000',
  ADDRESSES_PER_DOMAIN: '1000000',
  ADDRESSES_IN_TOTAL: '1000000',
};
