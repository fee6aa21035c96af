import type { Fault, Finding } from '../../../reference/fault.ts'
import { type Means, NEEDS, NEEDS_OF_FAULTS, TAKES, type Table } from './hiding.ts'
import { meddles } from './meddles.ts'

/**
 * Why the one fault keeps the other from being seen; undefined when it does not. It takes away what the other's check needs,
 * both change the same setting, or it ends the run before anything is sent. A warning takes nothing away.
 */
export function hides(fault: Fault, other: Fault): string | undefined {
  if (fault.level === 'configuration') return 'nothing is sent'
  const taken = fault.level === 'warning' ? [] : meansOf(TAKES, fault.finds)
  const needed = [...meansOf(NEEDS, other.finds), ...(NEEDS_OF_FAULTS[other.name] ?? [])]
  return taken.find((means) => needed.includes(means)) ?? meddles(fault, other)
}

function meansOf(table: Table, findings: readonly Finding[]): readonly Means[] {
  return findings.flatMap(({ code, service }) =>
    table.filter(({ codes }) => isOneOf(codes, code)).flatMap(({ means }) => means(service)),
  )
}

function isOneOf(codes: readonly string[], code: string): boolean {
  return codes.some(
    (one) => code === one || ((one === '' || one.endsWith('.')) && code.startsWith(one)),
  )
}
