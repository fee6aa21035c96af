import { z } from 'zod'

/** A whole number in decimal digits between two bounds; signs, fractions and exponents are refused, not read. */
export function wholeNumber(least: number, most: number, unit: string): z.ZodType<number, string> {
  const message = `must be a whole number of ${unit} from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}
