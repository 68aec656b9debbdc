import type { Envelope, EventContract } from '@todoke/events';
import type { z } from 'zod';

/** What a later release may add: unknown fields at every depth. */
export function fromTheNextRelease(event: Envelope): unknown {
  return { ...(withMore(event) as object), newInTheEnvelope: { since: '2027' } };
}

function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const more = Object.entries(value).map(([name, inner]) => [name, withMore(inner)] as const);
  return { ...Object.fromEntries(more), addedLater: ['?', { deep: true }] };
}

/** The minimum of an earlier release: none of the optional fields. */
export function fromTheReleaseBefore(contract: EventContract, { causationId: _, data, ...event }: Envelope): unknown {
  return { ...event, data: withoutOptional(contract.data, data as Record<string, unknown>) };
}

type Fields = Record<string, unknown>;

function withoutOptional(schema: z.ZodObject, data: Fields): Fields {
  const kept = Object.entries(data).filter(([name]) => !isOptional(schema, name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const inner = schema.shape[name] as unknown as z.ZodObject | undefined;
      return [name, inner !== undefined && 'shape' in inner ? withoutOptional(inner, value as Fields) : value];
    }),
  );
}

const isOptional = (schema: z.ZodObject, name: string): boolean => {
  const field = schema.shape[name] as unknown as z.ZodType | undefined;
  return field !== undefined && field.safeParse(undefined).success;
};

/** The paths of an event's optional fields, nested ones included. */
export const optionalFields = (schema: z.ZodObject): string[] =>
  Object.entries(schema.shape).flatMap(([name, field]) => {
    if (isOptional(schema, name)) return [name];
    const inner = field as unknown as z.ZodObject;
    return 'shape' in inner ? optionalFields(inner).map((one) => `${name}.${one}`) : [];
  });
