import type { Row } from '../harness/row.ts'

export const PROXIES: readonly Row[] = []
