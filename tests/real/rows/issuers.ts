import type { Row } from '../harness/row.ts'

export const ISSUERS: readonly Row[] = []
