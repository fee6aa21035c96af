import { z } from 'zod'
import { KINDS, type Kind } from '../../env/kind.ts'

/** A type as it is read: nothing in it is changed. */
export type Fixed<T> = T extends z.ZodType
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Fixed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Fixed<T[Key]> }
      : T

/** A list of objects; left out, it is empty. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).default([])
}

/** A list of objects; one alone needs no list, and left out, it is empty. */
export function oneOrList<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[])
    .default([])
}

/** At least one plain value; one alone needs no list. */
export function oneOrMore<Item extends z.ZodType<string | number | boolean>>(item: Item) {
  return z
    .union([z.array(item).min(1), item])
    .transform((value): z.output<Item>[] =>
      Array.isArray(value) ? (value as z.output<Item>[]) : [value as z.output<Item>],
    )
}

/** Plain values; one alone needs no list, and left out, there is none. */
export function values<Item extends z.ZodType<string | number | boolean>>(item: Item) {
  return z
    .union([z.array(item), item])
    .transform((value): z.output<Item>[] =>
      Array.isArray(value) ? (value as z.output<Item>[]) : [value as z.output<Item>],
    )
    .default([])
}

export const text = z.string()

/** The name of a service, socket, step, variable or kept value. */
export const name = z.string().min(1)

export const status = z.int().min(100).max(599)

export const milliseconds = z.int().min(1).max(600_000)

export const kind = z.enum(KINDS)

/** Kinds of environment; left out, all of them. */
export const kinds = z
  .union([z.array(kind), kind])
  .transform((value): Kind[] => (Array.isArray(value) ? value : [value]))
  .default([...KINDS])
