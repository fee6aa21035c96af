import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameStore } from '../../helpers/socket/frames.ts'

describe('a frame', () => {
  it('of any bytes is read without throwing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array(),
            fc.json().map((text) => Buffer.from(text)),
          ),
        ),
        (messages) => {
          const store = new FrameStore()
          for (const message of messages) store.add(Buffer.from(message), 'text', 0)
          for (const { json, text } of store.all())
            expect(json === undefined || JSON.stringify(json) !== undefined, text).toBe(true)
        },
      ),
    )
  })

  it('gives the JSON it was made of', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const added = new FrameStore().add(Buffer.from(text), 'text', 0)
        expect(typeof added === 'string' ? added : added.json).toEqual(JSON.parse(text))
      }),
    )
  })
})
