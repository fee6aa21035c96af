import { z } from 'zod'
import { type BinaryMessage, type BytesTemplate, isBinaryMessage } from './bytes.ts'
import { type JsonTemplate, jsonTemplate } from './common.ts'
import { text } from './pieces.ts'

const HEX = /^(?:\s*[0-9a-f]{2})*\s*$/i
const BASE64 = /^[\w+/-]*={0,2}$/

const bytesTemplate: z.ZodType<BytesTemplate> = z.lazy(() =>
  z.union([
    z.strictObject({ hex: z.string().regex(HEX) }),
    z.strictObject({ base64: z.string().regex(BASE64) }),
    z.strictObject({ text }),
    z.strictObject({ length: z.enum(['u8', 'u16', 'u32', 'varint']), of: z.array(bytesTemplate) }),
  ]),
)

const binaryMessage: z.ZodType<BinaryMessage> = z.strictObject({
  binary: z.union([bytesTemplate, z.array(bytesTemplate).min(1)]),
})

/** A message over a socket: any JSON, `{ raw: 'text' }` for a text that is none, or `{ binary: … }` for bytes. */
export const message = jsonTemplate.refine(
  (value: JsonTemplate) => !isBinaryMessage(value) || binaryMessage.safeParse(value).success,
  'hold bytes: each part of `binary` is `{ hex }`, `{ base64 }`, `{ text }`, or `{ length, of }`',
)
