/** The five services. Address, schema, stream and OpenID client of each have its name. */
export const services = ['registration', 'approval', 'accounts', 'notifications', 'reporting'] as const;
export type ServiceName = (typeof services)[number];
